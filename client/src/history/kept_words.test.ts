import { expect, test } from 'vitest';
import { keptWords } from './kept_words';

const KEPT = { versionsDays: 90, binDays: 14, roomDays: 365, emptyRoomHours: null, takenAwayDays: 14 };

test('the bin tells how long the bin is kept, and the moments how long versions are', () => {
  expect(keptWords('bin', KEPT)).toEqual({ text: 'history.keptDays', count: 14 });
  expect(keptWords('moments', KEPT)).toEqual({ text: 'history.momentsDays', count: 90 });
});

test('what is kept for good stays as long as the room', () => {
  expect(keptWords('bin', { ...KEPT, binDays: null }).text).toBe('history.keptWithRoom');
  expect(keptWords('moments', { ...KEPT, versionsDays: null }).text).toBe('history.momentsWithRoom');
});
