// The pen: a line that others see grow, in the document once it is done.

import { t } from '../../i18n';
import { isAllowed } from '../commands/allowed';
import { asOneUndoStep } from '../commands/targets';
import { newId } from '../document/edits';
import type { NoteColor } from '../document/note';
import type { DrawingBoard, HandTool, Touch } from './board';
import { addStroke } from './edits';
import type { InkLayer } from './ink_layer';
import { PEN_STEP_PX, PEN_TOLERANCE_PX } from './limits';
import { PenLine, pointOf, thinned } from './line';
import { whyNotDraw } from './may_draw';
import { told } from './told_line';

/** What the pen draws with. */
export interface PenLook {
  color(): NoteColor;
  width(): number;
}

export class PenTool implements HandTool {
  private under: {
    readonly id: string;
    readonly line: PenLine;
    readonly color: NoteColor;
    readonly width: number;
  } | null = null;

  constructor(
    private readonly board: DrawingBoard,
    private readonly ink: InkLayer,
    private readonly look: PenLook,
  ) {}

  begin(touch: Touch): boolean {
    if (!this.board.page.editable || !isAllowed(this.board, whyNotDraw(this.board, touch.at))) return false;
    this.start(touch);
    return true;
  }

  private start(touch: Touch): void {
    const line = new PenLine(touch.pressure !== undefined, PEN_STEP_PX / this.board.sight.camera().scale);
    this.under = { id: newId(), line, color: this.look.color(), width: this.look.width() };
    line.add(touch.at, touch.pressure);
    this.show();
  }

  extend(touches: readonly Touch[]): void {
    for (const touch of touches) {
      const { under } = this;
      if (under === null) return;
      under.line.add(touch.at, touch.pressure);
      if (!under.line.isFull()) continue;
      // A long line goes on in another stroke, where this one ends.
      const last = pointOf(under.line.path, under.line.count - 1);
      this.lay();
      this.start({ ...touch, at: last });
    }
    this.show();
  }

  end(): void {
    if (this.under === null) return;
    this.lay();
    this.board.presence.tell({ pen: undefined });
    this.board.page.announce(t('drawing.drawn'));
  }

  giveUp(): void {
    if (this.under === null) return;
    this.ink.grown(this.under.id);
    this.under = null;
    this.board.presence.tell({ pen: undefined });
  }

  private show(): void {
    if (this.under === null) return;
    const { id, line, color, width } = this.under;
    this.ink.grow(id, { path: line.path, pressure: line.pressure, color, width });
    this.board.presence.tell({ pen: told({ id, color, width }, line.path) });
  }

  private lay(): void {
    const { under, board } = this;
    if (under === null) return;
    this.under = null;
    const { id, line, color, width } = under;
    const tolerance = PEN_TOLERANCE_PX / board.sight.camera().scale;
    const ink = { ...thinned(line.path, line.pressure, tolerance), color, width };
    const by = board.page.anonymous ? null : board.page.me;
    // Rights and the lock may have changed since it was begun.
    if (board.page.editable && isAllowed(board, whyNotDraw(board, pointOf(ink.path, 0)))) {
      asOneUndoStep(board, () => addStroke(board.doc, id, ink, by));
    }
    this.ink.grown(id);
  }
}
