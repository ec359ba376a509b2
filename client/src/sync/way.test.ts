import { expect, test } from 'vitest';
import { afterLive, afterVain, EVENTS_MS, goneByEvents, SOCKETS, wayAt } from './way';

test('a line goes by events once two sockets in a row were refused while the server answered', () => {
  const once = afterVain(SOCKETS, 'socket', false, 0);
  expect(wayAt(once, 0)).toBe('socket');
  const twice = afterVain(once, 'socket', false, 0);
  expect(wayAt(twice, 0)).toBe('events');
  expect(wayAt(afterVain(afterLive(once, 'socket'), 'socket', false, 0), 0)).toBe('socket');
});

test('a line goes by events at once when a socket opened and nothing came', () => {
  expect(wayAt(afterVain(SOCKETS, 'socket', true, 0), 0)).toBe('events');
});

test('a line that goes by events keeps to them, and tries one socket later', () => {
  const events = afterLive(goneByEvents(0), 'events');
  expect([wayAt(events, EVENTS_MS - 1), wayAt(events, EVENTS_MS)]).toEqual(['events', 'socket']);
  const still = afterVain(events, 'socket', false, EVENTS_MS);
  expect(wayAt(still, EVENTS_MS)).toBe('events');
  expect(afterLive(events, 'socket')).toEqual(SOCKETS);
});

test('where neither way carries anything they are tried by turns', () => {
  const socket = afterVain(goneByEvents(0), 'events', false, 1);
  expect(wayAt(socket, 1)).toBe('socket');
  expect(wayAt(afterVain(socket, 'socket', false, 2), 2)).toBe('events');
});
