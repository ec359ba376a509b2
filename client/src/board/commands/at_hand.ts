// What a command is for, and that it is one step to undo.

import type { Cluster } from '../model/cluster';
import type { Surface } from '../surface';

/** The selected notes, else the note that has the focus. */
export function notesAtHand(surface: Surface): string[] {
  const selected = [...surface.selection()];
  if (selected.length > 0 || surface.chosen() !== null) return selected;
  const focused = surface.focused();
  return focused !== null && surface.notes.get(focused) !== undefined ? [focused] : [];
}

/** The selected cluster, else the one that has the focus. */
export function clusterAtHand(surface: Surface): Cluster | undefined {
  const chosen = surface.chosenCluster();
  if (chosen !== undefined || surface.selection().size > 0) return chosen;
  return surface.clusters.get(surface.focused() ?? '');
}

/** One step to undo, whatever was done just before. */
export function step(surface: Surface, make: () => void): void {
  surface.undo.stopCapturing();
  make();
  surface.undo.stopCapturing();
}
