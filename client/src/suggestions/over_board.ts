// The preview in the hand of the facilitator who asked for it: notes are dragged from cluster to cluster over the board.

import type { Layout } from '../board/document/arrange';
import type { Point } from '../board/document/point';
import { placeOn } from '../board/gesture/under_pointer';
import type { BoardBeneath } from '../board/overlay';
import { toBoard } from '../board/view/camera';
import { type Outlined, Preview } from './preview';

/** A press that moves less than this is no drag. */
const DRAG_PX = 5;

interface Held {
  readonly pointer: number;
  readonly note: string;
  readonly from: Point;
  /** From the note's corner to where it is held, in board pixels. */
  readonly grip: Point;
  moving: boolean;
}

export class OverBoard {
  private readonly preview: Preview;
  private held: Held | null = null;
  private readonly closers: (() => void)[] = [];

  /** `onMove` hears which note was dragged where: to a cluster of the board or a suggested one, or out of all. */
  constructor(
    private readonly board: Pick<
      BoardBeneath,
      'notes' | 'clusters' | 'world' | 'sight' | 'invalidate' | 'element'
    >,
    private readonly onMove: (note: string, to: string | null) => void,
  ) {
    this.preview = new Preview(board);
    const { element } = board;
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
    this.preview.show(layout, outlined);
  }

  /** Has one cluster stand out. */
  point(cluster: string | null): void {
    this.preview.point(cluster);
  }

  reveal(cluster: string): void {
    this.preview.reveal(cluster);
  }

  /** Shows all of what is proposed, beside the panel. */
  fit(): void {
    this.preview.fit();
  }

  close(): void {
    for (const close of this.closers) close();
    this.letGo();
    this.preview.close();
  }

  private readonly pressed = (event: PointerEvent) => {
    const found = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-note]') : null;
    const note = found?.dataset.note;
    const laid = this.preview.placeOf(note);
    if (event.button !== 0 || note === undefined || laid === undefined || !this.isFree(note)) return;
    event.stopPropagation();
    const at = placeOn(this.board.element, event);
    const place = toBoard(this.board.sight.camera(), at);
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
    const at = placeOn(this.board.element, event);
    if (!held.moving) {
      if (Math.hypot(at.x - held.from.x, at.y - held.from.y) < DRAG_PX) return;
      held.moving = true;
      this.board.element.setPointerCapture(event.pointerId);
    }
    const place = toBoard(this.board.sight.camera(), at);
    this.board.world.carriedElsewhere(held.note, { x: place.x - held.grip.x, y: place.y - held.grip.y });
    this.preview.outline(this.preview.clusterAt(place));
    this.board.invalidate();
  };

  private readonly released = (event: PointerEvent) => {
    const { held } = this;
    if (held === null || held.pointer !== event.pointerId) return;
    event.stopPropagation();
    this.letGo();
    if (held.moving)
      this.onMove(
        held.note,
        this.preview.clusterAt(toBoard(this.board.sight.camera(), placeOn(this.board.element, event))),
      );
  };

  /** Nothing is held any more, and what was goes back to where it is proposed. */
  private letGo(): void {
    const { held } = this;
    this.held = null;
    if (held === null || !held.moving) return;
    this.board.world.carriedElsewhere(held.note, null);
    this.preview.outline(null);
    this.board.invalidate();
  }

  /** Only what is in no cluster of the board is ours to move. */
  private isFree(id: string): boolean {
    const note = this.board.notes.get(id);
    return note !== undefined && this.board.clusters.isFree(note);
  }
}
