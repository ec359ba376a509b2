// Brings the browser's keys to the board's commands, while the focus is on the board and nobody is writing.

import { keyOf, letterOf } from '../../keys/key_of';
import { letterKeys } from '../../settings/letter_keys';
import type { InPage } from '../parts';
import { ASLEEP } from '../view/described';
import type { RestOfWord } from '../writing/rest_of_word';
import { listenToClipboard } from './clipboard_input';
import { type KeyedBoard, type Opens, performing } from './key_deeds';
import { type Command, commandFor } from './keys';
import { SpaceBar } from './space_bar';

export interface Keyboard {
  /** The space bar is held: the pointer moves the board. */
  isSpaceHeld(): boolean;
  close(): void;
}

type Board = KeyedBoard &
  Pick<InPage, 'element'> & {
    readonly restOfWord: Pick<RestOfWord, 'on' | 'takes' | 'end'>;
    readonly readyToType: { rest(): void; check(): void };
  };

/**
 * Listens on the board itself. What is typed while the focus is anywhere else is not meant for it, also where the focus
 * is on nothing: a field may just have gone from under its writer.
 */
export function listenToKeys(board: Board, opens: Opens): Keyboard {
  const { element } = board;
  const perform = performing(board, opens);
  const space = new SpaceBar(perform, (held) => element.classList.toggle('surface-space', held));

  /** True where keys are the board's: on it, on a note or on a cluster, and not on a field or a button there. */
  function isOurs(target: EventTarget | null): boolean {
    return target instanceof Element && element.contains(target) && !target.matches(CONTROLS);
  }

  /** Words that are marked elsewhere are copied as words. */
  const stopClipboard = listenToClipboard(
    board,
    () =>
      !board.restOfWord.on &&
      isOurs(document.activeElement) &&
      document.getSelection()?.isCollapsed !== false,
  );

  element.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || !isOurs(event.target)) return;
    const control = event.ctrlKey || event.metaKey;
    const key = {
      key: keyOf(event),
      shift: event.shiftKey,
      control,
      alt: event.altKey,
      letter: letterOf(event),
    };
    if (!control && board.restOfWord.takes(key.key)) {
      // Some browsers begin to search the page.
      if ([...key.key].length === 1) event.preventDefault();
      return;
    }
    if (key.key === ' ') {
      event.preventDefault();
      if (!event.repeat) space.down(commandFor(key, situationOf(board)));
      return;
    }
    space.beforeKey();
    if (key.key === 'Tab') board.readyToType.rest();
    const command = commandFor(key, situationOf(board));
    if (command === null) return;
    if (command.do !== 'write') event.preventDefault();
    if (event.repeat && ONCE.has(command.do)) return;
    perform(command);
  });
  element.addEventListener('focusin', (event) => focusCame(board, event));
  element.addEventListener('pointerdown', () => {
    board.restOfWord.end();
    space.beforePress();
  });

  const keyup = (event: KeyboardEvent) => {
    if (keyOf(event) === ' ') space.up(isOurs(event.target));
  };
  const blur = () => space.release();
  // Wherever the focus went meanwhile: a key that was let go is held no more.
  window.addEventListener('keyup', keyup);
  window.addEventListener('blur', blur);

  return {
    isSpaceHeld: () => space.isHeld(),
    close() {
      window.removeEventListener('keyup', keyup);
      window.removeEventListener('blur', blur);
      stopClipboard();
    },
  };
}

/** What decides what a key means. */
function situationOf(board: Board) {
  return {
    onItem: board.focused() !== null,
    anySelected: board.selection().size > 0 || board.chosen() !== null,
    typing: board.readyToType.target() !== null,
    letters: letterKeys(),
    editable: board.page.editable,
  };
}

/** The focus came to a note or a cluster, also by a screen reader: it is brought into view. Pressing moves nothing. */
function focusCame(board: Board, { target, relatedTarget: from }: FocusEvent): void {
  if (!(target instanceof HTMLElement)) return;
  if (from instanceof Node && !board.element.contains(from)) board.restOfWord.end();
  if (target === board.element) board.readyToType.check();
  const { note, cluster } = target.dataset;
  const id = note ?? cluster;
  if (id === undefined) return;
  board.setCurrent(id);
  const place = note === undefined ? board.clusters.rectOf(id) : board.notes.get(id);
  if (place !== undefined && target.matches(':focus-visible')) board.sight.reveal(place);
  board.readyToType.check();
}

/** Holding the key down does these once. */
const ONCE: ReadonlySet<Command['do']> = new Set<Command['do']>([
  'new',
  'duplicate',
  'delete',
  'shortcuts',
  'tool',
  'edit',
  'group',
  'ungroup',
  'moveTo',
  'fold',
  'menu',
  'arrangeAll',
  'shape',
  'openLink',
  'minimap',
]);

/** What stands on the board and hears keys itself. */
const CONTROLS = `input, textarea:not(.${ASLEEP}), select, button, a, [contenteditable]`;
