// Promise: a page sees what clients that picnic did not write make on its board, and they see what it makes.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { KINDS } from '../stage/foreign.ts';
import type { Foreign } from '../stage/foreign_client.ts';

test('a page and clients of every kind see each other’s notes, and the page goes on working', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom();
  const page = await people.page();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  const person = await people.enter(room.links.join, 'Ada', page);
  const clients: Foreign[] = [];
  try {
    const kinds = KINDS.filter((kind) => kind.isThere());
    for (const kind of kinds) {
      const client = await kind.join(server, room);
      clients.push(client);
      const id = `of ${kind.name}`;
      await client.add(id, 'bread');
      await client.write(id, 0, 'fresh ', { bold: true });
      await client.embed(id, 3, { image: 'picnic.png' });
      await client.set(kind.name, [{ deep: [[[1]]] }]);
      await client.present({ user: { name: kind.name, color: '#c33' }, cursor: [1, 2], selection: [id] });
      // Its text whatever the mark that a page shows in place of what is embedded.
      await expect(person.note(id)).toContainText(/fre.?sh bread/);
    }
    const own = await person.write('of the page');
    await person.reads('saved');
    const reads = async (client: Foreign) =>
      (await client.see()).notes[own]?.text.map((run) => run.insert).join('');
    for (const client of clients) await expect.poll(() => reads(client)).toBe('of the page');
    for (const client of clients) await client.write(own, 0, '+', { bold: true });
    await expect(person.note(own)).toContainText(`${'+'.repeat(clients.length)}of the page`);
    // Typed among the formats of others.
    await person.writeInto(own, ' and butter');
    const whole = `${'+'.repeat(clients.length)}of the page and butter`;
    for (const client of clients) await expect.poll(() => reads(client)).toBe(whole);
    await page.reload();
    await person.boardIsThere();
    await expect(person.notes).toHaveCount(clients.length + 1);
    expect(faults).toEqual([]);
  } finally {
    for (const client of clients) await client.leave();
  }
});
