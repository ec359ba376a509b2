// How much of the screen the sheet of a task takes: on a phone it has three places, beside the board it is open or folded. Pure.

import type { SheetSize } from './phase';

/**
 * `tab`: folded, one row or column; `peek`: as it comes by itself on a phone, a third of it at most; `half`; `whole`: all under the bar.
 * Beside the board whatever is not a tab is open.
 */
export type SheetPlace = 'tab' | 'peek' | 'half' | 'whole';

/** As it comes with its phase. */
export function firstPlace(size: SheetSize, isBelow: boolean): SheetPlace {
  if (!isBelow) return 'half';
  return size === 'closed' ? 'tab' : 'peek';
}

/** One step up, as by a press; the last stays. */
export function larger(place: SheetPlace): SheetPlace {
  return place === 'tab' || place === 'peek' ? 'half' : 'whole';
}

const BY_HEIGHT = ['tab', 'peek', 'half', 'whole'] as const satisfies readonly SheetPlace[];

/** The higher of two: what comes up by itself never comes down for that. */
export function highest(one: SheetPlace, other: SheetPlace): SheetPlace {
  return BY_HEIGHT.indexOf(one) > BY_HEIGHT.indexOf(other) ? one : other;
}

/** Of the height under the bar. */
export const HALF = 0.54;

/** Quicker than this, in pixels a millisecond, a hand throws it. */
const THROWN = 0.5;

/** Where it comes to lie when a hand lets it go: `share` of the height under the bar, and how fast it went up. */
export function placeLetGo(share: number, upSpeed: number): SheetPlace {
  if (upSpeed > THROWN) return share > HALF ? 'whole' : 'half';
  if (upSpeed < -THROWN) return share > HALF ? 'half' : 'tab';
  if (share > (1 + HALF) / 2) return 'whole';
  return share > HALF / 2 ? 'half' : 'tab';
}

/** The stage is no narrower than this beside a task and a panel: else the task folds to its tab. */
const STAGE_MIN = 720;

/** Whether the task folds while something stands open at the other side. */
export function foldsBeside(windowWidth: number, taskWidth: number, sideWidth: number): boolean {
  return windowWidth - taskWidth - sideWidth < STAGE_MIN;
}
