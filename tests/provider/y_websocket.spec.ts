// Promise: a program with the unmodified y-websocket provider is a full member of a room.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { Peer } from '../stage/provider.ts';

test('two providers sync both ways, and typing in one note merges', async ({ server, peers }) => {
  const room = await server.makeRoom();
  const one = await peers.join(server, room);
  const two = await peers.join(server, room);
  one.add('a', 'bread');
  two.add('b', 'cheese');
  await expect.poll(() => one.notes()).toHaveProperty('b.text', 'cheese');
  await expect.poll(() => two.notes()).toHaveProperty('a.text', 'bread');
  one.write('a', 0, 'fresh ');
  two.write('a', 99, ' and butter');
  for (const peer of [one, two]) {
    await expect.poll(() => peer.notes().a?.text).toBe('fresh bread and butter');
  }
  const late = await peers.join(server, room);
  expect(late.notes()).toEqual(one.notes());
});

test('a number in an embed or a format comes out as it went in', async ({ server, peers }) => {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  const reader = await peers.join(server, room);
  const text = writer.doc.getText('numbers');
  const numbers = Array.from({ length: 300 }, (_, index) => (index + 1) / 7);
  writer.doc.transact(() => {
    for (const number of numbers) text.insertEmbed(text.length, { number });
    text.insert(text.length, 'sized', { size: 120.26999157144647 });
  });
  const delta = JSON.stringify(text.toDelta());
  await expect.poll(() => JSON.stringify(reader.doc.getText('numbers').toDelta())).toBe(delta);
});

test('presence is seen, and goes when its socket goes', async ({ server, peers }) => {
  const room = await server.makeRoom();
  const stays = await peers.join(server, room);
  const leaves = await peers.join(server, room);
  const breaks = await peers.join(server, room);
  for (const peer of [leaves, breaks]) peer.provider.awareness.setLocalStateField('cursor', [1, 2]);
  const others = () => [...stays.provider.awareness.getStates().keys()];
  await expect.poll(others).toContain(leaves.doc.clientID);
  await expect.poll(others).toContain(breaks.doc.clientID);
  expect(stays.provider.awareness.getStates().get(breaks.doc.clientID)).toMatchObject({ cursor: [1, 2] });

  leaves.leave();
  await expect.poll(others).not.toContain(leaves.doc.clientID);
  breaks.provider.shouldConnect = false;
  breaks.breakSocket();
  await expect.poll(others).not.toContain(breaks.doc.clientID);
  // It comes back under the same client id and is seen again.
  breaks.provider.connect();
  await expect.poll(others).toContain(breaks.doc.clientID);
});

test('twenty providers that write at once converge', async ({ server, peers }) => {
  const room = await server.makeRoom();
  const all = await Promise.all(Array.from({ length: 20 }, () => peers.join(server, room)));
  all[0]?.add('shared', '');
  await Promise.all(all.map((peer) => expect.poll(() => peer.notes()).toHaveProperty('shared')));
  all.forEach((peer, number) => {
    for (let k = 0; k < 10; k++) {
      peer.add(`${number}-${k}`, `idea ${number}-${k}`, [number, k]);
      peer.write('shared', k, String.fromCharCode(65 + number));
      peer.move('shared', [number, k]);
    }
  });
  for (const peer of all) await expect.poll(() => peer.texts().length).toBe(201);
  await expect.poll(() => new Set(all.map((peer) => JSON.stringify(sorted(peer)))).size).toBe(1);
  const text = all[0]?.notes().shared?.text ?? '';
  for (let number = 0; number < 20; number++) {
    expect(text.split(String.fromCharCode(65 + number))).toHaveLength(11);
  }
  const late = await peers.join(server, room);
  expect(sorted(late)).toEqual(sorted(all[7] as Peer));
});

test('kill -9 and restart: the same clients come back, nothing lost, nothing doubled', async ({
  ownServer: server,
  peers,
}) => {
  const room = await server.makeRoom();
  const all = await Promise.all(Array.from({ length: 5 }, () => peers.join(server, room)));
  const expected = new Set<string>();
  for (let round = 0; round < 3; round++) {
    all.forEach((peer, number) => {
      peer.add(`${round}-${number}`, `before kill ${round}-${number}`);
      expected.add(`before kill ${round}-${number}`);
    });
    for (const peer of all) await expect.poll(() => peer.texts()).toEqual([...expected].sort());
    await server.killNine();
    all.forEach((peer, number) => {
      peer.add(`${round}-${number}-off`, `offline ${round}-${number}`);
      expected.add(`offline ${round}-${number}`);
    });
    await server.startAgain();
    for (const peer of all) await expect.poll(() => peer.texts()).toEqual([...expected].sort());
    const fresh = await peers.join(server, room);
    await expect.poll(() => fresh.texts()).toEqual([...expected].sort());
    fresh.leave();
  }
});

test('a viewer with the provider sees all and changes nothing', async ({ server, peers }) => {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  writer.add('a', 'bread');
  const viewer = await peers.join(server, room, 'view');
  await expect.poll(() => viewer.texts()).toEqual(['bread']);
  viewer.add('b', 'not allowed');
  viewer.write('a', 0, 'no ');
  writer.add('c', 'later');
  await expect.poll(() => viewer.texts()).toContain('later');
  // Coming back with its own changes does not bring them in either.
  viewer.breakSocket();
  await expect.poll(() => viewer.provider.wsconnected).toBe(false);
  await expect.poll(() => viewer.provider.synced).toBe(true);
  writer.add('d', 'last');
  const fresh = await peers.join(server, room);
  await expect.poll(() => fresh.texts()).toEqual(['bread', 'last', 'later']);
  expect(writer.texts()).toEqual(['bread', 'last', 'later']);
});

test('a stranger with a wrong secret never gets in', async ({ server, peers }) => {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  writer.add('a', 'bread');
  const stranger = new Peer(server, room.room, 'AAAAAAAAAAAAAAAAAAAAAA');
  let failures = 0;
  stranger.provider.on('connection-error', () => {
    failures += 1;
  });
  await expect.poll(() => failures).toBeGreaterThan(2);
  expect(stranger.provider.synced).toBe(false);
  expect(stranger.texts()).toEqual([]);
  stranger.leave();
});

function sorted(peer: Peer) {
  return Object.entries(peer.notes()).sort(([a], [b]) => (a < b ? -1 : 1));
}
