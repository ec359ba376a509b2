// Promise: whatever an unmodified y-websocket has not sent yet arrives, however much it is; what is larger than a
// board is told once, and what is written after it still arrives.

import { expect } from '@playwright/test';
import * as Y from 'yjs';
import { type Peers, test } from '../stage/fixtures.ts';
import { listenForDenials, Peer } from '../stage/provider.ts';
import { type Room, Server } from '../stage/server.ts';

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

/** Acts on a board that holds no more than 500,000 bytes, on which one writes and another reads; `said` is what is denied meanwhile. */
async function onSmallBoard(
  peers: Peers,
  act: (stage: {
    server: Server;
    room: Room;
    writer: Peer;
    other: Peer;
    said: readonly string[];
  }) => Promise<void>,
): Promise<void> {
  const server = await Server.start(['--room-bytes-max', '500000']);
  const denials = listenForDenials();
  try {
    const room = await server.makeRoom();
    const other = await peers.join(server, room);
    const writer = await peers.join(server, room);
    await act({ server, room, writer, other, said: denials.said });
  } finally {
    denials.stop();
    await server.stop();
  }
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

test('of a change larger than a board the largest goes nowhere, told once, and later edits arrive', async ({
  peers,
}) => {
  await onSmallBoard(peers, async ({ writer, other, said }) => {
    const opened = sockets(writer);
    writer.add('huge', 'x'.repeat(600_000));
    writer.add('later', 'after it');
    await expect.poll(() => other.notes()).toHaveProperty('later');
    writer.add('again', 'and more');
    await expect.poll(() => other.notes()).toHaveProperty('again');
    // The note is there, without what was too large in it.
    expect(other.notes().huge?.text).toBe('');
    // Its writer sees what all see.
    await expect.poll(() => writer.notes()).toEqual(other.notes());
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('500000 bytes');
    expect(opened()).toBe(0);
  });
});

/** More than a board holds: of the first the server reads what stands beside it, of the second nothing. */
const SIZES = { large: 600_000, 'much larger': 1_200_000 };

for (const [how, size] of Object.entries(SIZES)) {
  test(`what is written beside and into what was too large arrives, and all read the same: ${how}`, async ({
    peers,
  }) => {
    await onSmallBoard(peers, async ({ writer, other, said }) => {
      const [text, read] = [writer.doc.getText('text'), other.doc.getText('text')];
      // Which also keeps what it could bring back.
      new Y.UndoManager(text);
      text.insert(0, 'hello world');
      writer.add('note', 'olives');
      await expect.poll(() => read.toString()).toBe('hello world');
      text.insert(5, 'x'.repeat(size));
      text.insert(size + 5, ' there');
      text.insert(300_000, ' in it');
      await expect.poll(() => read.toString()).toBe('hello in it there world');
      await expect.poll(() => text.toString()).toBe('hello in it there world');
      text.insert(5, ',');
      writer.write('note', 6, ' and bread');
      await expect.poll(() => read.toString()).toBe('hello, in it there world');
      await expect.poll(() => other.texts()).toEqual(['olives and bread']);
      expect(writer.texts()).toEqual(['olives and bread']);
      expect(text.toString()).toBe('hello, in it there world');
      expect(said).toHaveLength(1);
      // The next one is told, too.
      text.insert(0, 'y'.repeat(size));
      text.insert(size, 'So: ');
      await expect.poll(() => read.toString()).toBe('So: hello, in it there world');
      await expect.poll(() => text.toString()).toBe('So: hello, in it there world');
      expect(said).toHaveLength(2);
    });
  });
}

test('what is too large leaves its writer at once, and takes nothing along that was written offline beside it', async ({
  peers,
}) => {
  await onSmallBoard(peers, async ({ writer, other, said }) => {
    writer.add('huge', 'x'.repeat(600_000));
    // Without another word of its writer.
    await expect.poll(() => writer.notes().huge?.text).toBe('');
    writer.provider.disconnect();
    writer.add('one', 'offline');
    writer.add('large', 'y'.repeat(600_000));
    writer.add('two', 'offline, too');
    writer.provider.connect();
    await expect
      .poll(() => other.texts().filter((words) => words !== ''))
      .toEqual(['offline', 'offline, too']);
    await expect.poll(() => writer.notes()).toEqual(other.notes());
    expect(said).toHaveLength(2);
  });
});

test('what is written between two that are too large arrives', async ({ peers }) => {
  await onSmallBoard(peers, async ({ writer, other, said }) => {
    for (const round of ['one', 'two', 'three']) {
      const before = said.length;
      writer.add(`${round} huge`, 'x'.repeat(1_200_000));
      writer.add(`${round} between`, 'small');
      writer.add(`${round} huger`, 'y'.repeat(1_500_000));
      writer.add(`${round} between again`, 'small, too');
      writer.add(`${round} hugest`, 'z'.repeat(800_000));
      writer.add(`${round} after`, 'after all');
      const arrive = ['between', 'between again', 'after'].map((when) => `${round} ${when}`);
      await expect.poll(() => Object.keys(other.notes())).toEqual(expect.arrayContaining(arrive));
      await expect.poll(() => writer.notes()).toEqual(other.notes());
      expect(other.texts().filter((words) => words.length > 100)).toEqual([]);
      expect(said.length).toBeGreaterThan(before);
    }
    expect(other.texts().filter((words) => words !== '')).toHaveLength(9);
  });
});

test('where a document keeps what it deletes, what is written beside what was too large goes too, told, and the rest arrives', async ({
  peers,
}) => {
  await onSmallBoard(peers, async ({ server, room, writer, other, said }) => {
    const [text, read] = [writer.doc.getText('text'), other.doc.getText('text')];
    writer.doc.gc = false;
    text.insert(0, 'hello world');
    await expect.poll(() => read.toString()).toBe('hello world');
    text.insert(5, 'x'.repeat(1_200_000));
    text.insert(1_200_005, ' there');
    writer.add('later', 'after it');
    await expect.poll(() => other.notes()).toHaveProperty('later');
    writer.add('again', 'and more');
    text.insert(0, 'So: ');
    await expect.poll(() => read.toString()).toBe('So: hello world');
    await expect.poll(() => text.toString()).toBe('So: hello world');
    await expect.poll(() => other.notes()).toEqual(writer.notes());
    expect(said).toHaveLength(2);
    expect(said[1]).toContain('taken away');
    const late = await peers.join(server, room);
    expect(late.doc.getText('text').toString()).toBe('So: hello world');
  });
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
