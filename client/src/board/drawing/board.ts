// What drawing needs of the board, and what each of its tools does with a pointer.

import type { Accessor } from 'solid-js';
import type { Awareness } from 'y-protocols/awareness';
import type { Point } from '../document/point';
import type { Sections } from '../document/sections';
import type {
  Around,
  BoardDocument,
  Eye,
  Focus,
  Overview,
  Palette,
  Presenting,
  Selection,
  Toolbox,
} from '../parts';
import type { World } from '../view/world';

export type DrawingBoard = BoardDocument &
  Selection &
  Eye &
  Focus &
  Overview &
  Presenting &
  Toolbox &
  Palette &
  Around<'me' | 'anonymous' | 'editable' | 'announce' | 'explain' | 'standing' | 'nameOf'> & {
    readonly element: HTMLElement;
    readonly sections: Pick<Sections, 'all'>;
    readonly page: { readonly awareness: Awareness; readonly past?: boolean };
    readonly world: Pick<World, 'element' | 'whereabouts'>;
    readonly busy: Accessor<boolean>;
    readonly setBusy: (busy: boolean) => void;
    /** A field went from under its writer: keys do nothing yet. */
    readonly restOfWord: { readonly on: boolean };
    /** Asked in each frame after all else moved; true while another is wanted. */
    readonly frames: Set<(now: number) => boolean>;
    /** Has everything drawn in the next frame. */
    invalidate(): void;
  };

/** A point that a tool is at, in board pixels. */
export interface Touch {
  readonly at: Point;
  /** How hard a pen is pressed, from 0 to 1; none where nothing tells it. */
  readonly pressure?: number;
}

/** What a tool does from a press to its end. */
export interface HandTool {
  /** False where it may not begin here: it said why. */
  begin(touch: Touch): boolean;
  extend(touches: readonly Touch[]): void;
  end(): void;
  giveUp(): void;
}
