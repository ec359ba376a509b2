// What others draw and point at just now, from presence that anybody may have written.

import { DROP_WAIT_MS, PEERS_MAX } from '../limits';
import { peerColour } from '../presence/colour';
import type { DrawingBoard } from './board';
import type { Drawn } from './drawn';
import type { InkLayer } from './ink_layer';
import type { LaserLayer } from './laser_layer';
import { pointOf } from './line';
import { type HeardLine, heard } from './told_line';

interface Heard {
  pen: HeardLine | null;
  laser: HeardLine | null;
}

export class Others {
  private readonly lines = new Map<number, Heard>();
  /** Lines whose pen is up, until the document has them, by when that was. */
  private readonly waiting = new Map<string, number>();

  constructor(
    private readonly board: DrawingBoard,
    private readonly drawn: Drawn,
    private readonly ink: InkLayer,
    private readonly lasers: LaserLayer,
  ) {
    board.page.awareness.on('change', this.changed);
    this.hear();
  }

  close(): void {
    this.board.page.awareness.off('change', this.changed);
  }

  private readonly changed = (_: unknown, origin: unknown) => {
    if (origin !== 'local') this.hear();
  };

  private hear(): void {
    const { awareness } = this.board.page;
    const now = performance.now();
    const gone = new Set(this.lines.keys());
    let count = 0;
    for (const [client, state] of awareness.getStates()) {
      if (client === awareness.clientID || typeof state !== 'object' || state === null) continue;
      const { pen, laser, user } = state as Record<string, unknown>;
      const before = this.lines.get(client);
      if ((pen === undefined && laser === undefined && before === undefined) || count === PEERS_MAX) continue;
      count += 1;
      gone.delete(client);
      const next = { pen: heard(pen, before?.pen ?? null), laser: heard(laser, before?.laser ?? null) };
      this.showPen(before?.pen ?? null, next.pen, now);
      this.showLaser(client, before?.laser ?? null, next.laser, user, now);
      if (next.pen === null && next.laser === null) this.lines.delete(client);
      else this.lines.set(client, next);
    }
    for (const client of gone) {
      this.showPen(this.lines.get(client)?.pen ?? null, null, now);
      this.lines.delete(client);
    }
    this.board.invalidate();
  }

  private showPen(before: HeardLine | null, now: HeardLine | null, at: number): void {
    if (before !== null && before.id !== now?.id) this.waiting.set(before.id, at);
    if (now === null) return;
    this.waiting.delete(now.id);
    if (this.drawn.strokes.get(now.id) === undefined) this.ink.grow(now.id, { ...now, pressure: null });
    else this.ink.grown(now.id);
  }

  private showLaser(
    client: number,
    before: HeardLine | null,
    now: HeardLine | null,
    user: unknown,
    at: number,
  ): void {
    if (now === null) return;
    const known = before?.id === now.id ? before.path.length / 2 : 0;
    const { id, name } = (typeof user === 'object' && user !== null ? user : {}) as Record<string, unknown>;
    const who = { id: wordIn(id), name: wordIn(name), client };
    for (let point = known; point < now.path.length / 2; point += 1)
      this.lasers.addColoured(`${client} ${now.id}`, pointOf(now.path, point), peerColour(who).paper, at);
  }

  /** Lines whose stroke is in the document, or never came, are gone; true while some wait. */
  advance(now: number): boolean {
    for (const [id, since] of this.waiting) {
      if (this.drawn.strokes.get(id) === undefined && now - since < DROP_WAIT_MS) continue;
      this.waiting.delete(id);
      this.ink.grown(id);
    }
    return this.waiting.size > 0;
  }
}

function wordIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
