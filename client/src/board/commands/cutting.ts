// What was cut on this board is the same when it is pasted, so votes, comments and reactions find it again; a copy is another.

import type * as Y from 'yjs';
import type { NewCluster } from '../document/cluster_plan';
import { emptied } from '../document/grouping';
import { notesIn } from '../document/maps';
import type { Note } from '../document/note';
import type { BoardDocument } from '../parts';
import { type RemovingBoard, remove } from './notes';

/** What is known of a note that was cut, beside what the clipboard holds. */
export interface CutNote {
  readonly by: string | null;
  readonly made: unknown;
  /** The cluster that went with it, to be made again. */
  readonly cluster: NewCluster | null;
}

/** What was cut last on a board and is not pasted yet: the clipboard holds no more than that. */
const lastCut = new WeakMap<Y.Doc, Map<string, CutNote>>();

/** Takes away what is on the clipboard now. */
export function cut(board: RemovingBoard): void {
  remove(board, (notes) => lastCut.set(board.doc, remembered(board, notes)));
}

function remembered(board: BoardDocument, notes: readonly Note[]): Map<string, CutNote> {
  const going = new Set(emptied(board.clusters, notes).remove);
  return new Map(
    notes.map((note) => {
      const cluster = board.clusters.of(note);
      const entry = notesIn(board.doc).get(note.id) as Y.Map<unknown> | undefined;
      const goes = cluster !== undefined && going.has(cluster.id) ? cluster : null;
      return [note.id, { by: note.by, made: entry?.get('made'), cluster: goes }];
    }),
  );
}

/** What was cut under this id, for whoever pastes it first: not what somebody brought back meanwhile. */
export function takeCut(board: BoardDocument, id: string | null): CutNote | undefined {
  const cutNotes = lastCut.get(board.doc);
  const found = id === null ? undefined : cutNotes?.get(id);
  if (id !== null) cutNotes?.delete(id);
  return id !== null && board.notes.get(id) === undefined ? found : undefined;
}
