// What keys mean on the board while nobody is writing. Pure: a key and a situation give a command. What is selected alone is written in by
// typing; what is done to a selection is a chord; single letters are commands only while nothing is selected.

import { NOTE_COLORS, type NoteColor } from '../document/note';
import type { Direction } from '../document/reading_order';
import type { Alignment, Distribution } from '../shaping/align';
import type { Shaping } from '../shaping/shapings';

/** How far the arrow keys move a note, in board pixels; with Shift, half a gingham square. */
const NUDGE = 8;
const NUDGE_FAR = 48;

export interface Key {
  /** As `keyOf` says. */
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, or ⌘ on a Mac. */
  readonly control: boolean;
  readonly alt: boolean;
  /** The letter on the key where Alt is held: on a Mac that writes another. */
  readonly letter?: string;
}

export interface Situation {
  /** A note or a cluster has the focus. */
  readonly onItem: boolean;
  /** At least one note is selected, or a cluster. */
  readonly anySelected: boolean;
  /** What is typed is written in what is selected. */
  readonly typing: boolean;
  /** Single letters, digits and signs are commands, unless somebody switched them off. */
  readonly letters: boolean;
  readonly editable: boolean;
}

export type Command =
  | { readonly do: 'new' }
  | { readonly do: 'edit' }
  /** Reads what one may not change. */
  | { readonly do: 'open' }
  /** The character goes on to the field that is opened for it. */
  | { readonly do: 'write' }
  /** The space bar: held it moves the board, so what it does else is done when it is let go, or with the next key. */
  | { readonly do: 'writeSpace' }
  | { readonly do: 'menu' }
  /** The link in the note; where there are several, the menu has them. */
  | { readonly do: 'openLink' }
  | { readonly do: 'walk'; readonly direction: Direction }
  | { readonly do: 'read'; readonly to: 'next' | 'previous' | 'first' | 'last' }
  | { readonly do: 'toggle' }
  | { readonly do: 'selectAll' }
  | { readonly do: 'escape' }
  | { readonly do: 'nudge'; readonly dx: number; readonly dy: number }
  /** The colour of new notes. */
  | { readonly do: 'color'; readonly color: NoteColor }
  | { readonly do: 'duplicate' }
  | { readonly do: 'raise' }
  | { readonly do: 'group' }
  | { readonly do: 'ungroup' }
  | { readonly do: 'moveTo' }
  | { readonly do: 'fold' }
  | { readonly do: 'arrangeAll' }
  | { readonly do: 'shape'; readonly shaping: Shaping }
  | { readonly do: 'delete' }
  | { readonly do: 'undo' }
  | { readonly do: 'redo' }
  | { readonly do: 'zoom'; readonly direction: 1 | -1 }
  | { readonly do: 'zoomReset' }
  | { readonly do: 'fitAll' }
  | { readonly do: 'minimap' }
  | { readonly do: 'tool'; readonly tool: 'select' | 'lasso' }
  | { readonly do: 'shortcuts' };

const ARROWS: ReadonlyMap<string, { direction: Direction; x: number; y: number }> = new Map([
  ['ArrowLeft', { direction: 'left', x: -1, y: 0 }],
  ['ArrowRight', { direction: 'right', x: 1, y: 0 }],
  ['ArrowUp', { direction: 'up', x: 0, y: -1 }],
  ['ArrowDown', { direction: 'down', x: 0, y: 1 }],
]);

/** The command for a key; null when the board leaves the key to the browser. */
export function commandFor(key: Key, situation: Situation): Command | null {
  const command = key.control ? withControl(key, situation) : plain(key, situation);
  return command !== null && (situation.editable || !changes(command)) ? command : null;
}

function withControl({ key, shift, alt }: Key, { onItem }: Situation): Command | null {
  if (alt) return null;
  switch (key.toLowerCase()) {
    case ' ':
      return onItem ? { do: 'toggle' } : null;
    case 'a':
      return { do: 'selectAll' };
    case 'd':
      return { do: 'duplicate' };
    case 'g':
      return { do: shift ? 'ungroup' : 'group' };
    case 'l':
      return shift ? { do: 'shape', shaping: { do: 'lock' } } : null;
    case 'm':
      return { do: 'moveTo' };
    case 'enter':
      return { do: 'fold' };
    case 'arrowup':
      return shift ? { do: 'raise' } : null;
    case 'z':
      return { do: shift ? 'redo' : 'undo' };
    case 'y':
      return { do: 'redo' };
    default:
      return null; // Also Ctrl and + or −: the browser's own zoom stays the browser's.
  }
}

