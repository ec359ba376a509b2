import { expect, test } from 'vitest';
import { SCALE_MIN } from '../limits';
import { longestWord, titlePx, titleReach } from './title_size';

test('titles over notes are as large on the screen however far one looks from', () => {
  const sizes = new Set<number>();
  for (let scale = SCALE_MIN; titleReach(scale) === 'map'; scale *= 1.003) {
    const seen = titlePx(scale) * scale;
    expect(seen).toBeGreaterThanOrEqual(12.8);
    expect(seen).toBeLessThan(15);
    sizes.add(titlePx(scale));
  }
  // And are set anew a few times only, from the furthest to where they lie in their strip.
  expect(sizes.size).toBeLessThan(30);
});

test('the further, the larger they are drawn', () => {
  expect([1, 0.5, 0.3, 0.1].map(titleReach)).toEqual(['near', 'middle', 'far', 'map']);
});

test('the longest word of a title is counted without spaces and hyphens', () => {
  expect(['Lapset ja perheet', 'e-kirjat', '', ' '].map(longestWord)).toEqual([7, 6, 1, 1]);
});
