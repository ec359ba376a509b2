// How far down a room's bars reach where a task or a panel stands beside the board: what is docked there begins under them, whatever they
// say in whatever language.

import { type Accessor, createEffect, onCleanup } from 'solid-js';
import { LYING } from '../look/media';
import { messagesAt } from '../messages/messages';

/** What is docked at the left reaches so far in, as in sheet.css: 16 px from the edge, and 360 px wide. */
const DOCKED_RIGHT = 376;

/** What is docked at the right, as in workshop.css: 16 px from the edge, and 384 px wide. */
const DOCKED_LEFT = 400;

/** Kept free beside it and above it. */
const APART = 18;

/** Where what is docked begins while no bar reaches further: beside others it stands at the same height. */
const CORNER_MIN = 104;

/** A sheet from below is never lower, as in sheet_place.ts. */
const SHEET_MIN = 160;

/**
 * Parts of bars that stay. What is asked in one passes, and may lie over what is docked as long; a row of what is docked itself is none.
 */
const PARTS =
  '.room-bar-left, .phase-bar, .facilitate-row:not(.facilitate-side *), .facilitate-turn, .rights-sign, .attention-strip, .name-card';

/** What may push a part aside without changing its size. */
const BESIDE = '.room-bar-right, .room-middle';

interface Part {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly height: number;
}

/** Where what is docked at the left begins. */
export function cornerUnder(parts: readonly Part[], windowHeight: number): number {
  return lowestOf(parts, windowHeight, CORNER_MIN, ({ left }) => left < DOCKED_RIGHT + APART);
}

/** Where what is docked at the right begins; 0 where no bar reaches over it. */
export function rightCornerUnder(parts: readonly Part[], window: { width: number; height: number }): number {
  return lowestOf(parts, window.height, 0, ({ right }) => right > window.width - DOCKED_LEFT - APART);
}

/** Under the lowest of those that reach over it, and no higher than `least`. A part that hangs at the window's foot is not above it. */
function lowestOf(
  parts: readonly Part[],
  windowHeight: number,
  least: number,
  reachesOver: (part: Part) => boolean,
): number {
  const above = parts.filter(
    (part) => part.height > 0 && part.bottom < windowHeight / 2 && reachesOver(part),
  );
  return Math.ceil(Math.max(least, ...above.map(({ bottom }) => bottom + APART)));
}

/** What of the window is seen beside a keyboard on the screen. */
interface Seen {
  readonly top: number;
  readonly height: number;
}

/**
 * Where what is told in passing, so high, begins on a phone: under the bars; where that leaves nothing for a sheet that `isBelow`, as beside a
 * keyboard, in the title's place: what comes next stands at the foot of the bars.
 */
export function toldTop(barsBottom: number, told: number, seen: Seen, isBelow: boolean): number {
  const lowest = seen.top + seen.height - told - (isBelow ? SHEET_MIN + APART : 0);
  return barsBottom <= lowest ? barsBottom : seen.top;
}

/** How far down what lies above the board reaches. On a phone that lies the card that asks for a name stands at the side. */
export function barsBottom(bars: HTMLElement): number {
  const across = matchMedia(LYING).matches ? bars.querySelector('.room-bar') : null;
  return (across ?? bars).getBoundingClientRect().bottom;
}

/**
 * Tells the room's style, as `--corner` and `--corner-right`, for as long as its bars are in the page; and the page's, as `--bars` and `--told-top`:
 * what is told in passing lies outside of the room, and on a phone under them.
 */
export function keepCorner(bars: Accessor<HTMLElement | undefined>): void {
  createEffect(() => {
    const over = bars();
    const room = over?.parentElement;
    if (over === undefined || room == null) return;
    const told = messagesAt();
    const tell = () => {
      const parts = [...over.querySelectorAll(PARTS)];
      for (const one of [over, ...parts, ...over.querySelectorAll(BESIDE)]) watched.observe(one);
      const places = parts.map((one) => one.getBoundingClientRect());
      const right = rightCornerUnder(places, { width: innerWidth, height: innerHeight });
      room.style.setProperty('--corner', `${cornerUnder(places, innerHeight)}px`);
      room.style.setProperty('--corner-right', `${right}px`);
      const bottom = Math.ceil(barsBottom(over));
      const high = told?.getBoundingClientRect().height ?? 0;
      const seen = { top: visualViewport?.offsetTop ?? 0, height: visualViewport?.height ?? innerHeight };
      const top = toldTop(bottom, high, seen, !matchMedia(LYING).matches);
      document.body.style.setProperty('--bars', `${bottom}px`);
      document.body.style.setProperty('--told-top', `${Math.round(top)}px`);
    };
    const watched = new ResizeObserver(tell);
    if (told !== undefined) watched.observe(told);
    tell();
    addEventListener('resize', tell);
    for (const moved of ['resize', 'scroll']) visualViewport?.addEventListener(moved, tell);
    onCleanup(() => {
      watched.disconnect();
      removeEventListener('resize', tell);
      for (const moved of ['resize', 'scroll']) visualViewport?.removeEventListener(moved, tell);
      document.body.style.removeProperty('--bars');
      document.body.style.removeProperty('--told-top');
    });
  });
}
