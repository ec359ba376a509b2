// A finger draws the sheet of a task up and down by its head.

import { placeLetGo, type SheetPlace } from './sheet_place';

/** A press that moves less than this is none. */
const DRAG_PX = 6;

/** Listens on the sheet's head; returns what stops that. */
export function dragSheet(head: HTMLElement, onPlace: (place: SheetPlace) => void): () => void {
  let held: {
    pointer: number;
    fromY: number;
    height: number;
    lastY: number;
    lastMs: number;
    up: number;
  } | null = null;
  const sheet = () => head.parentElement;
  const room = () => sheet()?.parentElement?.getBoundingClientRect().height ?? innerHeight;

  function pressed(event: PointerEvent): void {
    const element = sheet();
    const isButton = event.target instanceof Element && event.target.closest('button') !== null;
    if (event.button !== 0 || isButton || element === null) return;
    const { height } = element.getBoundingClientRect();
    held = {
      pointer: event.pointerId,
      fromY: event.clientY,
      height,
      lastY: event.clientY,
      lastMs: event.timeStamp,
      up: 0,
    };
  }

  function moved(event: PointerEvent): void {
    const element = sheet();
    if (held === null || event.pointerId !== held.pointer || element === null) return;
    const up = held.fromY - event.clientY;
    if (!head.hasPointerCapture(event.pointerId)) {
      if (Math.abs(up) < DRAG_PX) return;
      head.setPointerCapture(event.pointerId);
    }
    const ms = event.timeStamp - held.lastMs;
    if (ms > 0) held.up = (held.lastY - event.clientY) / ms;
    held.lastY = event.clientY;
    held.lastMs = event.timeStamp;
    element.style.height = `${Math.max(0, held.height + up)}px`;
    element.style.maxHeight = 'none';
    element.style.transition = 'none';
  }

  function letGo(event: PointerEvent): void {
    const element = sheet();
    if (held === null || event.pointerId !== held.pointer || element === null) return;
    const { up } = held;
    const isDragged = head.hasPointerCapture(event.pointerId);
    held = null;
    if (!isDragged) return;
    const { height } = element.getBoundingClientRect();
    element.style.removeProperty('height');
    element.style.removeProperty('max-height');
    element.style.removeProperty('transition');
    if (event.type === 'pointerup') onPlace(placeLetGo(height / room(), up));
  }

  head.addEventListener('pointerdown', pressed);
  head.addEventListener('pointermove', moved);
  head.addEventListener('pointerup', letGo);
  head.addEventListener('pointercancel', letGo);
  return () => {
    head.removeEventListener('pointerdown', pressed);
    head.removeEventListener('pointermove', moved);
    head.removeEventListener('pointerup', letGo);
    head.removeEventListener('pointercancel', letGo);
  };
}
