// Promise: whatever a room's board holds, its pages open and go on working.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';

const NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];

test('notes and clusters may be called as an object’s own things are', async ({ server, people, peers }) => {
  const room = await server.makeRoom({ model: 'inspiration-picnic' });
  const peer = await peers.join(server, room);
  const person = await people.enter(room.links.join);
  NAMES.forEach((name, index) => {
    peer.add(name, `the note ${name}`, [index * 260, 0]);
  });
  peer.cluster('valueOf', 'a cluster', ['toString', 'hasOwnProperty']);
  peer.cluster('__defineGetter__', 'another', []);
  await expect(person.notes).toHaveCount(NAMES.length);
  await expect(person.clusters).toHaveCount(2);

  await person.page.reload();
  await person.boardIsThere();
  await expect(person.notes).toHaveCount(NAMES.length);
  await expect(person.note('__proto__')).toContainText('the note __proto__');

  const other = await people.enter(room.links.facilitate);
  await expect(other.notes).toHaveCount(NAMES.length);
  const before = await other.middleOf('__proto__');
  await person.dragWithoutDrop('__proto__', { x: 0, y: 120 });
  await expect.poll(async () => (await other.middleOf('__proto__')).y - before.y).toBeGreaterThan(80);
  await person.drop();
  await person.writeInto('constructor', ' and more');
  await expect(other.note('constructor')).toContainText('and more');
  await person.reads('saved');
});
