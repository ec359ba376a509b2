// Promise: a document may have several providers: whoever relays what somebody else wrote owns nothing of it, and its
// author is not shut out.

import 'fake-indexeddb/auto';
import { expect } from '@playwright/test';
import { WebSocket } from 'ws';
import { IndexeddbPersistence } from 'y-indexeddb';
import type { WebrtcProvider } from 'y-webrtc';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { test } from '../stage/fixtures.ts';
import { longId } from '../stage/foreign.ts';
import { listenForDenials, Peer } from '../stage/provider.ts';
import type { Room, Server } from '../stage/server.ts';

/** Kinds of y-protocols' messages. */
const PRESENCE = 1;
const QUERY_PRESENCE = 3;

/**
 * A y-webrtc provider that finds the others by BroadcastChannel, as tabs of one browser do. One copy of its module has one
 * provider a room, so that everyone has a copy.
 */
async function yWebrtc(who: string, room: Room, doc: Y.Doc): Promise<WebrtcProvider> {
  const { WebrtcProvider: Provider } = await import(`${import.meta.resolve('y-webrtc')}?${who}`);
  return new Provider(room.room, doc, { signaling: [] });
}

async function healed(server: Server): Promise<string> {
  const metrics = await (await fetch(`${server.url}metrics`)).text();
  return metrics.match(/^picnic_healed_total .*$/m)?.[0] ?? '';
}

test('y-webrtc beside y-websocket: who relays owns nothing, and the author comes in', async ({
  server,
  peers,
}) => {
  const room = await server.makeRoom();
  const before = await healed(server);
  const witness = await peers.join(server, room);
  const relay = await peers.join(server, room);
  const denials = listenForDenials();
  // Somebody whose changes come by way of the other only, for now.
  const doc = new Y.Doc();
  doc.clientID = longId();
  const author = new Peer(server, room.room, room.tokens.join, doc);
  author.provider.disconnect();
  const links = [await yWebrtc('relay', room, relay.doc), await yWebrtc('author', room, author.doc)];
  try {
    author.add('a', 'by way of another');
    await expect.poll(() => witness.texts()).toEqual(['by way of another']);
    relay.add('b', 'of one who relays');
    await expect.poll(() => author.notes()).toHaveProperty('b');
    // Now both ways at once, and everyone writes.
    author.provider.connect();
    await author.synced();
    for (let round = 0; round < 20; round++) {
      author.add(`a${round}`, `author ${round}`);
      author.write('a', 0, '!');
      relay.write('a', 0, '?');
      relay.add(`b${round}`, `relay ${round}`);
      if (round === 10) author.breakSocket();
      if (round === 15) relay.breakSocket();
    }
    await expect.poll(() => witness.texts().length).toBe(42);
    await expect.poll(() => witness.notes().a?.text.replace('by way of another', '').length).toBe(40);
    // Without the other, too.
    links[0]?.destroy();
    relay.leave();
    author.add('last', 'on its own');
    author.provider.awareness.setLocalStateField('cursor', [1, 2]);
    await expect.poll(() => witness.notes()).toHaveProperty('last');
    await expect
      .poll(() => witness.provider.awareness.getStates().get(author.doc.clientID))
      .toMatchObject({ cursor: [1, 2] });
    await expect.poll(() => author.notes()).toEqual(witness.notes());
    expect(denials.said).toEqual([]);
    expect(await healed(server)).toBe(before);
  } finally {
    denials.stop();
    for (const link of links) link.destroy();
    author.leave();
  }
});

test('two y-websockets on one document: what is written arrives once, and when one of them goes', async ({
  server,
  peers,
}) => {
  const room = await server.makeRoom();
  const before = await healed(server);
  const witness = await peers.join(server, room);
  const one = await peers.join(server, room);
  const denials = listenForDenials();
  const { awareness } = one.provider;
  const second = new WebsocketProvider(server.syncUrl, room.room, one.doc, {
    params: { token: room.tokens.join },
    awareness,
    disableBc: true,
    WebSocketPolyfill: WebSocket,
    maxBackoffTime: 300,
  });
  const at = () => witness.provider.awareness.getStates().get(one.doc.clientID)?.cursor;
  try {
    await expect.poll(() => second.synced).toBe(true);
    for (let number = 0; number < 20; number++) {
      one.add(`n${number}`, `note ${number}`);
      witness.add(`w${number}`, `note ${number}`);
    }
    awareness.setLocalStateField('cursor', [1, 1]);
    await expect.poll(at).toEqual([1, 1]);
    await expect.poll(() => witness.texts().length).toBe(40);
    one.breakSocket();
    one.add('broken', 'while one is broken');
    await expect.poll(() => witness.notes()).toHaveProperty('broken');
    await expect.poll(() => one.provider.synced).toBe(true);
    second.destroy();
    one.add('last', 'with one alone');
    await expect.poll(() => witness.notes()).toHaveProperty('last');
    await expect.poll(() => one.notes()).toEqual(witness.notes());
    expect(denials.said).toEqual([]);
    expect(await healed(server)).toBe(before);
  } finally {
    denials.stop();
    second.destroy();
  }
});

