// What a person can do to the board: each command is one step to undo, and is told to those who cannot see it.

import { t } from '../../i18n';
import { NOTE_CHARS_MAX } from '../../protocol/session';
import { PASTED_NOTES_MAX } from '../limits';
import { asLines, type PastedNote, readClipboard } from '../model/clipboard';
import { carryOut, NO_CHANGE } from '../model/cluster_plan';
import {
  addNotes,
  centredOn,
  moveNotes,
  type NewNote,
  newId,
  OWN,
  paintNotes,
  raiseNotes,
  removeNotes,
} from '../model/edits';
import { cornerOf, emptied } from '../model/grouping';
import { firstItem, itemAlong, itemOfCluster, itemOfNote, itemTowards, lastItem } from '../model/items';
import { NOTE_SIDE, type NoteColor } from '../model/note';
import { freePlace, GAP, placeBeside, rowsFrom, rowsSize } from '../model/placement';
import { around, centreOf, type Point } from '../model/point';
import { alongReading, type Direction, lastInReading } from '../model/reading_order';
import { stackingInFront } from '../model/stacking';
import { inHoles } from '../model/tidy';
import type { Surface } from '../surface';
import { toBoard } from '../view/camera';
import { clusterAtHand, notesAtHand, step } from './at_hand';
import { dissolve, nudgeCluster, paintCluster } from './clusters';

const NOTE_SIZE = { width: NOTE_SIDE, height: NOTE_SIDE };

/**
 * A new note around a place of the view, to be written in at once. On a cluster's cloth it is in the cluster. Asked for
 * before the board was seen, it goes to the nearest place where it covers none.
 */
export function makeAt(surface: Surface, at: Point): void {
  const seen = surface.props.ready;
  intoBasketOr(surface, '', () => {
    const point = toBoard(surface.camera, at);
    if (!seen) return makeNear(surface, point);
    const cluster = surface.clusters.at(point);
    const into = cluster === undefined || cluster.folded ? null : cluster.id;
    makeNote(surface, centredOn(point), surface.color(), into);
  });
}

/** A new note where one is looking, covering none. */
export function makeHere(surface: Surface): void {
  intoBasketOr(surface, '', () => makeForAll(surface));
}

/**
 * While people pack, new words are for the basket: on the board all would see them. Where that is not known yet, they wait
 * until it is.
 */
function intoBasketOr(surface: Surface, words: string, forAll: () => void): void {
  const { props, firstWish } = surface;
  if (props.ready && !props.newNotesKnown) props.refuse(t('board.newNoteWaits'));
  firstWish.ask(() => {
    if (props.basket === undefined) forAll();
    else props.basket.open(words);
  });
}

/** As `makeHere`, and on the board for all to see, whatever the phase. */
export function makeForAll(surface: Surface): void {
  surface.firstWish.ask(() => makeNear(surface, toBoard(surface.camera, centreOf(surface.sight.clear()))));
}

function makeNear(surface: Surface, point: Point): void {
  makeNote(surface, freePlace(centredOn(point), NOTE_SIZE, surface.isTaken), surface.color());
}

/** A new note beside another, in its colour and in its cluster. */
export function makeBeside(surface: Surface, id: string): void {
  intoBasketOr(surface, '', () => makeForAllBeside(surface, id));
}

function makeForAllBeside(surface: Surface, id: string): void {
  const note = surface.notes.get(id);
  if (note === undefined) return;
  const cluster = surface.clusters.of(note);
  if (cluster === undefined) {
    makeNote(surface, placeBeside(note, NOTE_SIZE, surface.isTaken), note.color);
    return;
  }
  const present = surface.clusters.membersOf(cluster.id);
  const [place] = inHoles(present, [{ ...note, ...NOTE_SIZE }], cornerOf(surface.clusters, cluster));
  makeNote(surface, place ?? note, note.color, cluster.id);
}

function makeNote(surface: Surface, { x, y }: Point, color: NoteColor, cluster: string | null = null): void {
  if (!surface.props.editable || !surface.props.ready) return;
  const id = newId();
  lay(surface, [{ id, text: '', x, y, color, cluster, z: surface.notes.topZ + 1 }]);
  surface.props.announce(t('board.made', { count: 1 }));
  surface.writing.startNew(id);
}

