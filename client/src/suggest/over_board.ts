// The preview over the board: notes where they would lie, outlines of the piles, and notes dragged from pile to pile. Seen by
// this person only; the document hears nothing of it.

import type { Layout } from '../board/model/arrange';
import { holds, type Point, type Rect } from '../board/model/point';
import type { Surface } from '../board/surface';
import { toBoard } from '../board/view/camera';

/** A press that moves less than this is no drag. */
const DRAG_PX = 5;

export interface Outlined {
  readonly cluster: string;
  readonly title: string;
  /** False for a cluster on the board: that has a cloth already. */
  readonly isNew: boolean;
}

interface Held {
  readonly pointer: number;
  readonly note: string;
  readonly from: Point;
  /** From the note's corner to where it is held, in board pixels. */
  readonly grip: Point;
  moving: boolean;
}

export class OverBoard {
  private layout: Layout = { laid: [], cloths: new Map() };
  private outlined: readonly Outlined[] = [];
  private strong: string | null = null;
  private held: Held | null = null;
  private readonly closers: (() => void)[] = [];

  /** `onMove` hears which note was dragged where: to a cluster's or pile's id, or out of all. */
  constructor(
    private readonly surface: Surface,
    private readonly onMove: (note: string, to: string | null) => void,
  ) {
    const { element } = surface;
    const listen = (
      type: 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel',
      hear: (event: PointerEvent) => void,
    ) => {
      element.addEventListener(type, hear, { capture: true });
      this.closers.push(() => element.removeEventListener(type, hear, { capture: true }));
    };
    listen('pointerdown', this.pressed);
    listen('pointermove', this.carried);
    listen('pointerup', this.released);
    listen('pointercancel', () => this.letGo());
  }

  show(layout: Layout, outlined: readonly Outlined[]): void {
    this.layout = layout;
    this.outlined = outlined;
    const { world } = this.surface;
    const clusters = new Map<string, Rect>();
    for (const [id, rect] of layout.cloths)
      if (this.surface.clusters.get(id) !== undefined) clusters.set(id, rect);
    world.propose(new Map(layout.laid.map(({ id, x, y }) => [id, { x, y }])), clusters);
    this.outline(null);
    this.surface.invalidate();
  }

  /** Has one pile stand out. */
  point(cluster: string | null): void {
    this.strong = cluster;
    this.outline(null);
  }

  reveal(cluster: string): void {
    const rect = this.layout.cloths.get(cluster);
    if (rect !== undefined) this.surface.sight.reveal(rect);
  }

  /** Shows all of what is proposed, beside the panel. */
  fit(): void {
    const rects = [...this.layout.cloths.values(), ...this.layout.laid];
    if (rects.length > 0) this.surface.sight.fit(rects);
  }

  close(): void {
    for (const close of this.closers) close();
    this.letGo();
    this.surface.world.ghosts.show([]);
    this.surface.world.propose(new Map(), new Map());
    this.surface.invalidate();
  }

  private outline(target: string | null): void {
    const ghosts = this.outlined.flatMap(({ cluster, title, isNew }) => {
      const rect = this.layout.cloths.get(cluster);
      const strong = cluster === target || cluster === this.strong;
      return rect === undefined || !(isNew || strong)
        ? []
        : [{ id: cluster, rect, label: isNew ? title : '', strong }];
    });
    this.surface.world.ghosts.show(ghosts);
  }

  private readonly pressed = (event: PointerEvent) => {
    const found = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-note]') : null;
    const note = found?.dataset.note;
    const laid = this.layout.laid.find(({ id }) => id === note);
    if (event.button !== 0 || note === undefined || laid === undefined || !this.isFree(note)) return;
    event.stopPropagation();
    const at = this.at(event);
    const place = toBoard(this.surface.camera, at);
    this.held = {
      pointer: event.pointerId,
      note,
      from: at,
      grip: { x: place.x - laid.x, y: place.y - laid.y },
      moving: false,
    };
  };

  private readonly carried = (event: PointerEvent) => {
    const { held } = this;
    if (held === null || held.pointer !== event.pointerId) return;
    event.stopPropagation();
    const at = this.at(event);
    if (!held.moving) {
      if (Math.hypot(at.x - held.from.x, at.y - held.from.y) < DRAG_PX) return;
      held.moving = true;
      this.surface.element.setPointerCapture(event.pointerId);
    }
    const place = toBoard(this.surface.camera, at);
    this.surface.world.carriedElsewhere(held.note, { x: place.x - held.grip.x, y: place.y - held.grip.y });
    this.outline(this.pileAt(place));
    this.surface.invalidate();
  };

  private readonly released = (event: PointerEvent) => {
    const { held } = this;
    if (held === null || held.pointer !== event.pointerId) return;
    event.stopPropagation();
    this.letGo();
    if (held.moving) this.onMove(held.note, this.pileAt(toBoard(this.surface.camera, this.at(event))));
  };

  /** Nothing is held any more, and what was goes back to where it is proposed. */
  private letGo(): void {
    const { held } = this;
    this.held = null;
    if (held === null || !held.moving) return;
    this.surface.world.carriedElsewhere(held.note, null);
    this.outline(null);
    this.surface.invalidate();
  }

  /** Only what is in no cluster of the board is ours to move. */
  private isFree(id: string): boolean {
    const note = this.surface.notes.get(id);
    return note !== undefined && this.surface.clusters.isFree(note);
  }

  private pileAt(place: Point): string | null {
    const under = this.outlined.find(({ cluster }) => {
      const rect = this.layout.cloths.get(cluster);
      return rect !== undefined && holds(rect, place);
    });
    return under?.cluster ?? null;
  }

  private at(event: PointerEvent): Point {
    const box = this.surface.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}
