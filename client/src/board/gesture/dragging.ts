// Notes in the hand: lifted, carried, also along the window's edge, and laid down or put back.

import { t } from '../../i18n';
import { SHARED_DRAG_NOTES_MAX } from '../limits';
import { moveNotes } from '../model/edits';
import type { Point, Rect } from '../model/point';
import { stackingAtDrop } from '../model/stacking';
import type { Surface } from '../surface';
import { toBoard } from '../view/camera';

/** How close to the window's edge a drag moves the board along, and how fast at most, in pixels and pixels a frame. */
const EDGE_PX = 36;
const EDGE_STEP_PX = 14;

interface Drag {
  readonly from: Point;
  readonly ids: ReadonlySet<string>;
  at: Point;
}

export class Dragging {
  private drag: Drag | null = null;

  constructor(private readonly surface: Surface) {}

  lift(id: string, from: Point): void {
    const { surface } = this;
    const ids = surface.selection().has(id) ? surface.selection() : new Set([id]);
    this.drag = { ids, from: toBoard(surface.camera, from), at: from };
    surface.setBusy(true);
    surface.world.lift(ids);
  }

  carry(at: Point): void {
    if (this.drag === null) return;
    this.drag.at = at;
    this.surface.world.carry(this.offsetOf(this.drag));
    this.tell(this.drag);
    if (this.isAtEdge(this.drag)) this.surface.invalidate();
  }

  /** Writes where the notes were laid down: once, in one step to undo. */
  drop(): void {
    const { drag, surface } = this;
    if (drag === null) return;
    this.drag = null;
    surface.setBusy(false);
    const offset = this.offsetOf(drag);
    const moved = surface.notes
      .pick(drag.ids)
      .map((note) => ({ ...note, x: note.x + offset.x, y: note.y + offset.y }));
    const over = (rect: Rect) => surface.notes.pick(surface.notes.grid.within(rect));
    const stacking = stackingAtDrop(moved, over, surface.notes.topZ);
    surface.undo.stopCapturing();
    moveNotes(
      surface.doc,
      moved.map(({ id, x, y }) => ({ id, to: { x, y }, z: stacking.get(id) })),
    );
    surface.undo.stopCapturing();
    surface.world.layDown();
    surface.presence.tell({ drag: null });
    surface.props.announce(t('board.moved', { count: moved.length }));
  }

  putBack(): void {
    this.drag = null;
    this.surface.setBusy(false);
    this.surface.world.layDown();
    this.surface.presence.tell({ drag: null });
  }

  /** Puts back what somebody else took away altogether. */
  check(): void {
    if (this.drag !== null && this.surface.notes.pick(this.drag.ids).length === 0) this.putBack();
  }

  /** Moves the board along while the drag rests at the window's edge. True while it does. */
  advance(): boolean {
    const { drag, surface } = this;
    if (drag === null || !this.isAtEdge(drag)) return false;
    const pace = EDGE_STEP_PX / EDGE_PX;
    const { dx, dy } = this.pushOf(drag);
    surface.sight.pan(
      Math.max(-EDGE_STEP_PX, Math.min(EDGE_STEP_PX, dx * pace)),
      Math.max(-EDGE_STEP_PX, Math.min(EDGE_STEP_PX, dy * pace)),
    );
    surface.world.carry(this.offsetOf(drag));
    this.tell(drag);
    return true;
  }

  private isAtEdge(drag: Drag): boolean {
    const { dx, dy } = this.pushOf(drag);
    return dx !== 0 || dy !== 0;
  }

  private pushOf({ at }: Drag): { dx: number; dy: number } {
    const push = (place: number, room: number) =>
      Math.max(0, EDGE_PX - place) - Math.max(0, place - (room - EDGE_PX));
    const { width, height } = this.surface.size;
    return { dx: push(at.x, width), dy: push(at.y, height) };
  }

  private offsetOf(drag: Drag): Point {
    const at = toBoard(this.surface.camera, drag.at);
    return { x: Math.round(at.x - drag.from.x), y: Math.round(at.y - drag.from.y) };
  }

  private tell(drag: Drag): void {
    const { surface } = this;
    const offset = this.offsetOf(drag);
    const notes: Record<string, [number, number]> = {};
    let told = 0;
    for (const id of drag.ids) {
      const note = surface.notes.get(id);
      if (note === undefined) continue;
      if (told === SHARED_DRAG_NOTES_MAX) break;
      notes[id] = [note.x + offset.x, note.y + offset.y];
      told += 1;
    }
    surface.presence.tell({ drag: { notes }, cursor: surface.cursorAt(drag.at) });
  }
}
