// The eraser: takes whole strokes and connectors, all that one movement went over at once.

import { t } from '../../i18n';
import { isAllowed } from '../commands/allowed';
import { asOneUndoStep } from '../commands/targets';
import { overlap, type Point } from '../document/point';
import type { WhyNot } from '../rights/rights';
import type { DrawingBoard, HandTool, Touch } from './board';
import type { ConnectorLayer } from './connector_layer';
import type { Drawn } from './drawn';
import { removeDrawn } from './edits';
import type { InkLayer } from './ink_layer';
import { ERASER_PX } from './limits';
import { comesNear, reachAround } from './line';
import { whyNotDisconnect, whyNotErase } from './may_draw';
import { pathOf } from './route';

export class EraserTool implements HandTool {
  private last: Point | null = null;
  private readonly strokes = new Set<string>();
  private readonly connectors = new Set<string>();
  /** Why something that it went over stays. */
  private why: WhyNot | null = null;

  constructor(
    private readonly board: DrawingBoard,
    private readonly drawn: Drawn,
    private readonly ink: InkLayer,
    private readonly arrows: ConnectorLayer,
  ) {}

  begin({ at }: Touch): boolean {
    if (!this.board.page.editable) return false;
    this.last = at;
    this.over(at, at);
    return true;
  }

  extend(touches: readonly Touch[]): void {
    for (const { at } of touches) {
      this.over(this.last ?? at, at);
      this.last = at;
    }
  }

  end(): void {
    const { board, why } = this;
    const strokes = [...this.strokes].filter((id) => this.drawn.strokes.get(id) !== undefined);
    const connectors = [...this.connectors].filter((id) => this.drawn.connectors.get(id) !== undefined);
    const count = strokes.length + connectors.length;
    this.giveUp();
    if (count > 0 && board.page.editable) {
      asOneUndoStep(board, () => removeDrawn(board.doc, strokes, connectors));
      board.page.announce(t('drawing.erased', { count }));
    }
    if (why !== null) isAllowed(board, why);
  }

  giveUp(): void {
    this.last = null;
    this.why = null;
    this.strokes.clear();
    this.connectors.clear();
    this.mark();
  }

  private over(from: Point, to: Point): void {
    const reach = ERASER_PX / this.board.sight.camera().scale;
    const area = reachAround(from, to, reach);
    for (const stroke of this.drawn.strokes.all()) {
      if (this.strokes.has(stroke.id) || !overlap(stroke.bounds, area)) continue;
      if (!comesNear(stroke.path, from, to, reach + stroke.width / 2)) continue;
      this.take(this.strokes, stroke.id, whyNotErase(this.board, this.drawn, stroke));
    }
    const now = performance.now();
    for (const connector of this.drawn.connectors.all()) {
      if (this.connectors.has(connector.id)) continue;
      const route = this.arrows.routeOf(connector, now);
      if (route === null || !comesNear(pathOf(route), from, to, reach)) continue;
      this.take(this.connectors, connector.id, whyNotDisconnect(this.board, this.drawn, connector));
    }
    this.mark();
  }

  private take(taken: Set<string>, id: string, why: WhyNot | null): void {
    if (why === null) taken.add(id);
    else this.why = why;
  }

  private mark(): void {
    this.ink.markGoing(new Set(this.strokes));
    this.arrows.markGoing(new Set(this.connectors));
  }
}
