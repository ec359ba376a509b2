// What laying notes down does to clusters: decided while they are carried, so that it can be shown before the drop.

import type { Cluster } from './cluster';
import { NO_CHANGE, type Plan } from './cluster_plan';
import { clusterRectAround } from './cluster_rect';
import type { Clusters } from './clusters';
import { emptied, freshColor, joined, movesTo, obstaclesBeside } from './grouping';
import { CLUSTER_MARGIN } from './measures';
import type { Note } from './note';
import { centreOf, grown, type Point, type Rect } from './point';
import { type Aside, pushedAside } from './push_aside';
import { byReading } from './reading_order';
import { inRows, type Laid, settled, shifted, shiftToFree } from './tidy';

/** So many notes are each laid as near to where they were dropped as can be; more are laid in rows. */
const SETTLED_MAX = 12;

export type Verdict =
  /** Nobody joins; these leave their clusters (most often nobody). */
  | { readonly kind: 'lay'; readonly leaving: ReadonlySet<string> }
  /** All join a cluster. */
  | { readonly kind: 'join'; readonly cluster: string }
  /** All are a new cluster with a note that was in none. */
  | { readonly kind: 'form'; readonly note: string };

/**
 * The verdict on laying down lifted notes, moved by `offset`. The middle of the note that is held decides for all: over a
 * cluster they join it, over a free note they form one with it. Else each leaves its cluster when its own middle is off the
 * cluster as it lay when it was lifted; a cluster lifted as a whole stays one.
 */
export function verdictOf(board: Clusters, lifted: readonly Note[], held: string, offset: Point): Verdict {
  const ids = new Set(lifted.map((note) => note.id));
  const holding = lifted.find((note) => note.id === held) ?? lifted[0];
  if (holding === undefined) return { kind: 'lay', leaving: new Set() };
  const middle = middleAt(holding, offset);
  const over = board.at(middle);
  const own = board.of(holding);
  const wholeOwn = own !== undefined && isWholeIn(board, own, ids);
  if (over !== undefined && over.id !== own?.id) return { kind: 'join', cluster: over.id };
  if (over === undefined && !wholeOwn) {
    const under = topmost(board, middle, ids);
    if (under !== undefined) return { kind: 'form', note: under.id };
  }
  return { kind: 'lay', leaving: leavingOf(board, lifted, ids, offset) };
}

/** The cluster that one dragged by its title would merge with: the one under the pointer. */
export function mergeTarget(board: Clusters, carried: Cluster, pointer: Point): Cluster | undefined {
  let found: Cluster | undefined;
  for (const id of board.grid.within({ ...pointer, width: 0.5, height: 0.5 })) {
    if (id !== carried.id) found = board.get(id);
  }
  return found;
}

/** What the drop writes: memberships, and places where nothing is hidden. `id` is for a cluster that is made. */
export function dropped(
  board: Clusters,
  lifted: readonly Note[],
  offset: Point,
  verdict: Verdict,
  id: string,
  mayMove: Aside['mayMove'] = () => true,
): Plan {
  switch (verdict.kind) {
    case 'lay':
      return laidDown(board, lifted, offset, verdict.leaving);
    case 'join': {
      const into = board.get(verdict.cluster);
      return into === undefined
        ? laidDown(board, lifted, offset, new Set())
        : joinedByDrop(board, lifted, offset, into);
    }
    case 'form': {
      const [under] = board.notes.pick([verdict.note]);
      return under === undefined
        ? laidDown(board, lifted, offset, new Set())
        : formed(board, lifted, offset, under, { id, mayMove });
    }
  }
}

function laidDown(
  board: Clusters,
  lifted: readonly Note[],
  offset: Point,
  leaving: ReadonlySet<string>,
): Plan {
  const left = lifted.filter((note) => leaving.has(note.id));
  return {
    ...NO_CHANGE,
    join: new Map(left.map((note) => [note.id, null])),
    move: movesTo(lifted, shifted(lifted, offset)),
    ...emptied(board, left),
  };
}

