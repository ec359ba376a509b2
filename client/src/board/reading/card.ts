// What a cluster shows as a card, from so far that no note can be read: the words that were liked most, and the others as squares. Pure.

import { NOTE_COLORS, type Note, type NoteColor } from '../document/note';
import type { Size } from '../document/point';
import { byReading } from '../document/reading_order';

/** What of a note counts here. */
type Member = Pick<Note, 'id' | 'text' | 'color' | 'x' | 'y' | 'height'>;

export interface Card {
  /** Those whose words are written, the most liked first. */
  readonly said: readonly Pick<Note, 'id' | 'text' | 'color'>[];
  /** How many of the others there are of each colour, in the order of the colours. */
  readonly rest: readonly (readonly [NoteColor, number])[];
}

/** Nothing is written on a smaller one but its title, in screen pixels. */
const CARD_MIN: Size = { width: 56, height: 48 };

/** A line of the title, a note's two lines of words, and the squares below them, in screen pixels. */
const TITLE_LINE = 17;
const WORDS = 36;
const SQUARES = 16;

/** Words are not cut into less than this. */
const WORDS_WIDTH_MIN = 90;

/** A letter of the title is about so wide, and what stands beside it. */
const TITLE_LETTER = 7.4;
const BESIDE_TITLE = 34;
const TITLE_LINES_MAX = 3;

/** More words are no longer taken in at a glance. */
const SAID_MAX = 3;

/** `size` is the cluster's on the screen, and `likes` how often a note was liked. Null where it is too small for more than its title. */
export function cardOf(
  size: Size,
  title: string,
  members: readonly Member[],
  likes: (note: string) => number,
): Card | null {
  if (size.width < CARD_MIN.width || size.height < CARD_MIN.height || members.length === 0) return null;
  const left = size.height - titleHeight(title, size.width) - SQUARES;
  if (left < 0) return null;
  const room = size.width < WORDS_WIDTH_MIN ? 0 : Math.floor(left / WORDS);
  const liked = [...members]
    .filter(({ text }) => text.trim() !== '')
    .sort((one, other) => likes(other.id) - likes(one.id) || byReading(one as Note, other as Note));
  const said = liked.slice(0, Math.min(SAID_MAX, room));
  const others = members.filter((note) => !said.includes(note));
  const rest = NOTE_COLORS.map(
    (color) => [color, others.filter((note) => note.color === color).length] as const,
  );
  return { said, rest: rest.filter(([, count]) => count > 0) };
}

function titleHeight(title: string, width: number): number {
  const lines = Math.ceil((title.length * TITLE_LETTER) / Math.max(1, width - BESIDE_TITLE));
  return TITLE_LINE * Math.min(TITLE_LINES_MAX, Math.max(1, lines)) + 4;
}

/** Squares of one colour after another, as a path each: `columns` of them beside each other, of unit side with a gap of a third. */
export function squares(
  rest: Card['rest'],
  columns: number,
  rows: number,
): { readonly paths: readonly (readonly [NoteColor, string])[]; readonly more: number } {
  const STEP = 4;
  let at = 0;
  let more = 0;
  const paths: [NoteColor, string][] = [];
  for (const [color, count] of rest) {
    let path = '';
    for (let n = 0; n < count; n += 1) {
      if (at >= columns * rows) {
        more += count - n;
        break;
      }
      path += `M${(at % columns) * STEP} ${Math.floor(at / columns) * STEP}h3v3h-3z`;
      at += 1;
    }
    if (path !== '') paths.push([color, path]);
  }
  return { paths, more };
}
