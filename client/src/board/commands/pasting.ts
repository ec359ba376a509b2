// Notes and lines of text from the clipboard, laid where one looks.

import { t } from '../../i18n';
import { NOTE_CHARS_MAX } from '../../protocol/session';
import { asLines, type PastedNote, readClipboard } from '../document/clipboard';
import { newId } from '../document/edits';
import { NOTE_SIZE } from '../document/note';
import { freePlace, rowsFrom, rowsSize } from '../document/placement';
import { around, type Point } from '../document/point';
import { PASTED_NOTES_MAX } from '../limits';
import type { Around, BoardDocument, EarlyRequests, Eye, Focus, Palette, Selection } from '../parts';
import { areAllowed } from './allowed';
import { lay, show } from './laying';
import { type AskedForNew, intoBasketOr } from './new_notes';

/** What pasting needs of the board. */
type Board = BoardDocument & Selection & Focus & Eye & Palette & EarlyRequests & Around<AskedForNew>;

/** Lays what the clipboard holds around a board point: notes as they lay, lines of text as a note each. */
export function paste(board: Board, html: string, text: string, middle: Point): void {
  if (!board.page.editable) return;
  const pasted = readClipboard(html, text, NOTE_CHARS_MAX);
  switch (pasted.kind) {
    case 'nothing':
      return;
    case 'tooLong':
      board.page.refuse(t('board.pasteTooLong', { max: NOTE_CHARS_MAX }));
      return;
    case 'tooMany':
      board.page.refuse(t('board.pasteTooMany', { max: PASTED_NOTES_MAX }));
      return;
    case 'lines':
      intoBasketOr(board, text, () => layLines(board, pasted.texts, middle));
      return;
    case 'notes': {
      const { notes } = pasted;
      intoBasketOr(board, asLines(notes), () => layNotes(board, notes, middle));
    }
  }
}

function layLines(board: Board, texts: readonly string[], middle: Point): void {
  const size = rowsSize(texts.length);
  const wish = { x: middle.x - size.width / 2, y: middle.y - size.height / 2 };
  const places = rowsFrom(freePlace(wish, size, board.clusters.isTaken), texts.length);
  layPasted(
    board,
    texts.map((line, index) => ({ id: null, text: line, color: null, ...(places[index] ?? wish) })),
  );
}

function layNotes(board: Board, notes: readonly PastedNote[], middle: Point): void {
  const area = around(notes.map((note) => ({ ...note, ...NOTE_SIZE }))) ?? { x: 0, y: 0, ...NOTE_SIZE };
  const wish = { x: middle.x - area.width / 2, y: middle.y - area.height / 2 };
  const corner = freePlace(wish, area, board.clusters.isTaken);
  layPasted(
    board,
    notes.map((note) => ({ ...note, x: note.x - area.x + corner.x, y: note.y - area.y + corner.y })),
  );
}

function layPasted(board: Board, pasted: readonly PastedNote[]): void {
  if (!board.page.editable) return;
  const first = board.notes.topZ + 1;
  const keys = keysFor(board, pasted);
  const notes = pasted.map(({ text, color, x, y }, index) => ({
    id: keys[index] ?? newId(),
    text,
    x,
    y,
    color: color ?? board.color(),
    z: first + index,
  }));
  if (!areAllowed(board, notes, (note) => board.may.add(note))) return;
  lay(board, notes);
  show(board, notes);
  board.page.announce(t('board.made', { count: notes.length }));
}

/** What was cut and is pasted is the same note: it has its key again, and with that its votes, comments and reactions. */
function keysFor(board: BoardDocument, pasted: readonly PastedNote[]): string[] {
  const taken = new Set<string>();
  return pasted.map(({ id }) => {
    const isFree = id !== null && !taken.has(id) && board.notes.get(id) === undefined;
    const key = isFree ? id : newId();
    taken.add(key);
    return key;
  });
}
