// Writing in a note, in place.

import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { NOTE_CHARS_MAX } from '../../protocol/session';
import { makeBeside } from '../commands/new_notes';
import { remove } from '../commands/notes';
import type { Asking } from '../commands/taking_away';
import { textOf } from '../document/edits';
import type { Around, EarlyRequests, Focus, InPage, Others, Palette, Pen } from '../parts';
import { BoardField, type FieldBoard } from './board_field';

type Board = FieldBoard &
  Focus &
  InPage &
  Others &
  Pen &
  Palette &
  EarlyRequests &
  Around<'me' | 'anonymous' | 'nowMs' | 'ready' | 'newNotesKnown' | 'basket'> &
  Asking;

/** Where notes are only added, one that was left empty stays, to be written in later. */
function isRemovable({ notes, may }: Board, id: string): boolean {
  const note = notes.get(id);
  return note !== undefined && may.note(note, 'remove') === null;
}

/** The field for notes; `endTitling` ends writing in a title. */
export function fieldForNotes(board: Board, endTitling: () => void): BoardField {
  const field: BoardField = new BoardField(board, {
    get label() {
      return t('board.noteText');
    },
    charsMax: NOTE_CHARS_MAX,
    get tooLong() {
      return t('board.tooLong', { max: NOTE_CHARS_MAX });
    },
    editingClass: 'note-editing',
    text: (id) => textOf(board.doc, id),
    put(id, element) {
      const noteElement = board.world.noteElement(id);
      noteElement?.element.append(element);
      return noteElement !== undefined;
    },
    element: (id) => board.world.attachedNote(id)?.element,
    place: (id) => board.notes.get(id),
    select: (id) => board.select([id]),
    endOther: endTitling,
    key(event, id, isNew) {
      const isEmpty = board.notes.get(id)?.text === '';
      if (keyOf(event) === 'Escape' || (keyOf(event) === 'Enter' && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        const isLeftEmpty = isNew && isEmpty && board.peers.writerOf(id) === null;
        field.stop();
        board.focus(id);
        if (isLeftEmpty && isRemovable(board, id)) remove(board);
      } else if (keyOf(event) === 'Tab' && !isEmpty) {
        // From an empty note Tab goes on as everywhere, so that nobody is caught making empty notes.
        event.preventDefault();
        // First this one ends: what is made then is not of its sentence.
        field.stop();
        makeBeside(board, id);
      }
    },
    ended() {},
    purpose: (of) => ({ kind: 'note', who: board.page.me, of }),
    keptAs: 'text',
  });
  return field;
}
