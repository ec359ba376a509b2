// What a person can do to the board: each command is one step to undo, and is told to those who cannot see it.

import { t } from '../i18n';
import { NOTE_CHARS_MAX } from '../protocol/session';
import { PASTED_NOTES_MAX } from './limits';
import { readClipboard } from './model/clipboard';
import {
  addNotes,
  centredOn,
  moveNotes,
  type NewNote,
  newNoteId,
  paintNotes,
  raiseNotes,
  removeNotes,
} from './model/edits';
import { NOTE_SIDE, type NoteColor } from './model/note';
import { freePlace, GAP, placeBeside, rowsFrom, rowsSize } from './model/placement';
import { around, centreOf, type Point } from './model/point';
import {
  alongReading,
  type Direction,
  firstInReading,
  lastInReading,
  nearestTowards,
} from './model/reading_order';
import { stackingInFront } from './model/stacking';
import type { Surface } from './surface';
import { toBoard } from './view/camera';

const NOTE_SIZE = { width: NOTE_SIDE, height: NOTE_SIDE };

/** A new note around a board point, to be written in at once. */
export function makeAt(surface: Surface, point: Point): void {
  makeNote(surface, centredOn(point), surface.color());
}

/** A new note where one is looking, covering none. */
export function makeHere(surface: Surface): void {
  const middle = toBoard(surface.camera, centreOf(surface.sight.clear()));
  makeNote(surface, freePlace(centredOn(middle), NOTE_SIZE, surface.isTaken), surface.color());
}

/** A new note beside another and in its colour. */
export function makeBeside(surface: Surface, id: string): void {
  const note = surface.notes.get(id);
  if (note !== undefined) makeNote(surface, placeBeside(note, NOTE_SIZE, surface.isTaken), note.color);
}

function makeNote(surface: Surface, at: Point, color: NoteColor): void {
  if (!surface.props.editable || !surface.props.ready) return;
  const id = newNoteId();
  lay(surface, [{ id, text: '', ...at, color, z: surface.notes.topZ + 1 }]);
  surface.props.announce(t('board.made', { count: 1 }));
  surface.writing.start(id);
}

function lay(surface: Surface, notes: readonly NewNote[]): void {
  step(surface, () => addNotes(surface.doc, notes, surface.props.me, Date.now()));
}

export function remove(surface: Surface): void {
  const ids = chosen(surface);
  const last = lastInReading(surface.notes.pick(ids));
  if (last === undefined) return;
  const next =
    alongReading(surface.notes.all(), last.id, 1) ?? alongReading(surface.notes.all(), last.id, -1);
  surface.writing.stop();
  step(surface, () => removeNotes(surface.doc, ids));
  surface.props.announce(t('board.deleted', { count: ids.length }));
  if (next !== undefined && surface.notes.get(next.id) !== undefined && surface.isFocusWithin()) {
    surface.focusNote(next.id);
  }
}

export function duplicate(surface: Surface): void {
  const notes = surface.notes.pick(chosen(surface));
  const area = around(notes);
  if (area === null) return;
  const beside = { x: area.x + area.width + GAP, y: area.y };
  const corner = freePlace(beside, area, surface.isTaken);
  const stacking = stackingInFront(notes, surface.notes.topZ);
  const copies = notes.map(({ id, text, color, x, y, z }) => ({
    id: newNoteId(),
    text,
    color,
    x: x - area.x + corner.x,
    y: y - area.y + corner.y,
    z: stacking.get(id) ?? z,
  }));
  lay(surface, copies);
  show(surface, copies);
  surface.props.announce(t('board.duplicated', { count: copies.length }));
}

export function paint(surface: Surface, color: NoteColor): void {
  const ids = chosen(surface);
  surface.setColor(color);
  if (ids.length === 0) return;
  step(surface, () => paintNotes(surface.doc, ids, color));
  surface.props.announce(t('board.painted', { count: ids.length, color: t(`board.${color}`) }));
}

export function raise(surface: Surface): void {
  const notes = surface.notes.pick(chosen(surface));
  if (notes.length === 0) return;
  step(surface, () => raiseNotes(surface.doc, stackingInFront(notes, surface.notes.topZ)));
  surface.props.announce(t('board.raised', { count: notes.length }));
}

/** Moves what is selected by a little. Quick steps one after another are one step to undo. */
export function nudge(surface: Surface, dx: number, dy: number): void {
  const notes = surface.selectedNotes();
  moveNotes(
    surface.doc,
    notes.map(({ id, x, y }) => ({ id, to: { x: x + dx, y: y + dy } })),
  );
  const area = around(surface.selectedNotes());
  if (area !== null) surface.sight.reveal(area);
  surface.props.announce(t('board.moved', { count: notes.length }));
}

