// Promise: a client that speaks another protocol is told so in a sentence, once, and comes back to no loop; the room and
// whoever is in it notice nothing.

import { expect } from '@playwright/test';
import { HocuspocusProvider as Hocuspocus2, HocuspocusProviderWebsocket as Websocket2 } from 'hocuspocus-2';
import { HocuspocusProvider as Hocuspocus3, HocuspocusProviderWebsocket as Websocket3 } from 'hocuspocus-3';
import { HocuspocusProvider as Hocuspocus4, HocuspocusProviderWebsocket as Websocket4 } from 'hocuspocus-4';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { test } from '../stage/fixtures.ts';
import { until } from '../stage/foreign_provider.ts';

const SENTENCE = "this server speaks the protocol of y-websocket, not Hocuspocus'; see docs/yjs-clients.md";

/** What the three versions have in common. */
interface Provider {
  attach?(): void;
  destroy(): void;
}
type MakeProvider = new (configuration: object) => Provider;
type MakeWebsocket = new (configuration: object) => { destroy(): void };

const VERSIONS = [
  ['2.15', Hocuspocus2, Websocket2],
  ['3.4', Hocuspocus3, Websocket3],
  ['4.8', Hocuspocus4, Websocket4],
] as unknown as [string, MakeProvider, MakeWebsocket][];

for (const [version, Provider, Websocket] of VERSIONS) {
  test(`Hocuspocus ${version} is told in a sentence, and does not come back at once`, async ({
    server,
    peers,
  }) => {
    const room = await server.makeRoom();
    const member = await peers.join(server, room);
    member.provider.awareness.setLocalState({
      user: { name: 'Maija Meikäläinen', color: '#ff8800' },
      cursor: [120, 80],
    });
    let sockets = 0;
    class Counted extends WebSocket {
      constructor(url: string) {
        super(url);
        sockets += 1;
      }
    }
    const said: string[] = [];
    const websocketProvider = new Websocket({
      url: `${server.syncUrl}/${room.room}?token=${room.tokens.join}`,
      WebSocketPolyfill: Counted,
    });
    const doc = new Y.Doc();
    doc.getMap('notes').set('foreign', new Y.Map());
    const provider = new Provider({
      websocketProvider,
      name: room.room,
      document: doc,
      token: 'any',
      onAuthenticationFailed: ({ reason }: { reason: string }) => said.push(reason),
    });
    provider.attach?.();
    try {
      await expect.poll(() => said).toEqual([SENTENCE]);
      // Longer than it waits before it comes back.
      const told = Date.now();
      let written = 0;
      while (Date.now() - told < 3_000) {
        member.add(`n${written++}`, 'meanwhile');
        const late = await peers.join(server, room);
        await expect.poll(() => late.texts()).toHaveLength(written);
        late.leave();
      }
      expect(sockets).toBe(1);
      expect(said).toEqual([SENTENCE]);
      expect(member.notes()).not.toHaveProperty('foreign');
      expect(member.provider.wsconnected).toBe(true);
    } finally {
      provider.destroy();
      websocketProvider.destroy();
    }
  });
}

test('its socket is closed with the same sentence', async ({ server }) => {
  const room = await server.makeRoom();
  const socket = new WebSocket(`${server.syncUrl}/${room.room}?token=${room.tokens.join}`);
  let closed: { code: number; reason: string } | undefined;
  socket.onclose = ({ code, reason }) => {
    closed = { code, reason };
  };
  await new Promise((done) => {
    socket.onopen = done;
  });
  const text = (words: string) => [words.length, ...Buffer.from(words)];
  socket.send(Uint8Array.from([...text('a document'), 2, 0, ...text('a token')]));
  await until('its farewell', () => closed !== undefined, 30_000);
  expect(closed).toEqual({ code: 1008, reason: SENTENCE });
});