/** Who is written on new notes. */
function writerOf(surface: Surface): string | null {
  return surface.props.anonymous ? null : surface.props.me;
}

function lay(surface: Surface, notes: readonly NewNote[]): void {
  step(surface, () => addNotes(surface.doc, notes, writerOf(surface), surface.props.nowMs()));
}

/** Takes notes away. A cluster goes, and leaves its notes. */
export function remove(surface: Surface): void {
  if (!surface.props.editable) return;
  const cluster = clusterAtHand(surface);
  if (cluster !== undefined) {
    dissolve(surface, cluster);
    return;
  }
  const notes = surface.notes.pick(notesAtHand(surface));
  const last = lastInReading(notes);
  if (last === undefined) return;
  const shown = [...surface.notes.shown()];
  const next = alongReading(shown, last.id, 1) ?? alongReading(shown, last.id, -1);
  surface.writing.stop();
  const emptiedPlan = { ...NO_CHANGE, ...emptied(surface.clusters, notes) };
  step(surface, () =>
    surface.doc.transact(() => {
      removeNotes(
        surface.doc,
        notes.map((note) => note.id),
      );
      carryOut(surface.doc, emptiedPlan);
    }, OWN),
  );
  surface.props.announce(t('board.deleted', { count: notes.length }));
  if (next !== undefined && surface.notes.get(next.id) !== undefined && surface.isFocusWithin()) {
    surface.focus(next.id);
  }
}

