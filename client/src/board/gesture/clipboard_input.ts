// Brings the browser's clipboard to the board.

import { t } from '../../i18n';
import { cut } from '../commands/cutting';
import { paste } from '../commands/pasting';
import { selectedNotes } from '../commands/targets';
import { asHtml, asText } from '../document/clipboard';
import { centreOf } from '../document/point';
import { toBoard } from '../view/camera';
import type { KeyedBoard } from './key_deeds';

/** Listens until the returned function is called. `isOurs` tells whether what is copied or pasted is the board's. */
export function listenToClipboard(board: KeyedBoard, isOurs: () => boolean): () => void {
  function copy(event: ClipboardEvent): boolean {
    const notes = selectedNotes(board);
    if (!isOurs() || notes.length === 0 || event.clipboardData === null) return false;
    event.preventDefault();
    event.clipboardData.setData('text/plain', asText(notes));
    event.clipboardData.setData('text/html', asHtml(notes));
    board.page.announce(t('board.copied', { count: notes.length }));
    return true;
  }

  const copied = (event: ClipboardEvent) => void copy(event);

  const cutNow = (event: ClipboardEvent) => {
    if (board.page.editable && copy(event)) cut(board);
  };

  const pasted = (event: ClipboardEvent) => {
    const { clipboardData } = event;
    if (!isOurs() || !board.page.editable || clipboardData === null) return;
    event.preventDefault();
    const middle = toBoard(board.sight.camera(), centreOf(board.sight.clear()));
    paste(board, clipboardData.getData('text/html'), clipboardData.getData('text/plain'), middle);
  };

  document.addEventListener('copy', copied);
  document.addEventListener('cut', cutNow);
  document.addEventListener('paste', pasted);
  return () => {
    document.removeEventListener('copy', copied);
    document.removeEventListener('cut', cutNow);
    document.removeEventListener('paste', pasted);
  };
}
