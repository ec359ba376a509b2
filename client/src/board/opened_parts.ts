// The way to what opens over the board, which is not needed at once.

import { lazy } from 'solid-js';
import { patiently } from '../stale/stale';
import type { LineUp } from './gesture/in_line';
import type { ShapingBoard } from './shaping/shaping';
import type { Shaping } from './shaping/shapings';

const load = patiently(() => import('./OpenedParts'));

export const Beyond = lazy(async () => ({ default: (await load()).Beyond }));
export const FollowedOnBoard = lazy(async () => ({ default: (await load()).FollowedOnBoard }));
export const MinimapOnBoard = lazy(async () => ({ default: (await load()).MinimapOnBoard }));
export const MoreTools = lazy(async () => ({ default: (await load()).MoreTools }));
export const OpenedOnBoard = lazy(async () => ({ default: (await load()).OpenedOnBoard }));
export const OpenedShortcuts = lazy(async () => ({ default: (await load()).OpenedShortcuts }));

/** Loads all of it: not with the first load, and there without a network too. */
export function loadOpened(dragging: { lineUp: LineUp | null }): void {
  load().then(
    ({ loadAll }) => loadAll(dragging),
    () => {}, // Asked for again once it is needed.
  );
}

/** Does it once it is known how. */
export function shapeLater(board: ShapingBoard, shaping: Shaping): void {
  load()
    .then(({ shape }) => shape(board, shaping))
    .catch(() => {}); // People were told that a part of the page is missing.
}
