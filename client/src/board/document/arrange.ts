// The whole board in order: clusters in rows, the largest first, and the notes in none apart below them.

import type { Cluster } from './cluster';
import { NO_CHANGE, type Plan } from './cluster_plan';
import { clusterRectAround, firstPlace, smallClusterRect } from './cluster_rect';
import type { Clusters } from './clusters';
import { movesTo } from './grouping';
import { NOTE_SIDE } from './measures';
import type { Note } from './note';
import { GAP } from './placement';
import { around, type Point, type Rect, type Size } from './point';
import { byReading } from './reading_order';
import { inRows, type Laid, shifted, shiftToFree } from './tidy';

/** Blanket between clusters, and between them and the notes that are in none. */
const BETWEEN = 48;
const BELOW = 96;

/** Rows are about this much wider than all of them are high: a screen's shape. */
const SHAPE = 2;

/** How clusters are ordered: by what, highest first. Ties go by title, then by id, so that every screen agrees. */
export type Weight = (cluster: Cluster) => number;

/** What is to be laid out as one: a cluster with its notes, or one that does not exist yet. */
export interface Bundle {
  readonly id: string;
  readonly folded: boolean;
  readonly notes: readonly Note[];
}

/** Where everything comes to lie. */
export interface Layout {
  readonly laid: readonly Laid[];
  /** The rectangle of each bundle. */
  readonly clusterRects: ReadonlyMap<string, Rect>;
}

export function arranged(board: Clusters, weigh: Weight = (cluster) => board.sizeOf(cluster.id)): Plan {
  const clusters = [...board.all()]
    .filter(({ id }) => !isHeld(board, id))
    .sort((a, b) => weigh(b) - weigh(a) || compare(a.title, b.title) || compare(a.id, b.id));
  const bundles = clusters.map(({ id, folded }) => ({ id, folded, notes: board.membersOf(id) }));
  const free = board.free().filter((note) => !note.locked);
  return { ...NO_CHANGE, ...movesInto(board, besideHeld(board, laidOut(board, bundles, free))) };
}

/** A cluster with a locked note stays where it is, with all its notes. */
export function isHeld(board: Clusters, cluster: string): boolean {
  return board.membersOf(cluster).some((note) => note.locked);
}

/** The same as near as it covers nothing that is held where it is. */
function besideHeld(board: Clusters, layout: Layout): Layout {
  const held = [...board.all()].filter(({ id }) => isHeld(board, id));
  const obstacles = [
    ...held.flatMap(({ id }) => board.rectOf(id) ?? []),
    ...board.free().filter((note) => note.locked),
  ];
  const rect = obstacles.length === 0 ? null : around([...layout.clusterRects.values(), ...layout.laid]);
  if (rect === null) return layout;
  const by = shiftToFree(rect, obstacles);
  const rects = [...layout.clusterRects].map(
    ([id, one]) => [id, { ...one, x: one.x + by.x, y: one.y + by.y }] as const,
  );
  return { laid: shifted(layout.laid, by), clusterRects: new Map(rects) };
}

/** What a layout moves: notes, and clusters that have none. */
export function movesInto(board: Clusters, layout: Layout): Pick<Plan, 'move' | 'stand'> {
  const empty = [...board.all()].filter(({ id }) => board.sizeOf(id) === 0);
  return {
    move: movesTo([...board.notes.all()], layout.laid),
    stand: new Map(empty.map(({ id, at }) => [id, layout.clusterRects.get(id) ?? at])),
  };
}

/** Bundles in rows in the order given, from where the board begins, and below them the notes that are in none. */
export function laidOut(board: Clusters, bundles: readonly Bundle[], free: readonly Note[]): Layout {
  const everything = around([
    ...[...board.all()].map((cluster) => board.rectOf(cluster.id) ?? smallClusterRect(cluster.at)),
    ...free,
    ...bundles.flatMap(({ notes }) => notes),
  ]);
  if (everything === null) return { laid: [], clusterRects: new Map() };
  const sizes = bundles.map(sizeOf);
  const width = rowWidth(sizes, free.length);
  const places = shelved(sizes, everything, width);
  const laid: Laid[] = [];
  const clusterRects = new Map<string, Rect>();
  let bottom = everything.y;
  for (const [index, { id, notes }] of bundles.entries()) {
    const place = places[index] ?? everything;
    laid.push(...inRows([...notes].sort(byReading), firstPlace(place)));
    clusterRects.set(id, place);
    bottom = Math.max(bottom, place.y + place.height);
  }
  const below = { x: everything.x, y: bundles.length === 0 ? everything.y : bottom + BELOW };
  const columns = Math.max(1, Math.floor((width + GAP) / (NOTE_SIDE + GAP)));
  laid.push(...inRows([...free].sort(byReading), below, columns));
  return { laid, clusterRects };
}

/** How large a cluster is once it is neat. */
function sizeOf({ folded, notes }: Bundle): Size {
  const rect = folded ? null : clusterRectAround(inRows([...notes].sort(byReading), { x: 0, y: 0 }));
  return rect ?? smallClusterRect({ x: 0, y: 0 });
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
