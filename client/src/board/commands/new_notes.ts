// New notes, for all to see or for the basket, each written in at once.

import { t } from '../../i18n';
import { centredOn, newId } from '../document/edits';
import { cornerOf } from '../document/grouping';
import { NOTE_SIZE, type NoteColor } from '../document/note';
import type { Point } from '../document/point';
import { inHoles } from '../document/tidy';
import type { Around, BoardDocument, EarlyRequests, Eye, Focus, Palette, Pen, Selection } from '../parts';
import { toBoard } from '../view/camera';
import { isAllowed } from './allowed';
import { lay } from './laying';
import { placeBesideNote, placeForNew, placeNear } from './place_for_new';

/** What making a note needs of the board. */
export type NewNoteBoard = BoardDocument &
  Selection &
  Focus &
  Eye &
  Pen &
  Palette &
  EarlyRequests &
  Around<AskedForNew> & {
    /** Until it is meant, nothing is typed: not on the board, and as no command. */
    readonly restOfWord: { begin(): void };
  };

/** What it needs to ask whether new words are for the basket. */
export type RequestingBoard = EarlyRequests & Around<'ready' | 'newNotesKnown' | 'basket' | 'refuse'>;

/** What it asks the page around. */
export type AskedForNew =
  | 'me'
  | 'anonymous'
  | 'nowMs'
  | 'editable'
  | 'ready'
  | 'newNotesKnown'
  | 'basket'
  | 'offerIn'
  | 'announce'
  | 'explain'
  | 'standing'
  | 'refuse';

/**
 * A new note around a place of the view, to be written in at once. On a cluster it is in the cluster. Asked for
 * before the board was seen, it goes to the nearest place where it covers none.
 */
export function makeAt(board: NewNoteBoard, at: Point): void {
  const seen = board.page.ready;
  onceKnown(board, () => {
    const { basket } = board.page;
    const point = toBoard(board.sight.camera(), at);
    const corner = centredOn(point);
    // Where notes are offered, some areas may take them at once, and one that is asked for in an area is meant for it.
    if (basket !== undefined && !(basket.isOffered && board.may.add(corner) === null)) {
      basket.open('', basket.isOffered ? board.may.areaOf(corner) : undefined);
      return;
    }
    if (!seen) return makeNote(board, placeNear(board, point), board.color());
    const cluster = board.clusters.at(point);
    const into = cluster === undefined || cluster.folded ? null : cluster.id;
    makeNote(board, corner, board.color(), into);
  });
}

/** A new note where one is looking, covering none. */
export function makeHere(board: NewNoteBoard): void {
  intoBasketOr(board, '', () => makeForAll(board));
}

/**
 * While people pack, new words are for the basket: on the board all would see them. Where that is not known yet, they wait
 * until it is.
 */
export function intoBasketOr(board: RequestingBoard, words: string, forAll: () => void): void {
  const { page } = board;
  onceKnown(board, () => {
    if (page.basket === undefined) forAll();
    else page.basket.open(words);
  });
}

function onceKnown({ page, earlyRequest }: RequestingBoard, make: () => void): void {
  if (page.ready && !page.newNotesKnown) page.refuse(t('board.newNoteWaits'));
  earlyRequest.ask(make);
}

/** As `makeHere`, and on the board for all to see, whatever the phase. */
export function makeForAll(board: NewNoteBoard): void {
  board.earlyRequest.ask(() => makeNote(board, placeForNew(board), board.color()));
}

/** A note of words that were written elsewhere, for all to see. */
export function layWords(
  board: BoardDocument & Focus & Eye & Palette & Around<'me' | 'anonymous' | 'nowMs' | 'announce'>,
  text: string,
  { x, y }: Point,
): boolean {
  const id = newId();
  lay(board, [{ id, text, x, y, color: board.color(), z: board.notes.topZ + 1 }]);
  board.page.announce(t('board.made', { count: 1 }));
  board.sight.reveal({ x, y, ...NOTE_SIZE });
  return true;
}

/** A new note beside another, in its colour and in its cluster. */
export function makeBeside(board: NewNoteBoard, id: string): void {
  intoBasketOr(board, '', () => makeForAllBeside(board, id));
}

function makeForAllBeside(board: NewNoteBoard, id: string): void {
  const note = board.notes.get(id);
  if (note === undefined) return;
  const cluster = board.clusters.of(note);
  if (cluster === undefined) {
    makeNote(board, placeBesideNote(board, note), note.color);
    return;
  }
  const present = board.clusters.membersOf(cluster.id);
  const [place] = inHoles(present, [{ ...note, ...NOTE_SIZE }], cornerOf(board.clusters, cluster));
  makeNote(board, place ?? note, note.color, cluster.id);
}

function makeNote(
  board: NewNoteBoard,
  { x, y }: Point,
  color: NoteColor,
  cluster: string | null = null,
): void {
  if (!board.page.ready) return;
  const why = board.may.add({ x, y }, cluster);
  if (why === 'approve' && board.page.offerIn !== undefined) {
    board.page.announce(t('board.mayNot_approve'));
    board.page.offerIn(board.may.areaOf({ x, y }));
    return;
  }
  const isForMe = isAllowed(board, why);
  if (!board.page.editable) return;
  if (!isForMe) {
    // Whoever begins to type all the same writes in no other note, and commands nothing.
    board.select([]);
    board.selectCluster(null);
    board.restOfWord.begin();
    return;
  }
  const id = newId();
  lay(board, [{ id, text: '', x, y, color, cluster, z: board.notes.topZ + 1 }]);
  board.page.announce(t('board.made', { count: 1 }));
  board.writing.startNew(id);
}
