// Titles of panels that were closed: what was accepted there can be undone still, and what was written there is not undone with it.

import type { Around, BoardDocument } from '../board/parts';
import type { HalfWrittenStore } from '../half_written/half_written';
import type { KeptTitles } from './kept_titles';

/** Nobody undoes what was accepted more panels ago than this. */
const PANELS_MAX = 20;

/** The panels of each board, the last one last; they go with the board. */
const panelsOf = new WeakMap<object, KeptTitles[]>();

/** Keeps the titles of a panel that is closed now, for when their clusters are undone. */
export function keepAfterwards(
  board: BoardDocument & Around<'tellKept'>,
  store: HalfWrittenStore,
  titles: KeptTitles,
): void {
  const known = panelsOf.get(board.clusters);
  const panels = known ?? [];
  panels.push(titles);
  panels.splice(0, panels.length - PANELS_MAX);
  if (known !== undefined) return;
  panelsOf.set(board.clusters, panels);
  board.clusters.listen(() => {
    if (!board.undo.undoing && !board.undo.redoing) return;
    const before = store.unseen().length;
    for (const panel of panels) panel.settle((cluster) => board.clusters.get(cluster)?.title);
    if (store.unseen().length > before) board.page.tellKept();
  });
}
