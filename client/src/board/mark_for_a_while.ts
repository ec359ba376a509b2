// Marks notes on the board for as long as it takes to look at them.

import type { OpenBoard } from './open_board';

/** So long they stay marked. */
const MARKED_MS = 60_000;

/** Shows all of them, marked; what it returns takes the marks away before their time. */
export function markForAWhile(board: Pick<OpenBoard, 'showMarked'>, ids: readonly string[]): () => void {
  const unmark = board.showMarked(ids);
  const over = setTimeout(unmark, MARKED_MS);
  return () => clearTimeout(over);
}
