// What may come over the board from outside of it: one slot, and what it is given of the board.

import type { JSX } from 'solid-js';
import type { Around, BoardDocument, Eye, Focus, InPage, Pen, Presenting, Selection, Toolbox } from './parts';
import type { Peers } from './presence/peers_on_board';
import type { Cover } from './view/stage';
import type { World } from './view/world';

export type BoardBeneath = BoardDocument &
  Selection &
  Pick<Focus, 'takeFocus'> &
  Eye &
  Pick<InPage, 'element'> &
  Pen &
  Presenting &
  Toolbox &
  Around<'announce' | 'explain' | 'standing' | 'editable' | 'ready' | 'nameOf' | 'tellKept'> & {
    readonly world: Pick<World, 'propose' | 'ghosts' | 'carriedElsewhere'>;
    readonly peers: Pick<Peers, 'proposal'>;
    /** Has everything drawn in the next frame. */
    invalidate(): void;
    /** True while a note or title is being written or something is dragged. */
    isAtWork(): boolean;
    /** Something is docked beside the board; null once it is gone. */
    cover(by: string, ask: (() => Cover | null) | null): void;
  };

export interface Overlay {
  /** While it lies there, what is seen is not what is there: nothing is taken up. */
  isOver(): boolean;
  /** Whether this person may ask for it. */
  canAsk(): boolean;
  ask(): void;
  /** `toTool` puts the keyboard back on the button that asks for it. */
  view(props: { toTool(): void }): JSX.Element;
}
