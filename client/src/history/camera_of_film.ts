// Where the film looks: at all of a moment, and elsewhere only where that shows much more. A camera that follows every step is hard to watch.

import { around, grown, type Rect, within } from '../board/document/point';
import type { Moment } from './moment';
import { rectOf } from './picture';

/** What could be shown so many times as large is looked at anew. */
const CLOSER_MIN = 1.4;

/** Board pixels above a cluster's notes, in which its title stands. */
const HEADING = 64;

/** Where to look from now on, in a window so many times as wide as high; null where one looks well already, or there is nothing. */
export function lookFrom(looked: Rect | null, { notes, sections }: Moment, aspect: number): Rect | null {
  const things = around([...notes.values(), ...sections.values()].map(rectOf));
  if (things === null) return null;
  const all = grown(things, HEADING);
  if (looked === null) return all;
  const scaleOf = ({ width, height }: Rect) => Math.min(aspect / width, 1 / height);
  return within(things, looked) && scaleOf(all) < CLOSER_MIN * scaleOf(looked) ? null : all;
}