export function duplicate(surface: Surface): void {
  if (!surface.props.editable) return;
  const notes = surface.notes.pick(notesAtHand(surface));
  const area = around(notes);
  if (area === null) return;
  const beside = { x: area.x + area.width + GAP, y: area.y };
  const corner = freePlace(beside, area, surface.isTaken);
  const stacking = stackingInFront(notes, surface.notes.topZ);
  const copies = notes.map(({ id, text, color, x, y, z }) => ({
    id: newId(),
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
  if (!surface.props.editable) return;
  const cluster = clusterAtHand(surface);
  if (cluster !== undefined) {
    paintCluster(surface, cluster, color);
    return;
  }
  const ids = notesAtHand(surface);
  surface.setColor(color);
  if (ids.length === 0) return;
  step(surface, () => paintNotes(surface.doc, ids, color));
  surface.props.announce(t('board.painted', { count: ids.length, color: t(`board.${color}`) }));
}

/** The colour of new notes. */
export function chooseColor(surface: Surface, color: NoteColor): void {
  surface.setColor(color);
  surface.props.announce(t('board.colorOf', { color: t(`board.${color}`) }));
}

/** Starts writing in a note, or a cluster's title; `typed` is written there where no key brings it. */
export function write(surface: Surface, id: string | null, typed = ''): void {
  if (id === null) return;
  const { writing, titling } = surface;
  const where = surface.notes.get(id) !== undefined ? writing : titling;
  where.start(id);
  if (typed !== '') where.type(typed);
}

export function raise(surface: Surface): void {
  if (!surface.props.editable) return;
  const notes = surface.notes.pick(notesAtHand(surface));
  if (notes.length === 0) return;
  step(surface, () => raiseNotes(surface.doc, stackingInFront(notes, surface.notes.topZ)));
  surface.props.announce(t('board.raised', { count: notes.length }));
}

/** Moves what is selected by a little. Quick steps one after another are one step to undo. */
export function nudge(surface: Surface, dx: number, dy: number): void {
  if (!surface.props.editable) return;
  const cluster = surface.chosenCluster();
  if (cluster !== undefined) {
    nudgeCluster(surface, cluster, { x: dx, y: dy });
    return;
  }
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
  if (surface.props.editable && surface.undo.undo() !== null) surface.props.announce(t('board.undone'));
}

export function redo(surface: Surface): void {
  if (surface.props.editable && surface.undo.redo() !== null) surface.props.announce(t('board.redone'));
}

export function selectAll(surface: Surface): void {
  surface.select([...surface.notes.shown()].map((note) => note.id));
  surface.props.announce(t('board.selection', { count: surface.selection().size }));
}

/** Selects the current note, or takes it out of the selection; a cluster is selected alone. */
export function toggle(surface: Surface): void {
  const id = surface.current();
  if (id === null) return;
  const cluster = surface.notes.get(id) === undefined ? surface.clusters.get(id) : undefined;
  if (cluster !== undefined) {
    surface.selectCluster(surface.chosen() === id ? null : id);
    const isChosen = surface.chosen() === id;
    surface.props.announce(t(isChosen ? 'clusters.selected' : 'board.nothingSelected'));
    return;
  }
  const ids = new Set(surface.selection());
  if (!ids.delete(id)) ids.add(id);
  surface.select(ids);
  surface.props.announce(
    ids.size === 0 ? t('board.nothingSelected') : t('board.selection', { count: ids.size }),
  );
}

/** Selects this note or cluster, and nothing else. */
export function selectOnly(surface: Surface, id: string): void {
  if (surface.notes.get(id) === undefined) surface.selectCluster(id);
  else surface.select([id]);
}

export function clearSelection(surface: Surface): void {
  if (surface.selection().size === 0 && surface.chosen() === null) return;
  surface.selectCluster(null);
  surface.props.announce(t('board.nothingSelected'));
}

/** To the nearest note or cluster that way; the first step only comes to the board. */
export function walk(surface: Surface, direction: Direction): void {
  const { clusters, notes } = surface;
  const note = notes.get(surface.current() ?? '');
  const cluster = clusters.get(surface.current() ?? '');
  const from = note === undefined ? cluster && itemOfCluster(clusters, cluster) : itemOfNote(clusters, note);
  if (from === undefined) return;
  const next = surface.isFocusWithin() ? itemTowards(clusters, from, direction) : from;
  if (next !== undefined) surface.focus(next.place.id);
}

export function read(surface: Surface, to: 'next' | 'previous' | 'first' | 'last'): void {
  const { clusters } = surface;
  const next =
    to === 'first'
      ? firstItem(clusters)
      : to === 'last'
        ? lastItem(clusters)
        : itemAlong(clusters, surface.current(), to === 'next' ? 1 : -1);
  if (next !== undefined) surface.focus(next.place.id);
}

export function fitAll(surface: Surface): void {
  surface.sight.fit(surface.everything());
}

/** Lays what the clipboard holds around a board point: notes as they lay, lines of text as a note each. */
export function paste(surface: Surface, html: string, text: string, middle: Point): void {
  if (!surface.props.editable) return;
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
    case 'lines':
      intoBasketOr(surface, text, () => layLines(surface, pasted.texts, middle));
      return;
    case 'notes': {
      const { notes } = pasted;
      intoBasketOr(surface, asLines(notes), () => layNotes(surface, notes, middle));
    }
  }
}

function layLines(surface: Surface, texts: readonly string[], middle: Point): void {
  const size = rowsSize(texts.length);
  const wish = { x: middle.x - size.width / 2, y: middle.y - size.height / 2 };
  const places = rowsFrom(freePlace(wish, size, surface.isTaken), texts.length);
  layPasted(
    surface,
    texts.map((line, index) => ({ text: line, color: null, ...(places[index] ?? wish) })),
  );
}

function layNotes(surface: Surface, notes: readonly PastedNote[], middle: Point): void {
  const area = around(notes.map((note) => ({ ...note, ...NOTE_SIZE }))) ?? { x: 0, y: 0, ...NOTE_SIZE };
  const wish = { x: middle.x - area.width / 2, y: middle.y - area.height / 2 };
  const corner = freePlace(wish, area, surface.isTaken);
  layPasted(
    surface,
    notes.map((note) => ({ ...note, x: note.x - area.x + corner.x, y: note.y - area.y + corner.y })),
  );
}

function layPasted(
  surface: Surface,
  pasted: readonly (Point & { text: string; color: NoteColor | null })[],
): void {
  if (!surface.props.editable) return;
  const first = surface.notes.topZ + 1;
  const notes = pasted.map(({ text, color, x, y }, index) => ({
    id: newId(),
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
  if (first !== undefined) surface.focus(first.id);
  const area = around(surface.selectedNotes());
  if (area !== null) surface.sight.reveal(area);
}
