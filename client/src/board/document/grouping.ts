// The rules of clustering: what grouping, parting, merging, joining, folding and tidying change. Each gives a plan.

import type { Cluster } from './cluster';
import { joinedTitle, NO_CHANGE, type Plan } from './cluster_plan';
import { clusterRectAround, smallClusterRect } from './cluster_rect';
import type { Clusters } from './clusters';
import type { Note, NoteColor } from './note';
import { around, centreOf, overlap, type Point, type Rect } from './point';
import { byReading } from './reading_order';
import { columnsFor, inHoles, inRows, type Laid, shifted, shiftToFree, tidied } from './tidy';

/** What lies on the board, besides these notes and clusters: other clusters, and notes in none. */
export function obstaclesBeside(
  board: Clusters,
  notes: ReadonlySet<string>,
  clusters: ReadonlySet<string> = new Set(),
): Rect[] {
  const obstacles: Rect[] = [];
  for (const cluster of board.all()) {
    if (clusters.has(cluster.id)) continue;
    const rect = clusterRectWithout(board, cluster, notes);
    if (rect !== null) obstacles.push(rect);
  }
  for (const note of board.notes.shown()) {
    if (!notes.has(note.id) && board.of(note) === undefined) obstacles.push(note);
  }
  return obstacles;
}

/** The rectangle once these notes have left; null when the cluster goes with them. */
export function clusterRectWithout(
  board: Clusters,
  cluster: Cluster,
  leaving: ReadonlySet<string>,
): Rect | null {
  const had = board.rectOf(cluster.id) ?? null;
  const members = board.membersOf(cluster.id);
  const left = members.filter((note) => !leaving.has(note.id));
  if (left.length === members.length) return had;
  if (left.length === 0) return cluster.title === '' ? null : smallClusterRect(had ?? cluster.at);
  return cluster.folded ? smallClusterRect(clusterRectAround(left) ?? cluster.at) : clusterRectAround(left);
}

/** Clusters that these notes leave empty: those that have a title stay where they are, the others go. */
export function emptied(board: Clusters, leaving: readonly Note[]): Pick<Plan, 'remove' | 'stand'> {
  const ids = new Set(leaving.map((note) => note.id));
  const remove: string[] = [];
  const stand = new Map<string, Point>();
  for (const cluster of clustersOf(board, leaving)) {
    if (board.membersOf(cluster.id).some((note) => !ids.has(note.id))) continue;
    if (cluster.title === '') remove.push(cluster.id);
    else stand.set(cluster.id, cornerOf(board, cluster));
  }
  return { remove, stand };
}

/** A new cluster of these notes. Where it would cover something, they are laid in rows in the nearest free space. */
export function grouped(board: Clusters, notes: readonly Note[], id: string): Plan {
  const ids = new Set(notes.map((note) => note.id));
  const obstacles = obstaclesBeside(board, ids);
  const rect = clusterRectAround(notes);
  if (rect === null || isWhole(board, notes)) return NO_CHANGE;
  const fits =
    !obstacles.some((other) => overlap(other, rect)) && !notes.some((note) => board.notes.isFolded(note.id));
  const laid = fits ? [...notes] : laidTogether(notes, obstacles);
  return {
    ...NO_CHANGE,
    make: [{ id, title: '', at: clusterRectAround(laid) ?? rect, color: freshColor(board) }],
    join: new Map(notes.map((note) => [note.id, id])),
    move: fits ? [] : movesTo(notes, laid),
    ...emptied(board, notes),
  };
}

/** True when these notes are exactly the ones of one cluster already. */
export function isWhole(board: Clusters, notes: readonly Note[]): boolean {
  const [first] = notes;
  const cluster = first === undefined ? undefined : board.of(first);
  if (cluster === undefined || board.sizeOf(cluster.id) !== notes.length) return false;
  return notes.every((note) => note.cluster === cluster.id);
}

