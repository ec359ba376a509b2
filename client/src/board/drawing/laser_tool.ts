// The laser: a trail that all see and that is gone in a second; in presence alone, never in the document.

import { newId } from '../document/edits';
import type { DrawingBoard, HandTool, Touch } from './board';
import type { LaserLayer } from './laser_layer';
import { LASER_MS } from './limits';
import { told } from './told_line';

/** Whose trail is one's own, among the trails. */
const OWN = 'own';

export class LaserTool implements HandTool {
  private line: { readonly id: string; readonly path: number[] } | null = null;
  private ending: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly board: DrawingBoard,
    private readonly lasers: LaserLayer,
  ) {}

  begin(touch: Touch): boolean {
    this.stopEnding();
    this.line = { id: newId(), path: [] };
    this.extend([touch]);
    return true;
  }

  extend(touches: readonly Touch[]): void {
    const { line, board } = this;
    if (line === null) return;
    for (const { at } of touches) {
      line.path.push(Math.round(at.x), Math.round(at.y));
      this.lasers.add(OWN, at, board.page.me);
    }
    board.presence.tell({ laser: told({ id: line.id }, line.path) });
    board.invalidate();
  }

  /** What was told last may wait to go out: it is taken back once the trail is gone. */
  end(): void {
    this.line = null;
    this.stopEnding();
    this.ending = setTimeout(() => this.giveUp(), LASER_MS);
  }

  giveUp(): void {
    this.line = null;
    this.stopEnding();
    this.board.presence.tell({ laser: undefined });
  }

  private stopEnding(): void {
    if (this.ending !== null) clearTimeout(this.ending);
    this.ending = null;
  }
}