export function undo(surface: Surface): void {
  if (surface.undo.undo() !== null) surface.props.announce(t('board.undone'));
}

export function redo(surface: Surface): void {
  if (surface.undo.redo() !== null) surface.props.announce(t('board.redone'));
}

export function selectAll(surface: Surface): void {
  surface.select([...surface.notes.all()].map((note) => note.id));
  surface.props.announce(t('board.selection', { count: surface.selection().size }));
}

/** Selects the current note, or takes it out of the selection. */
export function toggle(surface: Surface): void {
  const id = surface.current();
  if (id === null) return;
  const ids = new Set(surface.selection());
  if (!ids.delete(id)) ids.add(id);
  surface.select(ids);
  surface.props.announce(
    ids.size === 0 ? t('board.nothingSelected') : t('board.selection', { count: ids.size }),
  );
}

export function clearSelection(surface: Surface): void {
  if (surface.selection().size === 0) return;
  surface.select([]);
  surface.props.announce(t('board.nothingSelected'));
}

/** To the nearest note that way; the first step only comes to the board. */
export function walk(surface: Surface, direction: Direction): void {
  const from = surface.notes.get(surface.current() ?? '');
  if (from === undefined) return;
  const next = surface.isFocusWithin() ? nearestTowards(from, surface.notes.all(), direction) : from;
  if (next !== undefined) surface.focusNote(next.id);
}

export function read(surface: Surface, to: 'next' | 'previous' | 'first' | 'last'): void {
  const notes = () => surface.notes.all();
  const next =
    to === 'first'
      ? firstInReading(notes())
      : to === 'last'
        ? lastInReading(notes())
        : alongReading(notes(), surface.current(), to === 'next' ? 1 : -1);
  if (next !== undefined) surface.focusNote(next.id);
}

export function fitAll(surface: Surface): void {
  surface.sight.fit(surface.notes.all());
}

/** Lays what the clipboard holds around a board point: notes as they lay, lines of text as a note each. */
export function paste(surface: Surface, html: string, text: string, middle: Point): void {
  const pasted = readClipboard(html, text, NOTE_CHARS_MAX);
  switch (pasted.kind) {
    case 'nothing':
      return;
    case 'tooLong':
      surface.props.refuse(t('board.pasteTooLong', { max: NOTE_CHARS_MAX }));
      return;
    case 'tooMany':
      surface.props.refuse(t('board.pasteTooMany', { max: PASTED_NOTES_MAX }));
      return;
    case 'lines': {
      const size = rowsSize(pasted.texts.length);
      const wish = { x: middle.x - size.width / 2, y: middle.y - size.height / 2 };
      const places = rowsFrom(freePlace(wish, size, surface.isTaken), pasted.texts.length);
      layPasted(
        surface,
        pasted.texts.map((line, index) => ({ text: line, color: null, ...(places[index] ?? wish) })),
      );
      return;
    }
    case 'notes': {
      const area = around(pasted.notes.map((note) => ({ ...note, ...NOTE_SIZE }))) ?? {
        x: 0,
        y: 0,
        ...NOTE_SIZE,
      };
      const wish = { x: middle.x - area.width / 2, y: middle.y - area.height / 2 };
      const corner = freePlace(wish, area, surface.isTaken);
      layPasted(
        surface,
        pasted.notes.map((note) => ({
          ...note,
          x: note.x - area.x + corner.x,
          y: note.y - area.y + corner.y,
        })),
      );
    }
  }
}

function layPasted(
  surface: Surface,
  pasted: readonly (Point & { text: string; color: NoteColor | null })[],
): void {
  const first = surface.notes.topZ + 1;
  const notes = pasted.map(({ text, color, x, y }, index) => ({
    id: newNoteId(),
    text,
    x,
    y,
    color: color ?? surface.color(),
    z: first + index,
  }));
  lay(surface, notes);
  show(surface, notes);
  surface.props.announce(t('board.made', { count: notes.length }));
}

function show(surface: Surface, notes: readonly NewNote[]): void {
  surface.select(notes.map((note) => note.id));
  const first = notes[0];
  if (first !== undefined) surface.focusNote(first.id);
  const area = around(surface.selectedNotes());
  if (area !== null) surface.sight.reveal(area);
}

/** What a command is for: the selection, else the note that the keyboard is at. */
function chosen(surface: Surface): string[] {
  const selected = [...surface.selection()];
  if (selected.length > 0) return selected;
  const current = surface.current();
  return current !== null && surface.isFocusWithin() ? [current] : [];
}

/** One step to undo, whatever was done just before. */
function step(surface: Surface, make: () => void): void {
  surface.undo.stopCapturing();
  make();
  surface.undo.stopCapturing();
}