/** Takes notes out of their clusters. They are laid beside, in the nearest free space; a whole cluster comes apart where it is. */
export function parted(board: Clusters, notes: readonly Note[]): Plan {
  const leaving = notes.filter((note) => board.of(note) !== undefined);
  const ids = new Set(leaving.map((note) => note.id));
  const staying = leaving.filter((note) => {
    const cluster = board.of(note);
    return cluster !== undefined && board.membersOf(cluster.id).every((other) => ids.has(other.id));
  });
  const whole = new Set(staying.map((note) => note.id));
  const moving = leaving.filter((note) => !whole.has(note.id)).sort(byReading);
  const obstacles = [...obstaclesBeside(board, ids), ...staying];
  const laid = laidTogether(moving, obstacles, false);
  return {
    ...NO_CHANGE,
    join: new Map(leaving.map((note) => [note.id, null])),
    move: movesTo(moving, laid),
    // Asked for by name, a cluster that comes apart goes for good, whatever its title.
    remove: [...clustersOf(board, staying)].map((cluster) => cluster.id),
  };
}

/** Takes a cluster away and leaves its notes. */
export function dissolved(board: Clusters, cluster: Cluster): Plan {
  const notes = board.membersOf(cluster.id);
  const opened = unfolded(board, cluster);
  return {
    ...NO_CHANGE,
    join: new Map(notes.map((note) => [note.id, null])),
    move: opened.move,
    remove: [cluster.id],
  };
}

/** Notes join a cluster, in its holes or after its last note. Where it would then cover something, it moves aside. */
export function joined(board: Clusters, notes: readonly Note[], into: Cluster): Plan {
  const coming = notes.filter((note) => note.cluster !== into.id).sort(byReading);
  if (coming.length === 0) return NO_CHANGE;
  const present = board.membersOf(into.id);
  const ids = new Set([...present, ...coming].map((note) => note.id));
  const laid = inHoles(present, coming, cornerOf(board, into));
  const rect = into.folded
    ? smallClusterRect(clusterRectAround([...present, ...laid]) ?? into.at)
    : clusterRectAround([...present, ...laid]);
  const obstacles = obstaclesBeside(board, ids, new Set([into.id]));
  const by = rect === null || !grewOver(board, into, rect, obstacles) ? STILL : shiftToFree(rect, obstacles);
  return {
    ...NO_CHANGE,
    join: new Map(coming.map((note) => [note.id, into.id])),
    move: [
      ...movesTo(coming, shifted(laid, by)),
      ...(by === STILL ? [] : movesTo(present, shifted(present, by))),
    ],
    ...emptied(board, coming),
  };
}

/** Which of two clusters stays when they become one: the same one wherever it is done. */
export function whichStays(one: Cluster, other: Cluster): { stays: Cluster; goes: Cluster } {
  return one.id < other.id ? { stays: one, goes: other } : { stays: other, goes: one };
}

/**
 * Two clusters become one, at the place, in the colour and under the title of the one merged into, followed by the other's.
 * Whichever is merged into which, the one with the lower id stays: so two people who merge the same two at once agree.
 */
export function merged(board: Clusters, from: Cluster, into: Cluster): Plan {
  if (from.id === into.id) return NO_CHANGE;
  const coming = board.membersOf(from.id).sort(byReading);
  const present = board.membersOf(into.id);
  const { stays: survivor, goes: gone } = whichStays(from, into);
  const plan = joined(board, coming, into);
  const title = joinedTitle(into.title, from.title);
  const at = title.indexOf(survivor.title);
  return {
    ...NO_CHANGE,
    join: new Map(
      [...coming, ...present]
        .filter((note) => note.cluster !== survivor.id)
        .map((note) => [note.id, survivor.id]),
    ),
    move: plan.move,
    stand: new Map([[survivor.id, cornerOf(board, into)]]),
    entitle:
      at < 0
        ? []
        : [{ id: survivor.id, before: title.slice(0, at), after: title.slice(at + survivor.title.length) }],
    paint: survivor.color === into.color ? NO_CHANGE.paint : new Map([[survivor.id, into.color]]),
    fold: survivor.folded === into.folded ? NO_CHANGE.fold : new Map([[survivor.id, into.folded]]),
    remove: [gone.id],
  };
}

export function folded(cluster: Cluster): Plan {
  return { ...NO_CHANGE, fold: new Map([[cluster.id, true]]) };
}

/** Opens a stack. Where something has been laid in its place meanwhile, it opens in the nearest free space. */
export function unfolded(board: Clusters, cluster: Cluster): Plan {
  const plan = { ...NO_CHANGE, fold: new Map([[cluster.id, false]]) };
  const notes = board.membersOf(cluster.id);
  const rect = clusterRectAround(notes);
  if (rect === null || !cluster.folded) return { ...NO_CHANGE, fold: plan.fold };
  const obstacles = obstaclesBeside(board, new Set(notes.map((note) => note.id)), new Set([cluster.id]));
  const by = shiftToFree(rect, obstacles);
  return by.x === 0 && by.y === 0 ? plan : { ...plan, move: movesTo(notes, shifted(notes, by)) };
}