test('y-indexeddb: what an earlier visit wrote offline arrives, and is not brought twice', async ({
  server,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  const denials = listenForDenials();
  const visit = async (offline: boolean) => {
    const peer = new Peer(server, room.room, room.tokens.join);
    if (offline) peer.provider.disconnect();
    const kept = new IndexeddbPersistence(room.room, peer.doc);
    await kept.whenSynced;
    return {
      peer,
      leave: async () => {
        await kept.destroy();
        peer.leave();
      },
    };
  };
  const first = await visit(true);
  first.peer.add('a', 'never sent');
  await first.leave();
  expect(witness.texts()).toEqual([]);
  // Two tabs at once bring the same, under the id of the visit that is gone.
  const [second, third] = [await visit(false), await visit(false)];
  await expect.poll(() => witness.texts()).toEqual(['never sent']);
  second.peer.write('a', 0, 'well, ');
  third.peer.add('b', 'of another tab');
  await expect.poll(() => witness.texts()).toEqual(['of another tab', 'well, never sent']);
  await second.leave();
  await third.leave();
  const fourth = await visit(false);
  await fourth.peer.synced();
  fourth.peer.add('c', 'later');
  await expect.poll(() => witness.texts()).toEqual(['later', 'of another tab', 'well, never sent']);
  expect(fourth.peer.texts()).toEqual(witness.texts());
  await fourth.leave();
  denials.stop();
  expect(denials.said).toEqual([]);
});

/** The server has taken all that this client sent before: it answers a question after presence, in turn. */
async function hasHeard({ ws }: WebsocketProvider): Promise<void> {
  await new Promise<void>((done) => {
    ws?.addEventListener('message', ({ data }: { data: ArrayBuffer }) => {
      if (new Uint8Array(data)[0] === PRESENCE) done();
    });
    ws?.send(Uint8Array.of(QUERY_PRESENCE));
  });
}

test('a relay is not told off where the author’s line is slower than the way by which it relays', async ({
  server,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  const relay = await peers.join(server, room);
  const denials = listenForDenials();
  const line: Uint8Array<ArrayBuffer>[] = [];
  let isSlow = true;
  const isAnswer = ([kind, step]: Uint8Array) => kind === 0 && step === 1;
  /** From its first answer on, what is sent waits. */
  class Slow extends WebSocket {
    override send(message: Uint8Array<ArrayBuffer>): void {
      if (isSlow && (line.length > 0 || isAnswer(message))) line.push(message);
      else super.send(message);
    }
  }
  const doc = new Y.Doc();
  // As WebRTC does.
  doc.on('update', (update: Uint8Array) => Y.applyUpdate(relay.doc, update));
  const said = doc.getText('said');
  said.insert(0, 'by way of another');
  await expect.poll(() => String(witness.doc.getText('said'))).toBe('by way of another');
  const author = new WebsocketProvider(server.syncUrl, room.room, doc, {
    params: { token: room.tokens.join },
    disableBc: true,
    WebSocketPolyfill: Slow as never,
  });
  try {
    author.awareness.setLocalState({ cursor: [1, 2] });
    await expect.poll(() => witness.provider.awareness.getStates().has(doc.clientID)).toBe(true);
    await expect.poll(() => line.filter(isAnswer).length).toBe(1);
    said.insert(0, 'and by myself, ');
    // The other brought that first, so that the author is asked for it.
    await expect.poll(() => line.filter(isAnswer).length).toBe(2);
    // All of it arrives in the order in which it was sent.
    isSlow = false;
    for (const message of line) {
      author.ws?.send(message);
      await hasHeard(author);
    }
    await expect.poll(() => String(witness.doc.getText('said'))).toBe('and by myself, by way of another');
    witness.doc.getText('said').insert(0, 'heard: ');
    await expect.poll(() => String(relay.doc.getText('said'))).toMatch(/^heard/);
    expect(denials.said).toEqual([]);
  } finally {
    denials.stop();
    author.destroy();
  }
});
