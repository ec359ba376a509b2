// The whole board in order: clusters in rows, the largest first, and the notes in none apart below them.

import type { Cluster } from './cluster';
import { firstPlace, outlineAround, smallOutline } from './cluster_outline';
import { NO_CHANGE, type Plan } from './cluster_plan';
import type { Clusters } from './clusters';
import { movesTo } from './grouping';
import { NOTE_SIDE, type Note } from './note';
import { GAP } from './placement';
import { around, type Point, type Rect, type Size } from './point';
import { byReading } from './reading_order';
import { inRows, type Laid } from './tidy';

/** Blanket between clusters, and between them and the notes that are in none. */
const BETWEEN = 48;
const BELOW = 96;

/** Rows are about this much wider than all of them are high: a screen's shape. */
const SHAPE = 2;

/** How clusters are ordered: by what, highest first. Ties go by title, then by id, so that every screen agrees. */
export type Weight = (cluster: Cluster) => number;

export function arranged(board: Clusters, weigh: Weight = (cluster) => board.sizeOf(cluster.id)): Plan {
  const clusters = [...board.all()].sort(
    (a, b) => weigh(b) - weigh(a) || compare(a.title, b.title) || compare(a.id, b.id),
  );
  const free = [...board.notes.all()].filter((note) => board.of(note) === undefined).sort(byReading);
  const everything = around([
    ...clusters.map((cluster) => board.outline(cluster.id) ?? smallOutline(cluster.at)),
    ...free,
  ]);
  if (everything === null) return NO_CHANGE;
  const sizes = clusters.map((cluster) => sizeOf(board, cluster));
  const width = rowWidth(sizes, free.length);
  const places = shelved(sizes, everything, width);
  const moved: Laid[] = [];
  const stand = new Map<string, Point>();
  let bottom = everything.y;
  for (const [index, cluster] of clusters.entries()) {
    const place = places[index] ?? everything;
    moved.push(...inRows(board.membersOf(cluster.id).sort(byReading), firstPlace(place)));
    if (board.sizeOf(cluster.id) === 0) stand.set(cluster.id, place);
    bottom = Math.max(bottom, place.y + (sizes[index]?.height ?? 0));
  }
  const below = { x: everything.x, y: clusters.length === 0 ? everything.y : bottom + BELOW };
  const columns = Math.max(1, Math.floor((width + GAP) / (NOTE_SIDE + GAP)));
  moved.push(...inRows(free, below, columns));
  return { ...NO_CHANGE, move: movesTo([...board.notes.all()], moved), stand };
}

/** How large a cluster is once it is neat. */
function sizeOf(board: Clusters, cluster: Cluster): Size {
  const notes: Note[] = board.membersOf(cluster.id).sort(byReading);
  const outline = cluster.folded ? null : outlineAround(inRows(notes, { x: 0, y: 0 }));
  return outline ?? smallOutline({ x: 0, y: 0 });
}

function rowWidth(sizes: readonly Size[], free: number): number {
  const pitch = NOTE_SIDE + GAP;
  let area = free * pitch * pitch;
  for (const { width, height } of sizes) area += (width + BETWEEN) * (height + BETWEEN);
  return Math.max(Math.sqrt(area * SHAPE), ...sizes.map((size) => size.width));
}

/** Places in rows from a corner, in the order given; a row is as high as its highest. */
function shelved(sizes: readonly Size[], from: Point, width: number): Rect[] {
  const places: Rect[] = [];
  let { x, y } = from;
  let high = 0;
  for (const size of sizes) {
    if (x > from.x && x + size.width > from.x + width) {
      x = from.x;
      y += high + BETWEEN;
      high = 0;
    }
    places.push({ x, y, width: size.width, height: size.height });
    x += size.width + BETWEEN;
    high = Math.max(high, size.height);
  }
  return places;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
