// How large a note's text can be: from 30 px, as with a marker, down to 18 px, and then the note grows.

import { NOTE_SIDE } from './measures';
import type { TextFit } from './note';

export const FONT_PX_MAX = 30;
export const FONT_PX_MIN = 18;

/** Same as in note.css. */
export const LINE_HEIGHT = 1.3;
export const NOTE_PADDING = 16;

/** Room for the text, less a pixel for what a browser rounds differently. */
const TEXT_WIDTH = NOTE_SIDE - 2 * NOTE_PADDING - 1;
const TEXT_HEIGHT = NOTE_SIDE - 2 * NOTE_PADDING;

/** Of a line: by so much a word of hundreds of letters is measured differently here and in the server's picture of the board. */
const ROUNDED = 0.02;

/** The width of a piece of text at a font size of 1 px. */
export type MeasureText = (piece: string) => number;

/** White space between words: where lines may end, and so none that holds its neighbours together. */
const PIECES = /([^\S\u00a0\u2007\u202f\ufeff]*)([\S\u00a0\u2007\u202f\ufeff]+)/g;

/** Within a word a browser ends a line after these. */
const PARTS = /[^-?‐–—…]*[-?‐–—…]|[^-?‐–—…]+/g;

interface Part {
  readonly width: number;
  /** Of one of its letters, in the mean: about what stays empty at the end of a line that ends within it. */
  readonly letter: number;
}

interface Piece {
  readonly width: number;
  /** Width of the white space before it. */
  readonly gap: number;
  /** What a line may end between, of a word wider than any line; nothing else is broken. */
  readonly parts: readonly Part[];
}

/** The largest size at which the text fits without breaking a word; if none does, the smallest, and a higher note. */
export function fitText(text: string, measure: MeasureText): TextFit {
  if (text === '') return { fontPx: FONT_PX_MAX, height: NOTE_SIDE };
  const lines = text.split('\n').map((line) => piecesOf(line, measure));
  const widest = Math.max(0, ...lines.flatMap((pieces) => pieces.map((piece) => piece.width)));
  for (let fontPx = FONT_PX_MAX; fontPx > FONT_PX_MIN; fontPx -= 1) {
    const unbroken = widest * fontPx <= TEXT_WIDTH;
    if (unbroken && heightOf(lines, fontPx) <= TEXT_HEIGHT) return { fontPx, height: NOTE_SIDE };
  }
  const height = Math.ceil(heightOf(lines, FONT_PX_MIN));
  return { fontPx: FONT_PX_MIN, height: Math.max(NOTE_SIDE, height + 2 * NOTE_PADDING) };
}

function piecesOf(line: string, measure: MeasureText): Piece[] {
  const pieces: Piece[] = [];
  const space = measure(' ');
  for (const match of line.matchAll(PIECES)) {
    const [, gap = '', word = ''] = match;
    const width = measure(word);
    const isWide = width * FONT_PX_MIN > TEXT_WIDTH;
    pieces.push({ gap: gap.length * space, width, parts: isWide ? partsOf(word, measure) : [] });
  }
  return pieces;
}

function partsOf(word: string, measure: MeasureText): Part[] {
  return (word.match(PARTS) ?? []).map((part) => {
    const width = measure(part);
    return { width, letter: width / [...part].length };
  });
}

function heightOf(lines: readonly Piece[][], fontPx: number): number {
  const lineWidth = TEXT_WIDTH / fontPx;
  let count = 0;
  for (const pieces of lines) count += linesFor(pieces, lineWidth);
  return count * fontPx * LINE_HEIGHT;
}

/** How many lines a paragraph takes; a word wider than a line ends lines where it may, and what is wider still anywhere. */
function linesFor(pieces: readonly Piece[], lineWidth: number): number {
  let count = 1;
  let used = 0;
  for (const { gap, width, parts } of pieces) {
    if (used > 0 && used + gap + width > lineWidth) {
      count += 1;
      used = 0;
    } else {
      used += gap;
    }
    if (parts.length === 0) used += width;
    for (const part of parts) {
      if (used > 0 && used + part.width > lineWidth) {
        count += 1;
        used = 0;
      }
      const filled = part.width > lineWidth ? Math.max(lineWidth - part.letter, part.letter) : lineWidth;
      const broken = Math.max(0, Math.ceil(part.width / filled - ROUNDED) - 1);
      count += broken;
      used = broken > 0 ? part.width - broken * filled : used + part.width;
    }
  }
  return count;
}