function plain({ key, shift, alt, letter }: Key, situation: Situation): Command | null {
  const { onItem, anySelected, typing, editable } = situation;
  const arrow = ARROWS.get(key);
  if (arrow !== undefined) {
    if (anySelected && editable && !alt) {
      const by = shift ? NUDGE_FAR : NUDGE;
      return { do: 'nudge', dx: arrow.x * by, dy: arrow.y * by };
    }
    return { do: 'walk', direction: arrow.direction };
  }
  if (alt) return withAlt({ key, shift, letter }, situation);
  switch (key) {
    case 'Enter':
      return onItem ? { do: editable ? 'edit' : 'open' } : null;
    case 'F2':
      return onItem ? { do: 'edit' } : null;
    case ' ':
      if (typing && editable) return { do: 'writeSpace' };
      return onItem ? { do: 'toggle' } : null;
    case 'PageDown':
      return { do: 'read', to: 'next' };
    case 'PageUp':
      return { do: 'read', to: 'previous' };
    case 'Home':
      return { do: 'read', to: 'first' };
    case 'End':
      return { do: 'read', to: 'last' };
    case 'Escape':
      return { do: 'escape' };
    case 'ContextMenu':
      return { do: 'menu' };
    case 'F10':
      return shift ? { do: 'menu' } : null;
    case 'Delete':
    case 'Backspace':
      return anySelected || onItem ? { do: 'delete' } : null;
    default:
      return character(key, shift, situation);
  }
}

const ALIGNED_BY: ReadonlyMap<string, Alignment> = new Map([
  ['a', 'left'],
  ['h', 'centre'],
  ['d', 'right'],
  ['w', 'top'],
  ['v', 'middle'],
  ['s', 'bottom'],
]);

/** With Shift, the same space between them. */
const SPACED: ReadonlyMap<string, Distribution> = new Map([
  ['h', 'across'],
  ['v', 'down'],
]);

/** What is done to the looks and places of what is selected. */
function withAlt(
  { key, shift, letter = '' }: Pick<Key, 'key' | 'shift' | 'letter'>,
  { anySelected, onItem }: Situation,
): Command | null {
  if (!anySelected && !onItem) return null;
  if (key === 'Enter') return { do: 'openLink' };
  if (key === 'PageUp') return { do: 'shape', shaping: { do: 'resize', by: 1 } };
  if (key === 'PageDown') return { do: 'shape', shaping: { do: 'resize', by: -1 } };
  const way = shift ? SPACED.get(letter) : undefined;
  if (way !== undefined) return { do: 'shape', shaping: { do: 'distribute', way } };
  const by = shift ? undefined : ALIGNED_BY.get(letter);
  return by === undefined ? null : { do: 'shape', shaping: { do: 'align', by } };
}

function character(key: string, shift: boolean, { typing, anySelected, letters }: Situation): Command | null {
  if ([...key].length !== 1) return null;
  if (typing) return { do: 'write' };
  if (anySelected || !letters) return null;
  const color = /^[1-8]$/.test(key) ? NOTE_COLORS[Number(key) - 1] : undefined;
  if (color !== undefined) return { do: 'color', color };
  switch (key.toLowerCase()) {
    case 'n':
      return { do: 'new' };
    case 'v':
      return { do: 'tool', tool: 'select' };
    case 'l':
      return { do: 'tool', tool: 'lasso' };
    case 'f':
      return { do: 'fitAll' };
    case 'm':
      return { do: 'minimap' };
    case 't':
      return shift ? { do: 'arrangeAll' } : null;
    case '+':
    case '=':
      return { do: 'zoom', direction: 1 };
    case '-':
      return { do: 'zoom', direction: -1 };
    case '0':
      return { do: 'zoomReset' };
    case '?':
      return { do: 'shortcuts' };
    default:
      return null;
  }
}

const READING: ReadonlySet<Command['do']> = new Set([
  'walk',
  'read',
  'open',
  'toggle',
  'selectAll',
  'escape',
  'menu',
  'openLink',
  'zoom',
  'zoomReset',
  'fitAll',
  'minimap',
  'tool',
  'shortcuts',
  // Where nobody writes it says so.
  'new',
]);

function changes(command: Command): boolean {
  return !READING.has(command.do);
}
