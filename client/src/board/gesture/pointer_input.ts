// Brings the browser's pointer and wheel events to the state machine.

import { keyOf } from '../../keys/key_of';
import { takeMovement } from '../../touch/own_movement';
import { toggleFold } from '../commands/clusters';
import { makeAt } from '../commands/new_notes';
import type { Point } from '../document/point';
import type { InPage } from '../parts';
import type { Tool } from '../tool';
import { toBoard } from '../view/camera';
import type { LassoLine } from '../view/lasso_line';
import { type DeedBoard, GestureDeeds } from './deeds';
import { Marking } from './marking';
import { type Gesture, IDLE, type Input, step } from './pointer';
import { clusterUnder, foldUnder, isInField, isOnLink, noteUnder, placeOn } from './under_pointer';
import { wheelMoveOf } from './wheel';

/** What pointers need of the board. */
export type PointerBoard = DeedBoard &
  Pick<InPage, 'element'> & {
    readonly world: { readonly isFar: boolean; readonly isCards: boolean };
    readonly setBusy: (busy: boolean) => void;
    readonly tool: () => Tool;
    isToolChosen(): boolean;
    focused(): string | null;
    takeFocus(): void;
    isFocusWithin(): boolean;
    focus(id: string): void;
    /** Tells others where the pointer is; null when it left the board. */
    point(at: Point | null): void;
  };

/** What pointers work with beside the board. */
export interface PointerAids {
  readonly marquee: HTMLElement;
  readonly lasso: LassoLine;
  /** A press moves the board, whatever is under it. */
  isPanning(): boolean;
  openMenu(at: Point): void;
  /** Reads a cluster note by note. */
  read(cluster: string): void;
}

/** Connects a board to its pointers until the returned function is called. */
export function listenToPointers(board: PointerBoard, aids: PointerAids): () => void {
  const { element } = board;
  const pointers = new Pointers(board, aids);
  takeMovement(element);
  listenForGestures(element, board, pointers);
  listenForClicks(element, board, pointers, aids);
  listenForWheel(element, board, pointers);
  keepFromBrowser(element);
  const escaped = (event: KeyboardEvent) => {
    if (keyOf(event) !== 'Escape' || pointers.gesture.kind === 'idle') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pointers.feed({ kind: 'cancel' });
  };
  window.addEventListener('keydown', escaped, { capture: true });
  return () => {
    pointers.close();
    window.removeEventListener('keydown', escaped, { capture: true });
  };
}

/** The gesture under way, and what it does. */
class Pointers {
  gesture: Gesture = IDLE;
  private readonly deeds: GestureDeeds;
  private readonly context;

  constructor(
    private readonly board: PointerBoard,
    readonly aids: PointerAids,
  ) {
    const marking = new Marking(board, aids.marquee, aids.lasso);
    this.deeds = new GestureDeeds(board, marking, aids.openMenu, () => this.feed({ kind: 'hold' }));
    this.context = {
      get editable() {
        return board.page.editable;
      },
      isFixed: (id: string) => board.dragging.whyNotLifted(id) !== null,
      isSelected: (id: string) => board.selection().has(id),
      isClusterSelected: (id: string) => board.chosen() === id,
    };
  }

  feed(input: Input): void {
    const before = this.gesture.kind;
    const next = step(this.gesture, input, this.context);
    this.gesture = next.gesture;
    for (const deed of next.deeds) this.deeds.perform(deed);
    if (before !== this.gesture.kind) this.board.element.dataset.gesture = this.gesture.kind;
  }

  close(): void {
    this.deeds.close();
  }
}

function listenForGestures(element: HTMLElement, board: PointerBoard, pointers: Pointers): void {
  const at = (event: MouseEvent) => placeOn(element, event);
  /** A press on a link that has not moved yet. */
  let onLink: Input | null = null;

  element.addEventListener('mousedown', (event) => {
    // The focus stays on the board, where keys are.
    if (isOnLink(event)) event.preventDefault();
  });
  element.addEventListener('pointerdown', (event) => {
    const middle = event.button === 1;
    if ((event.button !== 0 && !middle) || (isInField(event) && !middle)) return;
    if (foldUnder(event) !== null && !middle) return;
    if (middle) event.preventDefault(); // No autoscroll.
    const touch = event.pointerType === 'touch';
    const press: Input = {
      kind: 'press',
      pointer: event.pointerId,
      at: at(event),
      button: middle ? 'middle' : 'main',
      touch,
      note: noteUnder(board, event),
      cluster: clusterUnder(event),
      adding: event.shiftKey || event.ctrlKey || event.metaKey,
      panning: pointers.aids.isPanning(),
      selecting: board.tool() === 'select' && (!touch || board.isToolChosen()),
      drawing: board.tool() === 'lasso' || event.altKey,
    };
    onLink = null;
    // A press that moves takes the note up; one that does not opens the link, and is nothing to the board.
    if (isOnLink(event) && !middle) onLink = press;
    else pointers.feed(press);
    if (pointers.gesture.kind === 'panning') element.setPointerCapture(event.pointerId);
  });

  element.addEventListener('pointermove', (event) => {
    const place = at(event);
    if (onLink?.kind === 'press' && onLink.pointer === event.pointerId && isFar(onLink.at, place)) {
      pointers.feed(onLink);
      onLink = null;
    }
    const before = pointers.gesture.kind;
    if (event.pointerType !== 'touch' && before !== 'dragging') board.point(place);
    board.dragging.moveFreely(event.ctrlKey || event.metaKey);
    pointers.feed({ kind: 'move', pointer: event.pointerId, at: place });
    // Not before it moves: a captured pointer's click would miss the note.
    if (before === 'pressing' && pointers.gesture.kind !== 'pressing')
      element.setPointerCapture(event.pointerId);
  });

  element.addEventListener('pointerup', (event) => {
    onLink = null;
    pointers.feed({ kind: 'release', pointer: event.pointerId, at: at(event) });
    if (event.pointerType === 'touch') board.point(null);
  });

  element.addEventListener('pointercancel', () => {
    onLink = null;
    pointers.feed({ kind: 'cancel' });
  });

  element.addEventListener('pointerleave', () => {
    if (pointers.gesture.kind === 'idle') board.point(null);
  });
}

