// Notes and lines of text from the clipboard, laid where one looks.

import { t } from '../../i18n';
import { NOTE_CHARS_MAX } from '../../protocol/session';
import { asLines, type PastedNote, readClipboard } from '../document/clipboard';
import type { NewCluster } from '../document/cluster_plan';
import { newId } from '../document/edits';
import { NOTE_SIZE, sizeOf } from '../document/note';
import { freePlace, rowsFrom, rowsSize } from '../document/placement';
import { around, type Point } from '../document/point';
import { PASTED_NOTES_MAX } from '../limits';
import type { Around, BoardDocument, EarlyRequests, Eye, Focus, Palette, Selection } from '../parts';
import { areAllowed } from './allowed';
import { type CutNote, takeCut } from './cutting';
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
  const area = around(notes.map((note) => ({ ...note, ...sizeOf(note.size) }))) ?? {
    x: 0,
    y: 0,
    ...NOTE_SIZE,
  };
  const wish = { x: middle.x - area.width / 2, y: middle.y - area.height / 2 };
  const corner = freePlace(wish, area, board.clusters.isTaken);
  layPasted(
    board,
    notes.map((note) => ({ ...note, x: note.x - area.x + corner.x, y: note.y - area.y + corner.y })),
  );
}

function layPasted(board: Board, pasted: readonly PastedNote[]): void {
  if (!board.page.editable || !areAllowed(board, pasted, (note) => board.may.add(note))) return;
  const first = board.notes.topZ + 1;
  const clusters = new Map<string, NewCluster>();
  const notes = pasted.map(({ id, text, color, size, x, y }, index) => {
    const was = takeCut(board, id);
    const cluster = clusterOf(board, was);
    if (cluster !== null && !clusters.has(cluster.id)) clusters.set(cluster.id, { ...cluster, at: { x, y } });
    return {
      id: was === undefined || id === null ? newId() : id,
      text,
      x,
      y,
      color: color ?? board.color(),
      size: size ?? 'm',
      z: first + index,
      cluster: cluster?.id ?? null,
      ...(was === undefined ? {} : { was }),
    };
  });
  lay(board, notes, [...clusters.values()]);
  show(board, notes);
  board.page.announce(t('board.made', { count: notes.length }));
}

/** The cluster that went with a note that was cut, if it is to come back with it. */
function clusterOf(board: Board, was: CutNote | undefined): NewCluster | null {
  const cluster = was?.cluster ?? null;
  return cluster === null || board.clusters.get(cluster.id) !== undefined ? null : cluster;
}