/** A cluster's notes in rows. Its neighbours stay where they are; it moves aside where it would cover them. */
export function tidiedCluster(board: Clusters, cluster: Cluster): Plan {
  const notes = board.membersOf(cluster.id);
  const obstacles = obstaclesBeside(board, new Set(notes.map((note) => note.id)), new Set([cluster.id]));
  const corner = cornerOf(board, cluster);
  if (notes.length > 0) return { ...NO_CHANGE, move: movesTo(notes, tidied(notes, corner, obstacles)) };
  const by = shiftToFree(smallClusterRect(corner), obstacles);
  return by.x === 0 && by.y === 0 ? NO_CHANGE : movedCluster(board, cluster, by);
}

/** A cluster and its notes, moved by this much. */
export function movedCluster(
  board: Clusters,
  cluster: Cluster,
  by: Point,
  notes: readonly Note[] = board.membersOf(cluster.id),
): Plan {
  return {
    ...NO_CHANGE,
    move: movesTo(notes, shifted(notes, by)),
    stand: new Map([[cluster.id, { x: cluster.at.x + by.x, y: cluster.at.y + by.y }]]),
  };
}

/** The colour that the fewest clusters have, so that neighbours can be told apart. */
export function freshColor(board: Clusters): NoteColor {
  return freshColors(board, 1)[0] ?? 'blue';
}

/** Colours for so many new clusters, each the one that the fewest have by then. */
export function freshColors(board: Clusters, count: number): NoteColor[] {
  const uses = new Map<NoteColor, number>(FRESH.map((color) => [color, 0]));
  const use = (color: NoteColor) => uses.set(color, (uses.get(color) ?? 0) + 1);
  for (const { color } of board.all()) use(color);
  return Array.from({ length: count }, () => {
    const next = FRESH.reduce((best, color) =>
      (uses.get(color) ?? 0) < (uses.get(best) ?? 0) ? color : best,
    );
    use(next);
    return next;
  });
}

/** Calm ones first; white, which hardly shows on the blanket, last. */
const FRESH: readonly NoteColor[] = ['blue', 'green', 'orange', 'purple', 'teal', 'pink', 'yellow', 'white'];

const STILL: Point = { x: 0, y: 0 };

export function cornerOf(board: Clusters, cluster: Cluster): Point {
  const { x, y } = board.rectOf(cluster.id) ?? cluster.at;
  return { x, y };
}

/** Moves of those notes that do not lie there already. */
export function movesTo(notes: readonly Note[], laid: readonly Laid[]): { id: string; to: Point }[] {
  const before = new Map(notes.map((note) => [note.id, note]));
  return laid.flatMap(({ id, x, y }) => {
    const had = before.get(id);
    return had !== undefined && had.x === Math.round(x) && had.y === Math.round(y)
      ? []
      : [{ id, to: { x, y } }];
  });
}

/** Rows of notes around the middle of where they lay, or in the free space nearest to that. */
function laidTogether(notes: readonly Note[], obstacles: readonly Rect[], asCluster = true): Laid[] {
  const area = around(notes);
  if (area === null) return [];
  const rows = inRows([...notes].sort(byReading), STILL, columnsFor(notes.length));
  const size = around(rows) ?? area;
  const middle = centreOf(area);
  const laid = shifted(rows, { x: middle.x - size.width / 2, y: middle.y - size.height / 2 });
  const rect = asCluster ? clusterRectAround(laid) : around(laid);
  return rect === null ? [] : shifted(laid, shiftToFree(rect, obstacles));
}

/** True when the cluster covers something that it did not cover before. */
function grewOver(board: Clusters, cluster: Cluster, rect: Rect, obstacles: readonly Rect[]): boolean {
  const before = board.rectOf(cluster.id);
  return obstacles.some((other) => overlap(other, rect) && (before === undefined || !overlap(other, before)));
}

function clustersOf(board: Clusters, notes: readonly Note[]): Set<Cluster> {
  const found = new Set<Cluster>();
  for (const note of notes) {
    const cluster = board.of(note);
    if (cluster !== undefined) found.add(cluster);
  }
  return found;
}