/** So far a finger or a hand moves that presses. */
const STILL_PX = 5;

function isFar(from: Point, to: Point): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) > STILL_PX;
}

function listenForClicks(
  element: HTMLElement,
  board: PointerBoard,
  pointers: Pointers,
  { isPanning, openMenu, read }: PointerAids,
): void {
  element.addEventListener('dblclick', (event) => {
    if (isInField(event) || foldUnder(event) !== null || isOnLink(event) || event.button !== 0 || isPanning())
      return;
    const id = noteUnder(board, event);
    const cluster = clusterUnder(event);
    if (id !== null) board.writing.start(id);
    else if (cluster !== null) board.titling.start(cluster);
    else makeAt(board, placeOn(element, event));
  });

  element.addEventListener('click', (event) => {
    const card = board.world.isCards && !isPanning() ? clusterUnder(event) : null;
    if (card !== null && !event.shiftKey && !event.ctrlKey && board.clusters.sizeOf(card) > 0) {
      board.setCurrent(card);
      board.selectCluster(null);
      read(card);
      return;
    }
    const cluster = board.clusters.get(foldUnder(event) ?? '');
    if (cluster === undefined) return;
    toggleFold(board, cluster);
    board.setCurrent(cluster.id);
    board.takeFocus();
  });

  element.addEventListener('contextmenu', (event) => {
    if (isInField(event)) return; // The browser's own has spelling, and what a password manager needs.
    event.preventDefault();
    // A finger that rests is told by `hold`, on every phone alike.
    if (event instanceof PointerEvent && event.pointerType === 'touch') return;
    pointers.feed({ kind: 'cancel' });
    selectForMenu(board, noteUnder(board, event), clusterUnder(event) ?? clusterAround(board, event));
    openMenu(placeOn(element, event));
  });
}

/** All of it is meant, not only the strip that it is held by. */
function clusterAround(board: PointerBoard, event: MouseEvent): string | null {
  return board.clusters.at(toBoard(board.sight.camera(), placeOn(board.element, event)))?.id ?? null;
}

/** What the menu is about is selected, unless it is already. */
function selectForMenu(board: PointerBoard, note: string | null, cluster: string | null): void {
  if (note !== null) {
    board.setCurrent(note);
    if (!board.selection().has(note)) board.select([note]);
    return;
  }
  if (cluster !== null) board.setCurrent(cluster);
  board.selectCluster(cluster);
}

function listenForWheel(element: HTMLElement, board: PointerBoard, pointers: Pointers): void {
  const turned = (event: WheelEvent) => {
    event.preventDefault();
    const { deltaX, deltaY, ctrlKey, metaKey, shiftKey } = event;
    const inLines = event.deltaMode === WheelEvent.DOM_DELTA_LINE;
    const move = wheelMoveOf({ deltaX, deltaY, inLines, ctrlKey, metaKey, shiftKey });
    const at = placeOn(element, event);
    if (move.kind === 'zoom') board.sight.zoomAt(move.factor, at);
    else board.sight.pan(move.dx, move.dy);
    // The pointer stands still, and what is under it moves: so does what it holds.
    if (pointers.gesture.kind === 'dragging') board.dragging.carry(at);
    else board.point(at);
  };
  element.addEventListener('wheel', turned, { passive: false });
  // The browser scrolls what it focuses or finds into view; here that is the camera's work.
  element.addEventListener('scroll', () => {
    const { scrollLeft, scrollTop } = element;
    if (scrollLeft === 0 && scrollTop === 0) return;
    element.scrollTo(0, 0);
    board.sight.pan(-scrollLeft, -scrollTop);
  });
}

/** What browsers do on their own to a page, which here would be done to somebody's work. */
function keepFromBrowser(element: HTMLElement): void {
  // The middle button moves the board: on Linux it would also paste what was last marked, wherever that was.
  const middle = (event: MouseEvent) => {
    if (event.button === 1 && !isInField(event)) event.preventDefault();
  };
  element.addEventListener('mouseup', middle);
  element.addEventListener('auxclick', middle);
  // Words or a file dragged here from elsewhere make no note, and do not take the page away.
  element.addEventListener('dragover', (event) => {
    if (isInField(event)) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
  });
}
