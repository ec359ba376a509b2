import { expect, test } from 'vitest';
import { KNOWN_ROOMS_MAX, type KnownRoom, readKnownRooms, withRoom } from './known_rooms';

const room = (id: string, when: number): KnownRoom => ({
  id,
  title: id,
  when,
  participant: 'me',
  role: 'participant',
});

test('the room last entered comes first, and each room once', () => {
  const rooms = withRoom(withRoom(withRoom([], room('a', 1)), room('b', 2)), room('a', 3));
  expect(rooms.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('a room put back returns to its place', () => {
  expect(withRoom([room('b', 2)], room('a', 1)).map(({ id }) => id)).toEqual(['b', 'a']);
});

test('the oldest rooms fall off a full list', () => {
  let rooms: readonly KnownRoom[] = [];
  for (let when = 0; when <= KNOWN_ROOMS_MAX; when += 1) rooms = withRoom(rooms, room(`${when}`, when));
  expect(rooms).toHaveLength(KNOWN_ROOMS_MAX);
  expect(rooms.some(({ id }) => id === '0')).toBe(false);
});

test('whatever is stored, reading it gives rooms', () => {
  expect(readKnownRooms(null)).toEqual([]);
  expect(readKnownRooms('{')).toEqual([]);
  expect(readKnownRooms('{"id":1}')).toEqual([]);
  expect(
    readKnownRooms(JSON.stringify([room('a', 1), { id: 'b' }, null, 4, { ...room('c', 1), packing: 'no' }])),
  ).toEqual([room('a', 1)]);
});
