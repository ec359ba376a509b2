// How large titles of clusters are drawn, the further away one looks: as on a map, what an area is called can be read longer than what is in
// it. Pure.

import { NOTE_SIDE } from '../document/measures';

/** Below these scales titles are drawn larger than life, so that they can be read when notes cannot. */
const LARGER_BELOW = 0.7;
const LARGEST_BELOW = 0.35;

/** A note narrower than this on the screen, in pixels, is read by nobody: its cluster is a card. */
const READ_FROM_PX = 40;
export const CARDS_BELOW = READ_FROM_PX / NOTE_SIDE;

/** Below this they are too small in the strip above the notes, and lie over the notes at one size on the screen. */
const OVER_NOTES_BELOW = 0.23;

/** That size, in screen pixels. It is a little more between two steps. */
const OVER_NOTES_PX = 13;

/** Steps to a doubling: titles are not set anew in every frame of a zoom. */
const STEPS = 6;

/** How the style sheet draws titles. */
export type TitleReach = 'near' | 'middle' | 'far' | 'map';

export function titleReach(scale: number): TitleReach {
  if (scale < OVER_NOTES_BELOW) return 'map';
  if (scale < LARGEST_BELOW) return 'far';
  return scale < LARGER_BELOW ? 'middle' : 'near';
}

/** Size of a title over its notes, in board pixels. */
export function titlePx(scale: number): number {
  const step = 2 ** (Math.floor(Math.log2(scale) * STEPS) / STEPS);
  return Math.round(OVER_NOTES_PX / step);
}

/** Characters of the longest word: in a narrow cluster a title is drawn somewhat smaller before a word of it is broken. */
export function longestWord(title: string): number {
  return Math.max(1, ...title.split(/[\s-]+/).map((word) => word.length));
}