function joinedByDrop(board: Clusters, lifted: readonly Note[], offset: Point, into: Cluster): Plan {
  // Onto a stack, or very many: each has a place of its own in the rows.
  if (into.folded || lifted.length > SETTLED_MAX) return joined(board, lifted, into);
  const ids = new Set(lifted.map((note) => note.id));
  const members = board.membersOf(into.id).filter((note) => !ids.has(note.id));
  const obstacles = obstaclesBeside(board, ids, new Set([into.id]));
  const laid = settleAll(shifted(lifted, offset), members, obstacles);
  const coming = lifted.filter((note) => note.cluster !== into.id);
  return {
    ...NO_CHANGE,
    join: new Map(coming.map((note) => [note.id, into.id])),
    move: movesTo(lifted, laid),
    ...emptied(board, coming),
  };
}

/**
 * A new cluster around the note that stays, where it was dropped: neighbours move aside. Where they may not, or too many would, all of it
 * lies in the nearest free space.
 */
function formed(
  board: Clusters,
  lifted: readonly Note[],
  offset: Point,
  under: Note,
  made: { readonly id: string; readonly mayMove: Aside['mayMove'] },
): Plan {
  const all = [under, ...[...lifted].sort(byReading)];
  const notes = new Set(all.map((note) => note.id));
  const beside = lifted.length > SETTLED_MAX ? null : settleAll(shifted(lifted, offset), [under], []);
  const here = beside === null ? null : clusterRectAround([under, ...beside]);
  const aside = here === null ? null : pushedAside(board, here, { notes, mayMove: made.mayMove });
  const laid =
    beside !== null && aside !== null
      ? [under, ...beside]
      : inFreeSpace(all, under, obstaclesBeside(board, notes));
  const left = emptied(board, lifted);
  return {
    ...NO_CHANGE,
    make: [{ id: made.id, title: '', at: clusterRectAround(laid) ?? under, color: freshColor(board) }],
    join: new Map(all.map((note) => [note.id, made.id])),
    move: [...movesTo(all, laid), ...(aside?.move ?? [])],
    remove: left.remove,
    stand: new Map([...left.stand, ...(aside?.stand ?? [])]),
  };
}

function inFreeSpace(notes: readonly Note[], from: Point, obstacles: readonly Rect[]): Laid[] {
  const rows = inRows(notes, from);
  const rect = clusterRectAround(rows);
  return rect === null ? rows : shifted(rows, shiftToFree(rect, obstacles));
}

/** One after another beside what lies there, the ones already settled too. */
function settleAll(laid: readonly Note[], members: readonly Rect[], obstacles: readonly Rect[]): Note[] {
  const taken: Rect[] = [...members];
  const kept = obstacles.map((other) => grown(other, CLUSTER_MARGIN));
  return [...laid].sort(byReading).map((note) => {
    const place = { ...note, ...settled(note, taken, kept) };
    if (place.x !== note.x || place.y !== note.y) taken.push(place);
    return place;
  });
}

function leavingOf(
  board: Clusters,
  lifted: readonly Note[],
  ids: ReadonlySet<string>,
  offset: Point,
): ReadonlySet<string> {
  const leaving = new Set<string>();
  // Asked once for each cluster: all notes of the board may be lifted, sixty times a second.
  const whole = new Map<string, boolean>();
  for (const note of lifted) {
    const cluster = board.of(note);
    if (cluster === undefined) continue;
    const isWhole = whole.get(cluster.id) ?? isWholeIn(board, cluster, ids);
    whole.set(cluster.id, isWhole);
    const rect = board.rectOf(cluster.id);
    if (isWhole || rect === undefined) continue;
    if (!holds(rect, middleAt(note, offset))) leaving.add(note.id);
  }
  return leaving;
}

function isWholeIn(board: Clusters, cluster: Cluster, ids: ReadonlySet<string>): boolean {
  return board.membersOf(cluster.id).every((note) => ids.has(note.id));
}

function middleAt(note: Note, offset: Point): Point {
  const { x, y } = centreOf(note);
  return { x: x + offset.x, y: y + offset.y };
}

/** The topmost free note there that is not lifted. */
function topmost(board: Clusters, at: Point, lifted: ReadonlySet<string>): Note | undefined {
  let top: Note | undefined;
  for (const note of board.notes.pick(board.notes.grid.within({ ...at, width: 0.5, height: 0.5 }))) {
    if (lifted.has(note.id) || board.of(note) !== undefined) continue;
    if (top === undefined || note.z >= top.z) top = note;
  }
  return top;
}

function holds(rect: Rect, { x, y }: Point): boolean {
  return x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
}
