// Lays out the whole board: clusters in rows by their size, what is locked where it is.

import { t } from '../../i18n';
import { areAllowed } from '../commands/allowed';
import { perform, whyNotCarried } from '../commands/clusters';
import { arranged, isHeld } from '../document/arrange';
import type { BoardDocument, EditingPage, Eye, Pen } from '../parts';

/** Lays out the whole board and shows it. */
export function arrangeAll(board: BoardDocument & Eye & Pen & EditingPage): void {
  if (!board.page.editable || board.clusters.count === 0) return;
  const plan = arranged(board.clusters);
  const moved = [...board.clusters.all()].filter(({ id }) => !isHeld(board.clusters, id));
  if (!areAllowed(board, moved, (cluster) => whyNotCarried(board, cluster))) return;
  board.writing.stop();
  board.titling.stop();
  perform(board, plan);
  board.page.announce(t('clusters.arranged', { count: board.clusters.count }));
  board.sight.fit(board.everything());
}
