import { expect, test } from 'vitest';
import { EventReader } from './event_reader';

const STREAM =
  ':  padding\n\nevent:open\ndata:secret\n\ndata: AAEC\n\n:\n\nevent: close\r\ndata:{"code":1012}\r\n\r\ndata:1\ndata:2\n\n';

const EVENTS = [
  { name: 'open', data: 'secret' },
  { name: 'message', data: 'AAEC' },
  { name: 'close', data: '{"code":1012}' },
  { name: 'message', data: '1\n2' },
];

test('events are the same in whatever pieces their text comes', () => {
  for (let size = 1; size <= STREAM.length; size += 1) {
    const reader = new EventReader();
    const events = [];
    for (let at = 0; at < STREAM.length; at += size) events.push(...reader.read(STREAM.slice(at, at + size)));
    expect(events, `pieces of ${size}`).toEqual(EVENTS);
  }
});

test('an event that has not ended is none', () => {
  expect(new EventReader().read('data:AAEC\n')).toEqual([]);
});
