// Brings the browser's pointer and wheel events to the state machine, and does what it says.

import { keyOf } from '../../keys/key_of';
import { takeMovement } from '../../touch/own_movement';
import { toggleFold } from '../commands/clusters';
import { makeAt } from '../commands/commands';
import { caughtBy, drawnTo, reachOf } from '../model/lasso';
import { type Point, rectBetween } from '../model/point';
import type { Surface } from '../surface';
import { toBoard } from '../view/camera';
import type { LassoLine } from '../view/lasso_line';
import { type Deed, type Gesture, IDLE, type Input, step } from './pointer';

/** A finger that rests this long on the empty board makes a note, and on something asks what can be done to it. */
const HOLD_MS = 500;

/** A wheel's line, for browsers that count in lines. */
const LINE_PX = 18;

/** How strongly the wheel zooms: a notch of 100 px is a fifth. */
const ZOOM_PER_PX = 0.002;

/** Pinching a touchpad arrives as a wheel with small steps. */
const ZOOM_PER_PX_PINCH = 0.01;

/** Connects a surface to its pointers until the returned function is called. */
export function listenToPointers(
  surface: Surface,
  marquee: HTMLElement,
  lasso: LassoLine,
  isSpaceHeld: () => boolean,
  openMenu: (at: Point) => void,
): () => void {
  const { element } = surface;
  let gesture: Gesture = IDLE;
  let hold: ReturnType<typeof setTimeout> | null = null;
  /** What was selected before the gesture adds to it. */
  let marked: ReadonlySet<string> | null = null;
  /** The line that is being drawn around notes, on the board: it stays around them when the board is moved. */
  let line: readonly Point[] = [];

  const context = {
    get editable() {
      return surface.props.editable;
    },
    isSelected: (id: string) => surface.selection().has(id),
    isClusterSelected: (id: string) => surface.chosen() === id,
  };

  function feed(input: Input): void {
    const before = gesture.kind;
    const next = step(gesture, input, context);
    gesture = next.gesture;
    for (const deed of next.deeds) perform(deed);
    if (before !== gesture.kind) element.dataset.gesture = gesture.kind;
  }

  function perform(deed: Deed): void {
    switch (deed.do) {
      case 'select': {
        surface.setCurrent(deed.id);
        const ids = deed.adding ? new Set(surface.selection()) : new Set<string>();
        if (!ids.delete(deed.id)) ids.add(deed.id);
        surface.select(ids);
        break;
      }
      case 'selectCluster':
        surface.setCurrent(deed.id);
        surface.selectCluster(deed.id);
        break;
      case 'tapCluster':
        if (deed.touch && deed.wasSelected) surface.titling.start(deed.id);
        break;
      case 'clearSelection':
        surface.selectCluster(null);
        break;
      case 'tap':
        // A finger has no double-click worth the name: the second tap on a note writes in it.
        if (deed.touch && deed.wasSelected) surface.writing.start(deed.id);
        break;
      case 'lift':
        surface.dragging.lift(deed.id, deed.from);
        break;
      case 'liftCluster':
        surface.dragging.liftCluster(deed.id, deed.from);
        break;
      case 'carry':
        surface.dragging.carry(deed.to);
        break;
      case 'drop':
        surface.dragging.drop();
        break;
      case 'putBack':
        surface.dragging.putBack();
        break;
      case 'mark':
        mark(deed.from, deed.to, deed.adding);
        break;
      case 'endMark':
        marked = null;
        surface.setBusy(false);
        marquee.hidden = true;
        surface.readyToType.check();
        break;
      case 'draw':
        draw(deed.from, deed.to, deed.adding);
        break;
      case 'endDraw':
        marked = null;
        surface.setBusy(false);
        line = [];
        lasso.hide();
        surface.readyToType.check();
        break;
      case 'pan':
        surface.sight.pan(deed.dx, deed.dy);
        break;
      case 'pinch':
        surface.sight.pan(deed.dx, deed.dy);
        surface.sight.zoomAt(deed.factor, deed.at);
        break;
      case 'make':
        makeAt(surface, deed.at);
        break;
      case 'menu':
        openMenu(deed.at);
        break;
      case 'awaitHold':
        hold = setTimeout(() => feed({ kind: 'hold' }), HOLD_MS);
        break;
      case 'forgetHold':
        if (hold !== null) clearTimeout(hold);
        hold = null;
        break;
    }
  }

  function mark(from: Point, to: Point, adding: boolean): void {
    marked ??= adding ? surface.selection() : new Set();
    surface.setBusy(true);
    const area = rectBetween(from, to);
    marquee.hidden = false;
    marquee.style.translate = `${area.x}px ${area.y}px`;
    marquee.style.width = `${area.width}px`;
    marquee.style.height = `${area.height}px`;
    const onBoard = rectBetween(toBoard(surface.camera, from), toBoard(surface.camera, to));
    surface.select([...marked, ...surface.notes.grid.within(onBoard)]);
  }

  function draw(from: Point, to: Point, adding: boolean): void {
    const { camera, notes } = surface;
    marked ??= adding ? surface.selection() : new Set();
    surface.setBusy(true);
    if (line.length === 0) line = [toBoard(camera, from)];
    line = drawnTo(line, toBoard(camera, to), camera.scale);
    lasso.show(line, camera);
    const reach = reachOf(line);
    const caught = reach === null ? [] : caughtBy(line, notes.pickShown(notes.grid.within(reach)));
    surface.select([...marked, ...caught.map(({ id }) => id)]);
  }

  function at(event: MouseEvent): Point {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  function noteUnder(event: MouseEvent): string | null {
    const found = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-note]') : null;
    if (found !== null) return found.dataset.note ?? null;
    return surface.world.isFar ? (surface.notes.at(toBoard(surface.camera, at(event)))?.id ?? null) : null;
  }

  /** A cluster is held by the strip with its title, a stack anywhere. */
  function clusterUnder(event: MouseEvent): string | null {
    const { target } = event;
    const held = target instanceof Element ? target.closest('.cluster-heading, .cluster-stack') : null;
    return held?.closest<HTMLElement>('[data-cluster]')?.dataset.cluster ?? null;
  }

  const isWriting = (event: Event) => event.target instanceof HTMLTextAreaElement;

  const foldButton = ({ target }: Event) =>
    target instanceof Element ? target.closest<HTMLElement>('.cluster-fold') : null;

  const pointerdown = (event: PointerEvent) => {
    const middle = event.button === 1;
    if ((event.button !== 0 && !middle) || (isWriting(event) && !middle)) return;
    if (foldButton(event) !== null && !middle) return;
    if (middle) event.preventDefault(); // No autoscroll.
    const touch = event.pointerType === 'touch';
    feed({
      kind: 'press',
      pointer: event.pointerId,
      at: at(event),
      button: middle ? 'middle' : 'main',
      touch,
      note: noteUnder(event),
      cluster: clusterUnder(event),
      adding: event.shiftKey || event.ctrlKey || event.metaKey,
      panning: isSpaceHeld(),
      selecting: surface.tool() === 'select' && (!touch || surface.isToolChosen()),
      drawing: surface.tool() === 'lasso' || event.altKey,
    });
    if (gesture.kind === 'panning') element.setPointerCapture(event.pointerId);
  };

  const pointermove = (event: PointerEvent) => {
    const place = at(event);
    if (event.pointerType !== 'touch' && gesture.kind !== 'dragging') surface.point(place);
    const before = gesture.kind;
    feed({ kind: 'move', pointer: event.pointerId, at: place });
    // Not before it moves: a captured pointer's click would miss the note.
    if (before === 'pressing' && gesture.kind !== 'pressing') element.setPointerCapture(event.pointerId);
  };

  const pointerup = (event: PointerEvent) => {
    feed({ kind: 'release', pointer: event.pointerId, at: at(event) });
    if (event.pointerType === 'touch') surface.point(null);
  };

  const pointercancel = () => feed({ kind: 'cancel' });

  const pointerleave = () => {
    if (gesture.kind === 'idle') surface.point(null);
  };

  const doubleClick = (event: MouseEvent) => {
    if (isWriting(event) || foldButton(event) !== null || event.button !== 0 || isSpaceHeld()) return;
    const id = noteUnder(event);
    const cluster = clusterUnder(event);
    if (id !== null) surface.writing.start(id);
    else if (cluster !== null) surface.titling.start(cluster);
    else makeAt(surface, at(event));
  };

  const click = (event: MouseEvent) => {
    const id = foldButton(event)?.closest<HTMLElement>('[data-cluster]')?.dataset.cluster ?? '';
    const cluster = surface.clusters.get(id);
    if (cluster === undefined) return;
    toggleFold(surface, cluster);
    surface.setCurrent(id);
    surface.takeFocus();
  };

  /** The middle button moves the board: on Linux it would also paste what was last marked, wherever that was. */
  const middle = (event: MouseEvent) => {
    if (event.button === 1 && !isWriting(event)) event.preventDefault();
  };

  /** Words or a file dragged here from elsewhere make no note, and do not take the page away. */
  const draggedOver = (event: DragEvent) => {
    if (isWriting(event)) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
  };

  const contextmenu = (event: MouseEvent) => {
    if (isWriting(event)) return; // The browser's own has spelling, and what a password manager needs.
    event.preventDefault();
    // A finger that rests is told by `hold`, on every phone alike.
    if (event instanceof PointerEvent && event.pointerType === 'touch') return;
    feed({ kind: 'cancel' });
    const note = noteUnder(event);
    // Its whole cloth is meant, not only the strip that it is held by.
    const cluster =
      clusterUnder(event) ?? surface.clusters.at(toBoard(surface.camera, at(event)))?.id ?? null;
    if (note !== null) {
      surface.setCurrent(note);
      if (!surface.selection().has(note)) surface.select([note]);
    } else {
      if (cluster !== null) surface.setCurrent(cluster);
      surface.selectCluster(cluster);
    }
    openMenu(at(event));
  };

  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const dx = event.deltaX * unit;
    const dy = event.deltaY * unit;
    if (event.ctrlKey || event.metaKey) {
      const strength = Math.abs(dy) < 50 ? ZOOM_PER_PX_PINCH : ZOOM_PER_PX;
      surface.sight.zoomAt(Math.exp(-dy * strength), at(event));
    } else if (event.shiftKey && dx === 0) surface.sight.pan(-dy, 0);
    else surface.sight.pan(-dx, -dy);
    // The pointer stands still, and what is under it moves: so does what it holds.
    if (gesture.kind === 'dragging') surface.dragging.carry(at(event));
    else surface.point(at(event));
  };

  /** The browser scrolls what it focuses or finds into view; here that is the camera's work. */
  const scroll = () => {
    const { scrollLeft, scrollTop } = element;
    if (scrollLeft === 0 && scrollTop === 0) return;
    element.scrollTo(0, 0);
    surface.sight.pan(-scrollLeft, -scrollTop);
  };

  const escaped = (event: KeyboardEvent) => {
    if (keyOf(event) !== 'Escape' || gesture.kind === 'idle') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    feed({ kind: 'cancel' });
  };

  takeMovement(element);
  element.addEventListener('pointerdown', pointerdown);
  element.addEventListener('pointermove', pointermove);
  element.addEventListener('pointerup', pointerup);
  element.addEventListener('pointercancel', pointercancel);
  element.addEventListener('pointerleave', pointerleave);
  element.addEventListener('dblclick', doubleClick);
  element.addEventListener('click', click);
  element.addEventListener('contextmenu', contextmenu);
  element.addEventListener('mouseup', middle);
  element.addEventListener('auxclick', middle);
  element.addEventListener('dragover', draggedOver);
  element.addEventListener('wheel', wheel, { passive: false });
  element.addEventListener('scroll', scroll);
  window.addEventListener('keydown', escaped, { capture: true });
  return () => {
    if (hold !== null) clearTimeout(hold);
    window.removeEventListener('keydown', escaped, { capture: true });
  };
}
