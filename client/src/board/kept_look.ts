// Where one looked, kept for a reload in the same tab: whoever comes back finds their place.

import type { RoomId } from '../protocol/session';
import { readInTab, storeInTab } from '../storage';
import { clamp, type Point } from './document/point';
import { SCALE_MAX, SCALE_MIN } from './limits';

/** The board point in the middle of the window, and how close it is. */
export interface Look {
  readonly at: Point;
  readonly scale: number;
}

const keyOf = (room: RoomId) => `picnic.look-at.${room}`;

/** The look that this tab had when it left the room; null when there is none. */
export function keptLook(room: RoomId): Look | null {
  try {
    const kept: unknown = JSON.parse(readInTab(keyOf(room)) ?? 'null');
    if (!Array.isArray(kept) || kept.length !== 3 || !kept.every(Number.isFinite)) return null;
    const [x, y, scale] = kept as [number, number, number];
    return { at: { x, y }, scale: clamp(scale, SCALE_MIN, SCALE_MAX) };
  } catch {
    return null;
  }
}

/** Keeps a look for as long as the tab is there; none where the browser keeps nothing. */
export function keepLook(room: RoomId, { at, scale }: Look): void {
  // Where that is not kept, the first look is as for a newcomer.
  storeInTab(keyOf(room), JSON.stringify([at.x, at.y, scale]));
}
