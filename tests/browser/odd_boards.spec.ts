// Promise: whatever a room's board holds, its pages open and go on working.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import * as Y from 'yjs';
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

const DOCUMENTS = join(import.meta.dirname, '../../protocol/corpus/documents');

for (const file of readdirSync(DOCUMENTS).filter((name) => name.endsWith('.json'))) {
  test(`a page shows the board of ${file}, and goes on working`, async ({ server, people, peers }) => {
    const { board, shown } = JSON.parse(readFileSync(join(DOCUMENTS, file), 'utf8'));
    const room = await server.makeRoom();
    const peer = await peers.join(server, room);
    const page = await people.page();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    const person = await people.enter(room.links.facilitate, undefined, page);
    Y.applyUpdate(peer.doc, Buffer.from(board, 'base64'));
    // Of two who set it at once the room’s own hand would win. Nobody’s page becomes read-only by it: the server tells the form.
    if (shown.newer) peer.doc.getMap('meta').set('schema', 2);
    await expect.poll(() => peer.provider.wsconnected && peer.provider.synced).toBe(true);
    for (let round = 0; round < 2; round += 1) {
      const id = await person.write(`written beside it, ${round}`);
      await person.reads('saved');
      await expect.poll(() => peer.doc.getMap('notes').has(id)).toBe(true);
      await page.reload();
      await person.boardIsThere();
    }
    for (const form of ['md', 'csv', 'json', 'svg']) {
      const answer = await page.request.get(
        new URL(`api/rooms/${room.room}/export.${form}`, server.url).href,
      );
      expect([form, answer.status()]).toEqual([form, 200]);
    }
    await page.goto(`${server.url}r/${room.room}/harvest`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(faults).toEqual([]);
  });
}
