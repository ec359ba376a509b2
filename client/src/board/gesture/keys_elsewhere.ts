// The few chords that are the board's wherever in the room the focus is: from a panel or a bar too, what was done is taken back, and
// choosing all never marks the words of the page.

import { keyOf, type PressedKey } from '../../keys/key_of';
import { redo, undo } from '../commands/history';
import { selectAll } from '../commands/selecting';
import type { Around, BoardDocument, InPage, Selection } from '../parts';

export interface Chord extends PressedKey {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Where the focus is, as this board sees it. */
export type Place =
  /** In a field, or on a board and on none of its buttons: what a key means there is theirs. */
  | 'own'
  /** The board cannot be reached from there: a dialog or the film lies over it. */
  | 'over'
  /** On nothing: a field may just have gone from under its writer. */
  | 'nowhere'
  /** On something beside the board, as a button of a panel. */
  | 'beside';

/** What a chord does on the board; «nothing» where the browser is not to do it either, and null where the key is somebody else's. */
export function elsewhere(chord: Chord, place: Place): 'undo' | 'redo' | 'selectAll' | 'nothing' | null {
  if (place === 'own' || chord.altKey || !(chord.ctrlKey || chord.metaKey)) return null;
  const key = keyOf(chord).toLowerCase();
  if (key === 'a') return place === 'beside' ? 'selectAll' : 'nothing';
  if (place !== 'beside') return null;
  if (key === 'z') return chord.shiftKey ? 'redo' : 'undo';
  return key === 'y' ? 'redo' : null;
}

const OWN = '.surface, textarea, select, [contenteditable]';
const BUTTONS =
  '[type="checkbox"], [type="radio"], [type="range"], [type="color"], [type="button"], [type="submit"]';

function placeOf(board: Element, target: EventTarget | null): Place {
  if (!(target instanceof Element) || target === document.body) return 'nowhere';
  const isButton = target.matches('button, a');
  if (!isButton && (target.matches(`input:not(${BUTTONS})`) || target.closest(OWN) !== null)) return 'own';
  return target.closest('dialog') !== null || board.closest('[inert]') !== null ? 'over' : 'beside';
}

type Board = BoardDocument & Selection & Around<'editable' | 'announce'> & Pick<InPage, 'element'>;

/** Listens in the whole page, before the panels, which keep keys to themselves; returns what ends that. */
export function listenElsewhere(board: Board): () => void {
  const keydown = (event: KeyboardEvent) => {
    const deed = elsewhere(event, placeOf(board.element, event.target));
    if (deed === null) return;
    event.preventDefault();
    if (deed === 'nothing') return;
    event.stopPropagation();
    if (deed === 'selectAll') selectAll(board);
    else (deed === 'undo' ? undo : redo)(board);
  };
  addEventListener('keydown', keydown, { capture: true });
  return () => removeEventListener('keydown', keydown, { capture: true });
}
