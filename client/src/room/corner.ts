// How far down a room's bars reach where a task or a panel stands beside the board: what is docked there begins under them, whatever they
// say in whatever language.

import { type Accessor, createEffect, onCleanup } from 'solid-js';

/** What is docked at the left reaches so far in, as in sheet.css: 16 px from the edge, and 360 px wide. */
const DOCKED_RIGHT = 376;

/** What is docked at the right, as in facilitate.css: 16 px from the edge, and 384 px wide. */
const DOCKED_LEFT = 400;

/** Kept free beside it and above it. */
const APART = 18;

/** Where what is docked begins while no bar reaches further: beside others it stands at the same height. */
const CORNER_MIN = 104;

/** Parts of bars that stay. What is asked in one passes, and may lie over what is docked as long. */
const PARTS =
  '.room-bar-left, .phase-bar, .facilitate-row, .facilitate-turn, .locked-sign, .attention-strip, .name-card';

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

/** Tells the room's style, as `--corner` and `--corner-right`, for as long as its bars are in the page. */
export function keepCorner(bars: Accessor<HTMLElement | undefined>): void {
  createEffect(() => {
    const over = bars();
    const room = over?.parentElement;
    if (over === undefined || room == null) return;
    const tell = () => {
      const parts = [...over.querySelectorAll(PARTS)];
      for (const one of [over, ...parts, ...over.querySelectorAll(BESIDE)]) watched.observe(one);
      const places = parts.map((one) => one.getBoundingClientRect());
      const right = rightCornerUnder(places, { width: innerWidth, height: innerHeight });
      room.style.setProperty('--corner', `${cornerUnder(places, innerHeight)}px`);
      room.style.setProperty('--corner-right', `${right}px`);
    };
    const watched = new ResizeObserver(tell);
    tell();
    addEventListener('resize', tell);
    onCleanup(() => {
      watched.disconnect();
      removeEventListener('resize', tell);
    });
  });
}
