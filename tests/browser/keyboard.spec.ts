// Promise: everything on the board can be done without a mouse.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';

/** Past every control of the room. */
const TAB_STOPS_MAX = 30;

test('a note is laid, written, moved, edited and taken away by keyboard', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  const { page, ground, editor } = await people.enter(room.links.join);
  const keys = page.keyboard;
  await ground.focus();
  await keys.press('n');
  await expect(editor).toBeFocused();
  await keys.type('by keyboard');
  await keys.press('Escape');
  await expect(editor).toHaveCount(0);
  await expect.poll(() => witness.texts()).toEqual(['by keyboard']);

  const place = () => Object.values(witness.notes())[0]?.at ?? [0, 0];
  const [x] = place();
  await keys.press('ArrowRight');
  await expect.poll(() => place()[0]).toBeGreaterThan(x);

  await keys.press('Enter');
  await expect(editor).toBeFocused();
  await keys.press('End');
  await keys.type(' alone');
  await keys.press('Escape');
  await expect.poll(() => witness.texts()).toEqual(['by keyboard alone']);

  await keys.press('Delete');
  await expect.poll(() => witness.texts()).toEqual([]);
  await keys.press('Control+z');
  await expect.poll(() => witness.texts()).toEqual(['by keyboard alone']);
});

test('Tab from a note that is being written lays the next one beside it', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  const { page, ground, editor } = await people.enter(room.links.join);
  await ground.focus();
  await page.keyboard.press('n');
  for (const text of ['one', 'two', 'three']) {
    await expect(editor).toBeFocused();
    await expect(editor).toHaveValue('');
    await page.keyboard.type(text);
    if (text !== 'three') await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Escape');
  await expect.poll(() => witness.texts()).toEqual(['one', 'three', 'two']);
  const places = new Set(Object.values(witness.notes()).map((note) => note.at.join()));
  expect(places.size).toBe(3);
});

test('every note is reached by keyboard and named by its text', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  writer.add('a', 'apples', [0, 0]);
  writer.add('b', 'bread', [300, 0]);
  writer.add('c', 'cheese', [0, 300]);
  const person = await people.enter(room.links.join);
  const { page } = person;
  await expect(person.notes).toHaveCount(3);
  await expect(person.note('a')).toHaveAccessibleName('apples');
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('[data-note]')?.getAttribute('data-note') ?? null);
  // The board is one stop of Tab, wherever in the room the focus was.
  for (let press = 0; press < TAB_STOPS_MAX && (await focused()) === null; press++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Home');
  const reached = [await focused()];
  for (let press = 0; press < 2; press++) {
    await page.keyboard.press('PageDown');
    reached.push(await focused());
  }
  expect(reached).toEqual(['a', 'b', 'c']);
});
