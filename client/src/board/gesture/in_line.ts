// What is carried, in line with what lies near: unless that would change what the drop does, or nobody could tell by what.

import { verdictOf } from '../document/cluster_drop';
import { grown, type Point, type Rect } from '../document/point';
import type { Eye, Ground } from '../parts';
import type { Guide } from '../view/guides';
import { snapped } from './snapping';

/** What is carried comes in line with what is so near on the screen, in pixels; and with what lies so near on the board. */
const SNAP_PX = 6;
const NEAR = 480;

/** More than this in the hand is laid where it is carried: nobody lines up a whole wall by one note. */
const SNAPPED_MAX = 60;

/** From so far away six pixels are a quarter of a note. */
const SNAP_SCALE_MIN = 0.15;

export interface InLine {
  readonly offset: Point;
  readonly guides: readonly Guide[];
}

/** What is in the hand. */
interface Carried {
  readonly ids: ReadonlySet<string>;
  /** The note that is held; empty when a cluster is. */
  readonly held: string;
  readonly cluster: string | null;
}

export type LineUp = (board: Ground & Eye, drag: Carried, offset: Point) => InLine;

/** Asks the board's own index, so that a drag over thousands of notes looks at a few. */
export const lineUp: LineUp = (board, drag, offset) => {
  const { scale } = board.sight.camera();
  const carried = drag.cluster === null ? board.notes.get(drag.held) : board.clusters.rectOf(drag.cluster);
  const asCarried = { offset, guides: [] };
  if (scale < SNAP_SCALE_MIN || drag.ids.size > SNAPPED_MAX) return asCarried;
  if (carried === undefined || joins(board, drag, offset)) return asCarried;
  const rect = { ...carried, x: carried.x + offset.x, y: carried.y + offset.y };
  const { by, guides } = snapped(rect, nearTo(board, drag, rect), SNAP_PX / scale);
  const to = { x: offset.x + by.x, y: offset.y + by.y };
  return joins(board, drag, to) ? asCarried : { offset: to, guides };
};

function nearTo({ notes, clusters }: Ground, { ids, cluster }: Carried, rect: Rect): Rect[] {
  const around = grown(rect, NEAR);
  if (cluster === null) return notes.pick([...notes.grid.within(around)].filter((id) => !ids.has(id)));
  const others = [...clusters.grid.within(around)].filter((id) => id !== cluster);
  return others.flatMap((id) => clusters.rectOf(id) ?? []);
}

/** Whether a drop there puts something into a cluster or takes it out of one. */
function joins({ notes, clusters }: Ground, { ids, held, cluster }: Carried, offset: Point): boolean {
  if (cluster !== null) return false;
  const verdict = verdictOf(clusters, notes.pick(ids), held, offset);
  return verdict.kind !== 'lay' || verdict.leaving.size > 0;
}
