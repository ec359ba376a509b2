// What a command acts on, and that it is one step to undo.

import type { Cluster } from '../document/cluster';
import type { Note } from '../document/note';
import type { BoardDocument, Focus, Ground, Selection } from '../parts';

export function selectedNotes(board: Ground & Selection): Note[] {
  return board.notes.pick(board.selection());
}

export function chosenCluster(board: Ground & Selection): Cluster | undefined {
  return board.clusters.get(board.chosen() ?? '');
}

/** The selected notes, else the note that has the focus. */
export function targetNotes(board: Ground & Selection & Pick<Focus, 'focused'>): string[] {
  const selected = [...board.selection()];
  if (selected.length > 0 || board.chosen() !== null) return selected;
  const focused = board.focused();
  return focused !== null && board.notes.get(focused) !== undefined ? [focused] : [];
}

/** The selected cluster, else the one that has the focus. */
export function targetCluster(board: Ground & Selection & Pick<Focus, 'focused'>): Cluster | undefined {
  const chosen = chosenCluster(board);
  if (chosen !== undefined || board.selection().size > 0) return chosen;
  return board.clusters.get(board.focused() ?? '');
}

/** One step to undo, whatever was done just before. */
export function asOneUndoStep(board: Pick<BoardDocument, 'undo'>, make: () => void): void {
  board.undo.stopCapturing();
  make();
  board.undo.stopCapturing();
}
