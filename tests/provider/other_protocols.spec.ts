// Promise: a client that speaks another protocol is told so in a sentence, once, and does not come back; the room and
// whoever is in it notice nothing.

import { expect } from '@playwright/test';
import { HocuspocusProvider as Hocuspocus2, HocuspocusProviderWebsocket as Websocket2 } from 'hocuspocus-2';
import { HocuspocusProvider as Hocuspocus3, HocuspocusProviderWebsocket as Websocket3 } from 'hocuspocus-3';
import { HocuspocusProvider as Hocuspocus4, HocuspocusProviderWebsocket as Websocket4 } from 'hocuspocus-4';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { test } from '../stage/fixtures.ts';

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

/** After this without a message it closes its socket and opens another, ms: 30,000, where nobody chooses. */
const SILENCE_MS = 25_000;

for (const [version, Provider, Websocket] of VERSIONS) {
  test(`Hocuspocus ${version} is told in a sentence, and does not come back`, async ({ server, peers }) => {
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
      messageReconnectTimeout: SILENCE_MS,
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
      const told = Date.now();
      let written = 0;
      while (Date.now() - told < SILENCE_MS + 5_000) {
        member.add(`n${written++}`, 'meanwhile');
        const late = await peers.join(server, room);
        await expect.poll(() => late.texts()).toHaveLength(written);
        late.leave();
        await new Promise((done) => setTimeout(done, 1_000));
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
