// Notes laid on the board under their writer's name, in one step to undo.

import { carryOut, type NewCluster, NO_CHANGE } from '../document/cluster_plan';
import { addNotes, type NewNote, OWN } from '../document/edits';
import { around } from '../document/point';
import type { Around, BoardDocument, Eye, Focus, Selection } from '../parts';
import { asOneUndoStep, selectedNotes } from './targets';

/** Who is written on new notes. */
function writerOf(board: Around<'anonymous' | 'me'>): string | null {
  return board.page.anonymous ? null : board.page.me;
}

export function lay(
  board: BoardDocument & Around<'anonymous' | 'me' | 'nowMs'>,
  notes: readonly NewNote[],
  clusters: readonly NewCluster[] = [],
): void {
  asOneUndoStep(board, () =>
    board.doc.transact(() => {
      addNotes(board.doc, notes, writerOf(board), board.page.nowMs());
      if (clusters.length > 0) carryOut(board.doc, { ...NO_CHANGE, make: clusters });
    }, OWN),
  );
}

export function show(board: BoardDocument & Selection & Focus & Eye, notes: readonly NewNote[]): void {
  board.select(notes.map((note) => note.id));
  const first = notes[0];
  if (first !== undefined) board.focus(first.id);
  const area = around(selectedNotes(board));
  if (area !== null) board.sight.reveal(area);
}
