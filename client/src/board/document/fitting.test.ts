import { expect, test } from 'vitest';
import { FONT_PX_MAX, FONT_PX_MIN, fitText } from './fitting';
import { NOTE_SIDE } from './measures';

/** Every letter is half as wide as it is high. */
const measure = (piece: string) => piece.length * 0.5;

test('a short text is written as with a marker', () => {
  expect(fitText('bread', measure)).toEqual({ fontPx: FONT_PX_MAX, height: NOTE_SIDE });
  expect(fitText('', measure)).toEqual({ fontPx: FONT_PX_MAX, height: NOTE_SIDE });
});

test('a longer text gets smaller step by step, and the note stays as it is', () => {
  let last = FONT_PX_MAX;
  for (let words = 1; words < 18; words += 1) {
    const { fontPx, height } = fitText('bread '.repeat(words), measure);
    expect(fontPx).toBeLessThanOrEqual(last);
    expect(height).toBe(NOTE_SIDE);
    last = fontPx;
  }
  expect(last).toBeLessThan(FONT_PX_MAX);
});

test('a text too long for the smallest size makes the note higher', () => {
  const { fontPx, height } = fitText('bread '.repeat(300), measure);
  expect(fontPx).toBe(FONT_PX_MIN);
  expect(height).toBeGreaterThan(NOTE_SIDE);
});

test('a long word makes the text smaller rather than being broken', () => {
  expect(fitText('x'.repeat(14), measure).fontPx).toBe(22);
});

test('a word wider than the note at any size is broken and has room', () => {
  const { fontPx, height } = fitText('x'.repeat(2_000), measure);
  expect(fontPx).toBe(FONT_PX_MIN);
  expect(height).toBeGreaterThan(1_000);
});

test('every line break takes a line', () => {
  expect(fitText('\n'.repeat(60), measure).height).toBeGreaterThan(900);
});
