import { expect, test } from 'vitest';
import { roomKept } from './room_kept';

const KEPT = { versionsDays: null, binDays: null, roomDays: 365, emptyRoomHours: null, takenAwayDays: 14 };

test('a room in which something was written is kept for days', () => {
  expect(roomKept(KEPT)).toEqual({ text: 'links.kept', count: 365 });
});

test('one in which nothing was is said to go sooner, in days where they are whole, and to stay longer once something is', () => {
  const afterwards = 'links.staysLonger';
  expect(roomKept({ ...KEPT, emptyRoomHours: 72 })).toEqual({
    text: 'links.keptEmptyDays',
    count: 3,
    afterwards,
  });
  expect(roomKept({ ...KEPT, emptyRoomHours: 30 })).toEqual({
    text: 'links.keptEmptyHours',
    count: 30,
    afterwards,
  });
});

test('where rooms are kept for good, an empty one is said to stay so once something is written', () => {
  expect(roomKept({ ...KEPT, roomDays: null, emptyRoomHours: 24 })).toEqual({
    text: 'links.keptEmptyDays',
    count: 1,
    afterwards: 'links.staysForGood',
  });
});

test('nothing is said of a room that is kept for good, nor of an empty one that is kept as long as any', () => {
  expect(roomKept({ ...KEPT, roomDays: null })).toBeNull();
  expect(roomKept({ ...KEPT, roomDays: 1, emptyRoomHours: 72 })).toEqual({ text: 'links.kept', count: 1 });
});
