// Promise: whatever an unmodified y-websocket has not sent yet arrives, however much it is; what is larger than a
// board is told once, and what is written after it still arrives.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { listenForDenials, Peer } from '../stage/provider.ts';
import { Server } from '../stage/server.ts';

/** Lays so many notes in one transaction. */
function lay(peer: Peer, name: string, count: number): void {
  peer.doc.transact(() => {
    for (let number = 0; number < count; number++) peer.add(`${name}${number}`, 'about as much as on a note');
  });
}

/** Counts the sockets that a provider opens from now on. */
function sockets(peer: Peer): () => number {
  let count = 0;
  peer.provider.on('status', ({ status }: { status: string }) => {
    if (status === 'connecting') count += 1;
  });
  return () => count;
}

test('3,000 notes in one transaction arrive, and what is written after them', async ({ server, peers }) => {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  const other = await peers.join(server, room);
  const opened = sockets(writer);
  lay(writer, 'n', 3_000);
  writer.add('later', 'after them');
  await expect.poll(() => other.texts().length).toBe(3_001);
  expect(opened()).toBe(0);
  const late = await peers.join(server, room);
  expect(late.texts().length).toBe(3_001);
});

test('2,500 notes that were made offline arrive, and a text of 300 KB', async ({ server, peers }) => {
  const room = await server.makeRoom();
  const other = await peers.join(server, room);
  const writer = await peers.join(server, room);
  writer.provider.disconnect();
  for (let part = 0; part < 10; part++) lay(writer, `${part}-`, 250);
  writer.add('long', 'a long text '.repeat(25_000));
  writer.provider.connect();
  await expect.poll(() => other.texts().length).toBe(2_501);
  expect(other.notes().long?.text).toHaveLength(300_000);
  writer.add('later', 'after them');
  await expect.poll(() => other.notes()).toHaveProperty('later');
});

test('what is larger than a board is told once, goes nowhere, and later edits arrive', async ({ peers }) => {
  const server = await Server.start(['--room-bytes-max', '500000']);
  try {
    const room = await server.makeRoom();
    const other = await peers.join(server, room);
    const writer = await peers.join(server, room);
    const opened = sockets(writer);
    const denials = listenForDenials();
    writer.add('huge', 'x'.repeat(600_000));
    writer.add('later', 'after it');
    await expect.poll(() => other.notes()).toHaveProperty('later');
    writer.add('again', 'and more');
    await expect.poll(() => other.notes()).toHaveProperty('again');
    expect(other.notes()).not.toHaveProperty('huge');
    // Its writer sees what all see.
    await expect.poll(() => writer.notes()).toEqual(other.notes());
    denials.stop();
    expect(denials.said).toHaveLength(1);
    expect(denials.said[0]).toContain('500000 bytes');
    expect(opened()).toBe(0);
  } finally {
    await server.stop();
  }
});

test('who comes back with more than a board holds takes part all the same', async ({ peers }) => {
  const server = await Server.start(['--room-bytes-max', '500000']);
  try {
    const room = await server.makeRoom();
    const other = await peers.join(server, room);
    const before = new Peer(server, room.room, room.tokens.join);
    before.provider.disconnect();
    before.add('huge', 'x'.repeat(600_000));
    const opened = sockets(before);
    before.provider.connect();
    await before.synced();
    before.add('later', 'after it');
    await expect.poll(() => other.notes()).toHaveProperty('later');
    expect(opened()).toBe(1);
    before.leave();
  } finally {
    await server.stop();
  }
});
