// Does on the board what the gesture's state machine says.

import { makeAt, type NewNoteBoard } from '../commands/new_notes';
import type { Point } from '../document/point';
import type { Eye, Pen, Selection } from '../parts';
import type { Dragging } from './dragging';
import type { Marking } from './marking';
import type { Deed } from './pointer';

/** A finger that rests this long on the empty board makes a note, and on something asks what can be done to it. */
const HOLD_MS = 500;

export type DeedBoard = NewNoteBoard &
  Selection &
  Eye &
  Pen & {
    readonly dragging: Pick<
      Dragging,
      'whyNotLifted' | 'lift' | 'liftCluster' | 'carry' | 'moveFreely' | 'drop' | 'putBack'
    >;
    readonly readyToType: { check(): void };
  };

export class GestureDeeds {
  private hold: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly board: DeedBoard,
    private readonly marking: Marking,
    private readonly openMenu: (at: Point) => void,
    private readonly onHold: () => void,
  ) {}

  close(): void {
    if (this.hold !== null) clearTimeout(this.hold);
    this.hold = null;
  }

  perform(deed: Deed): void {
    const { board, marking } = this;
    const { dragging, sight } = board;
    switch (deed.do) {
      case 'select':
        this.select(deed.id, deed.adding);
        break;
      case 'selectCluster':
        board.setCurrent(deed.id);
        board.selectCluster(deed.id);
        break;
      case 'tapCluster':
        if (deed.touch && deed.wasSelected) board.titling.start(deed.id);
        break;
      case 'clearSelection':
        board.selectCluster(null);
        break;
      case 'tap':
        // A finger has no double-click worth the name: the second tap on a note writes in it.
        if (deed.touch && deed.wasSelected) board.writing.start(deed.id);
        break;
      case 'lift':
        dragging.lift(deed.id, deed.from);
        break;
      case 'liftCluster':
        dragging.liftCluster(deed.id, deed.from);
        break;
      case 'carry':
        dragging.carry(deed.to);
        break;
      case 'drop':
        dragging.drop();
        break;
      case 'putBack':
        dragging.putBack();
        break;
      case 'mark':
        marking.mark(deed.from, deed.to, deed.adding);
        break;
      case 'draw':
        marking.draw(deed.from, deed.to, deed.adding);
        break;
      case 'endMark':
      case 'endDraw':
        marking.end();
        board.readyToType.check();
        break;
      case 'pan':
        sight.pan(deed.dx, deed.dy);
        break;
      case 'pinch':
        sight.pan(deed.dx, deed.dy);
        sight.zoomAt(deed.factor, deed.at);
        break;
      case 'make':
        makeAt(board, deed.at);
        break;
      case 'menu':
        this.openMenu(deed.at);
        break;
      case 'awaitHold':
        this.hold = setTimeout(this.onHold, HOLD_MS);
        break;
      case 'forgetHold':
        this.close();
        break;
    }
  }

  private select(id: string, adding: boolean): void {
    const { board } = this;
    board.setCurrent(id);
    const ids = adding ? new Set(board.selection()) : new Set<string>();
    if (!ids.delete(id)) ids.add(id);
    board.select(ids);
  }
}
