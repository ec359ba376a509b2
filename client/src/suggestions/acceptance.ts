// What accepting changes on the board, and how the board will look then: one plan, carried out as one step to undo.

import { type Bundle, type Layout, laidOut, movesInto } from '../board/document/arrange';
import { NO_CHANGE, type Plan } from '../board/document/cluster_plan';
import { clusterRectAround, smallClusterRect } from '../board/document/cluster_rect';
import type { Clusters } from '../board/document/clusters';
import { freshColor, freshColors, joined, movesTo, obstaclesBeside } from '../board/document/grouping';
import type { Note } from '../board/document/note';
import { around, centreOf } from '../board/document/point';
import { byReading } from '../board/document/reading_order';
import { inRows, shifted, shiftToFree } from '../board/document/tidy';
import type { Proposal, SuggestedCluster } from './proposal';

/** What is needed of a suggested cluster to foresee it. */
export interface Foreseen {
  /** The cluster that it becomes, or already is. */
  readonly cluster: string;
  readonly notes: readonly { readonly id: string }[];
}

/** How the board would look with all of the proposal: clusters, by their ids, in rows, and the rest apart. */
export function foreseen(board: Clusters, { clusters }: { clusters: readonly Foreseen[] }): Layout {
  const { bundles, free } = bundled(board, clusters);
  return laidOut(board, bundles, free);
}

/** Accepts all of the proposal, and arranges the board as it was foreseen. */
export function acceptedAll(board: Clusters, proposal: Proposal): Plan {
  const layout = foreseen(board, proposal);
  const made = proposal.clusters.filter((suggested) => isMade(board, suggested));
  const colors = freshColors(board, made.length);
  return {
    ...NO_CHANGE,
    make: made.map(({ cluster, title }, index) => ({
      id: cluster,
      title,
      at: layout.clusterRects.get(cluster) ?? { x: 0, y: 0 },
      color: colors[index] ?? 'blue',
    })),
    join: new Map(
      proposal.clusters.flatMap((suggested) =>
        notesOf(board, suggested).map(({ id }) => [id, suggested.cluster] as const),
      ),
    ),
    ...movesInto(board, layout),
  };
}

/** Accepts one suggested cluster. Everything else stays where it is: its notes are laid together in the free space nearest to them. */
export function acceptedOne(board: Clusters, suggested: SuggestedCluster): Plan {
  const notes = notesOf(board, suggested).sort(byReading);
  const cluster = board.get(suggested.cluster);
  if (cluster !== undefined) return joined(board, notes, cluster);
  const rows = inRows(notes, { x: 0, y: 0 });
  const area = around(notes);
  const size = clusterRectAround(rows);
  if (area === null || size === null) return NO_CHANGE;
  const middle = centreOf(area);
  const there = shifted(rows, { x: middle.x - size.width / 2, y: middle.y - size.height / 2 });
  const rect = clusterRectAround(there) ?? smallClusterRect(middle);
  const obstacles = obstaclesBeside(board, new Set(notes.map((note) => note.id)));
  const laid = shifted(there, shiftToFree(rect, obstacles));
  return {
    ...NO_CHANGE,
    make: [
      {
        id: suggested.cluster,
        title: suggested.title,
        at: clusterRectAround(laid) ?? rect,
        color: freshColor(board),
      },
    ],
    join: new Map(notes.map((note) => [note.id, suggested.cluster])),
    move: movesTo(notes, laid),
  };
}

/** What becomes a new cluster: a suggested one with notes that is not on the board yet. */
function isMade(board: Clusters, suggested: Foreseen): boolean {
  return suggested.notes.length > 0 && board.get(suggested.cluster) === undefined;
}

/** Clusters as they would be and suggested ones, the largest first; and the notes that would be in none. */
function bundled(board: Clusters, clusters: readonly Foreseen[]): { bundles: Bundle[]; free: Note[] } {
  const placed = new Set<string>();
  const joining = new Map<string, Note[]>();
  const bundles: Bundle[] = [];
  for (const suggested of clusters) {
    const notes = notesOf(board, suggested);
    for (const { id } of notes) placed.add(id);
    if (isMade(board, suggested)) bundles.push({ id: suggested.cluster, folded: false, notes });
    else joining.set(suggested.cluster, notes);
  }
  for (const { id, folded } of board.all()) {
    bundles.push({ id, folded, notes: [...board.membersOf(id), ...(joining.get(id) ?? [])] });
  }
  bundles.sort((a, b) => b.notes.length - a.notes.length || (a.id < b.id ? -1 : 1));
  return { bundles, free: board.free().filter((note) => !placed.has(note.id)) };
}

function notesOf(board: Clusters, { notes }: Foreseen): Note[] {
  return board.notes.pick(notes.map(({ id }) => id)).filter((note) => board.isFree(note));
}
