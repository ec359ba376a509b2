// Ends writing in what somebody took away from under its writer: the words are kept, and the sentence goes on there.

import { goOnIn } from '../../focus/keep_focus';
import { wordsMark } from '../../half_written/field';
import type { FieldName, Purpose } from '../../half_written/words';
import type { Around, BoardDocument } from '../parts';
import type { Editor } from './editor';
import type { RestOfWord } from './rest_of_word';

type Board = Pick<BoardDocument, 'undo'> &
  Around<'keepWords'> & { readonly restOfWord: Pick<RestOfWord, 'begin'> };

/** A field that something is written in, or waited in for the first letter. */
interface Field {
  /** Null while it is waited in. */
  readonly editor: Editor | null;
  stop(): void;
  end(): boolean;
}

/** `purpose` and `name` are what its words are kept as. Who took it away themselves by undoing wants nothing kept. */
export function endTakenAway(board: Board, purpose: Purpose, name: FieldName, field: Field): void {
  const { restOfWord, undo } = board;
  const editor = undo.undoing || undo.redoing ? null : field.editor;
  if (editor?.hasFocus() === true) restOfWord.begin();
  const words = editor?.words() ?? null;
  if (editor === null || words === null) {
    field.stop();
    return;
  }
  board.page.keepWords(purpose, { [name]: words });
  if (!field.end()) return;
  // The sentence goes on where its beginning is kept, where that is seen: now, or once all that was told in one go is shown.
  const goOn = () => goOnIn(wordsMark(purpose, name)['data-focus-after'], editor.element);
  if (!goOn()) queueMicrotask(goOn);
}
