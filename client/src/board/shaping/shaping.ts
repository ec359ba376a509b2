// Sizes, places in line and locks of the selected notes: each is one step to undo, and is told to those who cannot see it.

import { t } from '../../i18n';
import { allowed } from '../commands/allowed';
import { asOneUndoStep, targetNotes } from '../commands/targets';
import { lockNotes, type Move, moveNotes, resizeNotes } from '../document/edits';
import type { Note, NoteSize } from '../document/note';
import type { BoardDocument, EditingPage, Eye, Focus, Pen, Selection } from '../parts';
import { type Alignment, aligned, type Distribution, distributed } from './align';
import { arrangeAll } from './arranging';
import type { Shaping } from './shapings';

export type ShapingBoard = BoardDocument & Selection & Focus & Pen & Eye & EditingPage;

export function shape(board: ShapingBoard, shaping: Shaping): void {
  if (!board.page.editable) return;
  switch (shaping.do) {
    case 'size':
      resize(board, () => shaping.size);
      break;
    case 'resize':
      resize(board, (notes) => nextSize(notes, shaping.by));
      break;
    case 'arrangeAll':
      arrangeAll(board);
      break;
    case 'lock':
      toggleLock(board);
      break;
    case 'align':
      align(board, shaping.by);
      break;
    case 'distribute':
      distribute(board, shaping.way);
      break;
  }
}

function targets(board: ShapingBoard): Note[] {
  return board.notes.pickShown(targetNotes(board));
}

function resize(board: ShapingBoard, sizeOf: (notes: readonly Note[]) => NoteSize): void {
  const notes = allowed(board, targets(board), (note) => board.may.note(note, 'change'));
  if (notes.length === 0) return;
  const size = sizeOf(notes);
  const ids = notes.map(({ id }) => id);
  asOneUndoStep(board, () => resizeNotes(board.doc, ids, size));
  board.page.announce(t('shape.resized', { count: ids.length, size: t(`shape.size_${size}`) }));
}

const SIZES: readonly NoteSize[] = ['s', 'm', 'l'];

/** The next size of all of them, counted from the largest where it grows and from the smallest where it shrinks. */
function nextSize(notes: readonly Note[], by: 1 | -1): NoteSize {
  const steps = notes.map(({ size }) => SIZES.indexOf(size));
  const from = by === 1 ? Math.max(...steps) : Math.min(...steps);
  return SIZES[Math.min(SIZES.length - 1, Math.max(0, from + by))] ?? 'm';
}

/** Unlocks where all that this person may lock is locked, else locks. */
function toggleLock(board: ShapingBoard): void {
  const notes = allowed(board, targets(board), (note) => board.may.lock(note));
  if (notes.length === 0) return;
  const locked = notes.some((note) => !note.locked);
  board.writing.stop();
  const ids = notes.map(({ id }) => id);
  asOneUndoStep(board, () => lockNotes(board.doc, ids, locked));
  board.page.announce(t(locked ? 'shape.locked' : 'shape.unlocked', { count: ids.length }));
}

function align(board: ShapingBoard, by: Alignment): void {
  put(board, aligned(targets(board), by), 'shape.alignedNow');
}

function distribute(board: ShapingBoard, way: Distribution): void {
  put(board, distributed(targets(board), way), 'shape.distributedNow');
}

function put(board: ShapingBoard, moves: readonly Move[], says: 'shape.alignedNow' | 'shape.distributedNow') {
  const may = allowed(board, moves, ({ id, to }) => {
    const note = board.notes.get(id);
    return note === undefined ? null : board.may.note(note, 'move', to);
  });
  if (may.length > 0) asOneUndoStep(board, () => moveNotes(board.doc, may));
  board.page.announce(t(says, { count: targets(board).length }));
}
