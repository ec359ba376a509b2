// Undo and redo of what this person did.

import { t } from '../../i18n';
import type { Around, BoardDocument } from '../parts';

export function undo(board: BoardDocument & Around<'editable' | 'announce'>): void {
  if (board.page.editable && board.undo.undo() !== null) board.page.announce(t('board.undone'));
}

export function redo(board: BoardDocument & Around<'editable' | 'announce'>): void {
  if (board.page.editable && board.undo.redo() !== null) board.page.announce(t('board.redone'));
}
