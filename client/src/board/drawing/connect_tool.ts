// Connecting: from the note or cluster under the press to the one under its end. And what both ways to connect come to.

import { t } from '../../i18n';
import { isAllowed } from '../commands/allowed';
import { asOneUndoStep } from '../commands/targets';
import { newId } from '../document/edits';
import type { Point } from '../document/point';
import type { DrawingBoard, HandTool, Touch } from './board';
import type { ConnectorLayer } from './connector_layer';
import type { Drawn } from './drawn';
import { addConnector } from './edits';
import { nameOfEnd } from './ends';
import { whyNotConnect } from './may_draw';

export class ConnectTool implements HandTool {
  private from: string | null = null;
  private to: string | null = null;

  constructor(
    private readonly board: DrawingBoard,
    private readonly drawn: Drawn,
    private readonly arrows: ConnectorLayer,
  ) {}

  begin({ at }: Touch): boolean {
    if (!this.board.page.editable) return false;
    this.from = this.under(at);
    if (this.from === null) this.board.page.announce(t('drawing.connectHint'));
    return this.from !== null;
  }

  extend(touches: readonly Touch[]): void {
    const { from } = this;
    const last = touches.at(-1);
    if (from === null || last === undefined) return;
    const to = this.under(last.at);
    this.to = to === from ? null : to;
    this.arrows.showPending(from, this.to ?? last.at);
  }

  end(): void {
    const { from, to } = this;
    this.giveUp();
    if (from !== null && to !== null) connect(this.board, this.drawn, from, to);
  }

  giveUp(): void {
    this.from = null;
    this.to = null;
    this.arrows.showPending(null, { x: 0, y: 0 });
  }

  private under(at: Point): string | null {
    const { notes, clusters } = this.board;
    return notes.at(at)?.id ?? clusters.at(at)?.id ?? null;
  }
}

/** Leads from one to the other; where that is so already, nothing is done. */
export function connect(board: DrawingBoard, drawn: Drawn, from: string, to: string): void {
  if (!board.page.editable || from === to) return;
  const isThere = [...drawn.connectors.all()].some((one) => one.from === from && one.to === to);
  if (isThere || !isAllowed(board, whyNotConnect(board, from, to))) return;
  const by = board.page.anonymous ? null : board.page.me;
  asOneUndoStep(board, () => addConnector(board.doc, newId(), { from, to }, by));
  const [one, other] = [nameOfEnd(board.clusters, from), nameOfEnd(board.clusters, to)];
  board.page.announce(t('drawing.connected', { from: one, to: other }));
}
