// Promise: a connection by events and posts is one like any other: same order, same limits, same end.

import { expect } from '@playwright/test';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { EventReader } from '../../client/src/sync/event_reader.ts';
import { test } from '../stage/fixtures.ts';
import { type Room, Server } from '../stage/server.ts';

/** A client that goes by events and posts. */
class EventsClient {
  /** What came, by name; messages as their session message, where they are one. */
  readonly events: { name: string; data: string }[] = [];
  ended = false;
  private readonly stop = new AbortController();

  private constructor(private readonly address: URL) {}

  static async open(server: Server, room: Room, verb: 'facilitate' | 'join' = 'join'): Promise<EventsClient> {
    const client = new EventsClient(new URL(`sync/${room.room}/`, server.url));
    const response = await fetch(new URL(`events?token=${room.tokens[verb]}`, client.address), {
      signal: client.stop.signal,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    void client.listen(response);
    await expect.poll(() => client.name).not.toBe('');
    return client;
  }

  private async listen(response: Response): Promise<void> {
    const reader = new EventReader();
    const text = new TextDecoder();
    try {
      for await (const piece of response.body ?? []) {
        this.events.push(...reader.read(text.decode(piece, { stream: true })));
      }
    } catch {
      // It was left.
    }
    this.ended = true;
  }

  /** What the server calls this connection. */
  get name(): string {
    return this.events.find(({ name }) => name === 'open')?.data ?? '';
  }

  /** How the server closed it. */
  get closed(): { code: number; reason: string } | undefined {
    const close = this.events.find(({ name }) => name === 'close');
    return close && JSON.parse(close.data);
  }

  /** How many frames the server last said to have on disk. */
  get saved(): number {
    const all = this.events.map(({ data }) => Buffer.from(data, 'base64').toString('latin1'));
    const counts = all.map((text) => /"type":"saved","frames":(\d+)/.exec(text)?.[1]);
    return Math.max(0, ...counts.map(Number).filter(Number.isFinite));
  }

  async post(first: number, messages: Uint8Array[], name = this.name, headers = {}): Promise<number> {
    const body = Buffer.concat(
      messages.flatMap((message) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(message.length);
        return [length, message];
      }),
    );
    const response = await fetch(new URL('frames', this.address), {
      method: 'POST',
      headers: { 'picnic-line': name, 'picnic-first': `${first}`, ...headers },
      body,
    });
    return response.status;
  }

  leave(): void {
    this.stop.abort();
  }
}

/** An update of its own client, as a message. */
function change(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap('meta').set(text, true);
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, 2);
    encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(doc));
  });
}

test('a post that is sent again counts once, and one that overtook another waits for it', async ({
  server,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  const client = await EventsClient.open(server, room);
  const both = [change('one'), change('two')];
  const late = client.post(2, [change('three')]);
  expect(await client.post(0, both)).toBe(204);
  expect(await late).toBe(204);
  expect(await client.post(0, both)).toBe(204);
  expect(await client.post(1, [change('no other'), change('nor this'), change('four')])).toBe(204);
  await expect
    .poll(() =>
      [...witness.doc.getMap('meta').keys()].filter((key) => key !== 'title' && key !== 'schema').sort(),
    )
    .toEqual(['four', 'one', 'three', 'two']);
  await expect.poll(() => client.saved).toBe(4);
  client.leave();
});

test('nobody posts to a connection whose name they do not know, nor from another site', async ({
  server,
}) => {
  const [room, other] = [await server.makeRoom(), await server.makeRoom()];
  const client = await EventsClient.open(server, room);
  const elsewhere = await EventsClient.open(server, other);
  expect(await client.post(0, [], 'AAAAAAAAAAAAAAAAAAAAAA')).toBe(410);
  expect(await client.post(0, [], elsewhere.name)).toBe(410);
  expect(await client.post(0, [], client.name, { origin: 'https://evil.example' })).toBe(403);
  expect(await client.post(0, [])).toBe(204);
  client.leave();
  elsewhere.leave();
  await expect.poll(() => client.post(0, [])).toBe(410);
});

test('it ends as a socket does by a withdrawn link, and a post too large is refused', async () => {
  const server = await Server.start(['--frame-bytes-max', '4096']);
  try {
    const room = await server.makeRoom();
    const withdrawn = await EventsClient.open(server, room);
    await fetch(new URL(`api/rooms/${room.room}/links/join/rotate`, server.url), {
      method: 'POST',
      body: JSON.stringify({ secret: room.tokens.facilitate }),
    });
    await expect
      .poll(() => withdrawn.closed)
      .toMatchObject({ code: 1008, reason: 'this link was withdrawn' });
    await expect.poll(() => withdrawn.ended).toBe(true);

    const huge = await EventsClient.open(server, room, 'facilitate');
    expect(await huge.post(0, [new Uint8Array(50_000)])).toBe(413);
    huge.leave();
  } finally {
    await server.stop();
  }
});
