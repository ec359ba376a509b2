// Promise: two browsers and two y-websocket programs end with one board, whatever happens between.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import type { Person } from '../stage/person.ts';
import type { Peer } from '../stage/provider.ts';

test('all converge through typing, dragging, offline edits and a kill -9', async ({
  ownServer: server,
  people,
  peers,
}) => {
  test.setTimeout(90_000);
  const room = await server.makeRoom();
  const persons = [await people.enter(room.links.join), await people.enter(room.links.join)] as const;
  const programs = [await peers.join(server, room), await peers.join(server, room)] as const;
  programs[0].add('shared', 'ab', [0, 0]);
  programs[1].add('moved', 'move me', [260, 0]);
  for (const person of persons) await expect(person.notes).toHaveCount(2);

  // Typing in one note from four sides.
  await Promise.all([
    persons[0].writeInto('shared', 'kangaroo'),
    persons[1].writeInto('shared', 'pineapple'),
    slowly(programs[0], 'tulip'),
    slowly(programs[1], 'velvet'),
  ]);
  await sameText(persons, programs, 'shared');
  const typed = programs[0].notes().shared?.text ?? '';
  expect([...typed].sort().join('')).toBe([...'abkangaroopineappletulipvelvet'].sort().join(''));

  // Two drag one note at once: it lies where one of them let go, not in between.
  await Promise.all([
    persons[0].drag('moved', { x: 40, y: 120 }),
    persons[1].drag('moved', { x: -50, y: 180 }),
  ]);
  await expect.poll(() => programs[0].notes().moved?.at).toEqual(programs[1].notes().moved?.at);

  // The server dies; everyone goes on.
  await server.killNine();
  for (const person of persons) await person.reads('offline');
  await persons[0].write('offline one');
  await persons[1].write('offline two');
  programs[0].write('shared', 0, 'X');
  programs[1].add('offline', 'offline three', [0, 260]);
  await server.startAgain();

  const fresh = await peers.join(server, room);
  const expected = () => programs[0].texts();
  for (const peer of [programs[1], fresh]) await expect.poll(() => peer.texts()).toHaveLength(5);
  for (const person of persons) await expect.poll(() => person.texts()).toEqual(expected());
  expect(fresh.notes()).toEqual(programs[0].notes());
  expect(programs[1].notes()).toEqual(programs[0].notes());
  expect(expected()).toEqual(['move me', 'offline one', 'offline three', 'offline two', `X${typed}`].sort());
});

async function slowly(peer: Peer, text: string): Promise<void> {
  for (const letter of text) {
    peer.write('shared', 1, letter);
    // Hands the turn over, so that others' letters fall between.
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function sameText(persons: readonly Person[], programs: readonly Peer[], id: string): Promise<void> {
  const length = 'abkangaroopineappletulipvelvet'.length;
  for (const peer of programs) await expect.poll(() => peer.notes()[id]?.text.length).toBe(length);
  const text = programs[0]?.notes()[id]?.text ?? '';
  for (const peer of programs) expect(peer.notes()[id]?.text).toBe(text);
  for (const person of persons) await expect.poll(() => person.texts()).toContain(text);
}
