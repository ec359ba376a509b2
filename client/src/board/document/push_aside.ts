// Neighbours move aside for a cluster that is made where they lie: each as little as can be, and those behind them with them.

import type { Plan } from './cluster_plan';
import type { Clusters } from './clusters';
import { clusterRectWithout } from './grouping';
import type { Note } from './note';
import { GAP } from './placement';
import type { Point, Rect } from './point';

/** A lone note, or a cluster with its notes. */
interface Neighbour {
  readonly notes: readonly Note[];
  readonly cluster: string | null;
  readonly was: Rect;
  rect: Rect;
}

type Direction = 'left' | 'right' | 'up' | 'down';

const DIRECTIONS: readonly Direction[] = ['right', 'left', 'down', 'up'];

/** So many things move at most: more would be another board. */
const MOVED_MAX = 300;

/** Pushes in all: a thing may be pushed from two sides. */
const PUSHES_MAX = 4 * MOVED_MAX;

export interface Aside {
  /** Things that stay where they are whatever comes: those of the cluster itself. */
  readonly notes: ReadonlySet<string>;
  /** Whether this person may move a note, or all of a cluster. */
  mayMove(notes: readonly Note[], cluster: string | null): boolean;
}

/** What moves so that nothing lies in the rectangle; null where that cannot be, or moves too much. */
export function pushedAside(board: Clusters, rect: Rect, aside: Aside): Pick<Plan, 'move' | 'stand'> | null {
  const neighbours = neighboursOf(board, aside.notes);
  const queue: { readonly pusher: Neighbour | null; readonly to: Direction | null }[] = [
    { pusher: null, to: null },
  ];
  const moved = new Set<Neighbour>();
  for (let pushes = 0; queue.length > 0; pushes += 1) {
    const [next] = queue.splice(0, 1);
    if (next === undefined || pushes > PUSHES_MAX) return null;
    const by = next.pusher?.rect ?? rect;
    for (const one of neighbours) {
      if (one === next.pusher || !isNearer(one.rect, by, GAP)) continue;
      // What lay closer than that to its neighbour goes on doing so.
      if (next.to !== null && !isNearer(one.rect, by, 0)) continue;
      if (!aside.mayMove(one.notes, one.cluster)) return null;
      const to = next.to ?? nearestWay(one.rect, by);
      one.rect = { ...one.rect, ...pushed(one.rect, by, to) };
      moved.add(one);
      if (moved.size > MOVED_MAX) return null;
      queue.push({ pusher: one, to });
    }
  }
  if (neighbours.some((one) => isNearer(one.rect, rect, 0))) return null;
  return {
    move: [...moved].flatMap(({ notes, was, rect: now }) =>
      notes.map(({ id, x, y }) => ({ id, to: { x: x + now.x - was.x, y: y + now.y - was.y } })),
    ),
    stand: new Map(
      [...moved].flatMap(({ cluster, was, rect: now }) => {
        const at = cluster === null ? undefined : board.get(cluster)?.at;
        if (cluster === null || at === undefined) return [];
        return [[cluster, { x: at.x + now.x - was.x, y: at.y + now.y - was.y }] as const];
      }),
    ),
  };
}

function neighboursOf(board: Clusters, staying: ReadonlySet<string>): Neighbour[] {
  const all: Neighbour[] = [];
  for (const cluster of board.all()) {
    const notes = board.membersOf(cluster.id).filter((note) => !staying.has(note.id));
    const rect = clusterRectWithout(board, cluster, staying);
    if (rect !== null) all.push({ notes, cluster: cluster.id, was: rect, rect });
  }
  for (const note of board.notes.shown()) {
    if (staying.has(note.id) || board.of(note) !== undefined) continue;
    const { x, y, width, height } = note;
    const rect = { x, y, width, height };
    all.push({ notes: [note], cluster: null, was: rect, rect });
  }
  return all;
}

/** Whether two lie nearer to each other than that. */
function isNearer(one: Rect, other: Rect, gap: number): boolean {
  return (
    one.x < other.x + other.width + gap &&
    other.x < one.x + one.width + gap &&
    one.y < other.y + other.height + gap &&
    other.y < one.y + one.height + gap
  );
}

function pushed(one: Rect, by: Rect, to: Direction): Point {
  switch (to) {
    case 'left':
      return { x: by.x - GAP - one.width, y: one.y };
    case 'right':
      return { x: by.x + by.width + GAP, y: one.y };
    case 'up':
      return { x: one.x, y: by.y - GAP - one.height };
    case 'down':
      return { x: one.x, y: by.y + by.height + GAP };
  }
}

function nearestWay(one: Rect, by: Rect): Direction {
  const far = (to: Direction) => {
    const { x, y } = pushed(one, by, to);
    return Math.abs(x - one.x) + Math.abs(y - one.y);
  };
  return DIRECTIONS.reduce((best, to) => (far(to) < far(best) ? to : best));
}
