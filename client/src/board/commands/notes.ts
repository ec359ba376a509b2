// What a person can do to notes that lie there: each command is one step to undo, and is told to those who cannot see it.

import { t } from '../../i18n';
import { carryOut, NO_CHANGE } from '../document/cluster_plan';
import { moveNotes, newId, OWN, paintNotes, raiseNotes, removeNotes } from '../document/edits';
import { emptied } from '../document/grouping';
import type { Note, NoteColor } from '../document/note';
import { freePlace, GAP } from '../document/placement';
import { around, type Point } from '../document/point';
import { alongReading, lastInReading } from '../document/reading_order';
import { stackingInFront } from '../document/stacking';
import type {
  Around,
  BoardDocument,
  EditingPage,
  Eye,
  Focus,
  Ground,
  Palette,
  Pen,
  Selection,
} from '../parts';
import { allowed, areAllowed } from './allowed';
import { dissolve, nudgeCluster, paintCluster } from './clusters';
import { lay, show } from './laying';
import { type Asking, askingFirst } from './taking_away';
import { asOneUndoStep, chosenCluster, selectedNotes, targetCluster, targetNotes } from './targets';

/** What taking notes away needs of the board. */
export type RemovingBoard = BoardDocument & Selection & Focus & Pick<Pen, 'writing'> & EditingPage & Asking;

/** Takes notes away; `going` hears just before of those that go. A cluster goes, and leaves its notes. */
export function remove(board: RemovingBoard, going: (notes: readonly Note[]) => void = () => {}): void {
  if (!board.page.editable) return;
  const cluster = targetCluster(board);
  if (cluster !== undefined) {
    dissolve(board, cluster);
    return;
  }
  const notes = allowed(board, board.notes.pick(targetNotes(board)), (note) =>
    board.may.note(note, 'remove'),
  );
  askingFirst(board, notes, emptied(board.clusters, notes).remove, () => takeAway(board, notes, going));
}

function takeAway(
  board: RemovingBoard,
  targets: readonly Note[],
  going: (notes: readonly Note[]) => void,
): void {
  const notes = board.notes.pick(targets.map(({ id }) => id));
  if (!board.page.editable) return;
  const last = lastInReading(notes);
  if (last === undefined) return;
  going(notes);
  const shown = [...board.notes.shown()];
  const next = alongReading(shown, last.id, 1) ?? alongReading(shown, last.id, -1);
  board.writing.stop();
  const emptiedPlan = board.may.within({ ...NO_CHANGE, ...emptied(board.clusters, notes) });
  asOneUndoStep(board, () =>
    board.doc.transact(() => {
      removeNotes(
        board.doc,
        notes.map((note) => note.id),
      );
      carryOut(board.doc, emptiedPlan);
    }, OWN),
  );
  board.page.announce(t('board.deleted', { count: notes.length }));
  if (next !== undefined && board.notes.get(next.id) !== undefined && board.isFocusWithin()) {
    board.focus(next.id);
  }
}

export function duplicate(
  board: BoardDocument & Selection & Focus & Eye & Around<'anonymous' | 'me' | 'nowMs'> & EditingPage,
): void {
  if (!board.page.editable) return;
  const notes = board.notes.pick(targetNotes(board));
  const area = around(notes);
  if (area === null) return;
  const beside = { x: area.x + area.width + GAP, y: area.y };
  const corner = freePlace(beside, area, board.clusters.isTaken);
  const stacking = stackingInFront(notes, board.notes.topZ);
  const copies = notes.map(({ id, text, color, size, x, y, z }) => ({
    id: newId(),
    text,
    color,
    size,
    x: x - area.x + corner.x,
    y: y - area.y + corner.y,
    z: stacking.get(id) ?? z,
  }));
  if (!areAllowed(board, copies, (copy) => board.may.add(copy))) return;
  lay(board, copies);
  show(board, copies);
  board.page.announce(t('board.duplicated', { count: copies.length }));
}

export function paint(
  board: BoardDocument & Selection & Focus & Palette & EditingPage,
  color: NoteColor,
): void {
  if (!board.page.editable) return;
  const cluster = targetCluster(board);
  if (cluster !== undefined) {
    paintCluster(board, cluster, color);
    return;
  }
  const notes = allowed(board, board.notes.pick(targetNotes(board)), (note) =>
    board.may.note(note, 'change'),
  );
  board.setColor(color);
  if (notes.length === 0) return;
  const ids = notes.map((note) => note.id);
  asOneUndoStep(board, () => paintNotes(board.doc, ids, color));
  board.page.announce(t('board.painted', { count: ids.length, color: t(`board.${color}`) }));
}

/** The colour of new notes. */
export function chooseColor(board: Palette & EditingPage, color: NoteColor): void {
  board.setColor(color);
  board.page.announce(t('board.colorOf', { color: t(`board.${color}`) }));
}

/** Starts writing in a note, or a cluster's title; `typed` is written there where no key brings it. */
export function write(board: Ground & Pen, id: string | null, typed = ''): void {
  if (id === null) return;
  const { writing, titling } = board;
  const where = board.notes.get(id) !== undefined ? writing : titling;
  where.start(id);
  if (typed !== '') where.type(typed);
}

export function raise(board: BoardDocument & Selection & Focus & EditingPage): void {
  if (!board.page.editable) return;
  const notes = allowed(board, board.notes.pick(targetNotes(board)), (note) => board.may.note(note, 'move'));
  if (notes.length === 0) return;
  asOneUndoStep(board, () => raiseNotes(board.doc, stackingInFront(notes, board.notes.topZ)));
  board.page.announce(t('board.raised', { count: notes.length }));
}

/** Moves what is selected by a little. Quick steps one after another are one step to undo. */
export function nudge(board: BoardDocument & Selection & Eye & EditingPage, dx: number, dy: number): void {
  if (!board.page.editable) return;
  const cluster = chosenCluster(board);
  if (cluster !== undefined) {
    nudgeCluster(board, cluster, { x: dx, y: dy });
    return;
  }
  const to = ({ x, y }: Point) => ({ x: x + dx, y: y + dy });
  const notes = allowed(board, selectedNotes(board), (note) => board.may.note(note, 'move', to(note)));
  if (notes.length === 0) return;
  moveNotes(
    board.doc,
    notes.map((note) => ({ id: note.id, to: to(note) })),
  );
  const area = around(selectedNotes(board));
  if (area !== null) board.sight.reveal(area);
  board.page.announce(t('board.moved', { count: notes.length }));
}
