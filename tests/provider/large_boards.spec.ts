// Promise: a large board opens for every client, also on a line that takes longer for it than a client waits for a message.

import { expect } from '@playwright/test';
import { type Peers, test } from '../stage/fixtures.ts';
import { KINDS } from '../stage/foreign.ts';
import { Peer } from '../stage/provider.ts';
import type { Room, Server } from '../stage/server.ts';
import { ThinLine } from '../stage/thin_line.ts';

const NOTES = 600;
const TEXT = 'words that fill a note '.repeat(50);
/** y-websocket closes a line on which no message came for so long. */
const PATIENCE_MS = 30_000;

/** A room whose board has several times what goes in one message. */
async function largeBoard(server: Server, peers: Peers): Promise<{ room: Room; writer: Peer }> {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  for (let number = 0; number < NOTES; number++) writer.add(`${number}`, `${number} ${TEXT}`);
  const reader = await peers.join(server, room);
  await expect.poll(() => Object.keys(reader.notes()).length).toBe(NOTES);
  return { room, writer };
}

test('a large board opens for every client, in whatever it is written', async ({ server, peers }) => {
  const { room, writer } = await largeBoard(server, peers);
  for (const kind of KINDS.filter((kind) => kind.isThere())) {
    const client = await kind.join(server, room);
    try {
      const seen = async () => Object.keys((await client.see()).notes).length;
      await expect.poll(seen, kind.name).toBe(Object.keys(writer.notes()).length);
      await client.add(kind.name, 'beside them');
      await expect.poll(() => writer.notes(), kind.name).toHaveProperty([kind.name]);
    } finally {
      await client.leave();
    }
  }
});

test('a board that takes a line longer than a client waits for a message opens on it', async ({
  server,
  peers,
}) => {
  test.setTimeout(120_000);
  const { room, writer } = await largeBoard(server, peers);
  const line = await ThinLine.before(server, 18_000);
  const late = new Peer(line, room.room, room.tokens.join);
  const began = performance.now();
  try {
    await expect.poll(() => Object.keys(late.notes()).length, { timeout: 20_000 }).toBeGreaterThan(50);
    expect(late.provider.synced).toBe(false);
    writer.add('meanwhile', 'after what is on its way');
    await expect.poll(() => late.provider.synced, { timeout: 90_000 }).toBe(true);
    expect(performance.now() - began).toBeGreaterThan(PATIENCE_MS);
    await expect.poll(() => Object.keys(late.notes()).length).toBe(NOTES + 1);
    expect(line.connections).toBe(1);
  } finally {
    late.leave();
    line.stop();
  }
});
