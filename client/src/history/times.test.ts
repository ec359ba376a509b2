import { expect, test } from 'vitest';
import { momentText } from './times';

const NOW_MS = new Date(2026, 4, 14, 12, 0).getTime();
const TODAY_MS = new Date(2026, 4, 14, 9, 5).getTime();
const YESTERDAY_MS = new Date(2026, 4, 13, 9, 5).getTime();

test('a moment’s time and day are written as those of a phase’s end', () => {
  const said = (language: 'fi' | 'sv' | 'en') =>
    [TODAY_MS, YESTERDAY_MS].map((atMs) => momentText(atMs, NOW_MS, language));
  expect(said('fi')).toEqual(['9.05', '13.5. 9.05']);
  expect(said('sv')).toEqual(['09.05', '13 maj 09.05']);
  expect(said('en')).toEqual(['09:05', '13 May 09:05']);
});
