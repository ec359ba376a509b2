// Promise: from a link to a note of one's own in seconds, without an account, by anyone.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { Person } from '../stage/person.ts';

/** From opening the link to writing in a note. */
const TYPING_MS_MAX = 5_000;

test('whoever opens a join link is writing a note within five seconds', async ({ server, people, peers }) => {
  const room = await server.makeRoom({ title: 'Welcoming newcomers' });
  const witness = await peers.join(server, room);
  const page = await people.page();
  const start = Date.now();
  const person = await people.enter(room.links.join, undefined, page);
  await page.getByRole('button', { name: 'New note', exact: true }).click();
  await expect(person.editor).toBeFocused();
  expect(Date.now() - start).toBeLessThan(TYPING_MS_MAX);
  await page.keyboard.type('A buddy for the first week');
  await expect.poll(() => witness.texts()).toEqual(['A buddy for the first week']);
  // The link's secret is not left in the address bar.
  expect(person.page.url()).not.toContain(room.tokens.join);
});

test('the front page makes a room and lands in it', async ({ server, people }) => {
  const page = await people.page();
  await page.goto(server.url);
  await page.getByRole('textbox', { name: 'What is the picnic about?' }).fill('Summer party');
  await page.getByRole('button', { name: 'Open a room', exact: true }).click();
  await expect(page).toHaveURL(/\/r\/[\w-]{22}/);
  const person = await Person.at(page);
  await expect(page).toHaveTitle(/Summer party/);
  await person.write('Games in the garden');

  // The link that it offers brings a second person to the same board.
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const link = await page.getByRole('textbox', { name: 'Link for participants' }).inputValue();
  const other = await people.enter(link);
  await expect.poll(() => other.texts()).toEqual(['Games in the garden']);
});

test('a viewer sees the board move and has nothing to write with', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  writer.add('a', 'seen by all');
  const viewer = await people.enter(room.links.view);
  await expect.poll(() => viewer.texts()).toEqual(['seen by all']);
  await expect(viewer.page.getByRole('button', { name: 'New note', exact: true })).toHaveCount(0);
  await viewer.page.keyboard.press('n');
  await viewer.note('a').dblclick();
  await expect(viewer.editor).toHaveCount(0);
  writer.add('b', 'and this', [400, 0]);
  await expect.poll(() => viewer.texts()).toEqual(['and this', 'seen by all']);
});

test('a link without its secret, and one to no room, say what to do', async ({ server, people }) => {
  const room = await server.makeRoom();
  const page = await people.page();
  await page.goto(room.links.join.replace(/#.*/, ''));
  await expect(page.getByRole('heading', { name: 'This room needs its whole link' })).toBeVisible();
  await page.goto(new URL('r/AAAAAAAAAAAAAAAAAAAAAA#join=AAAAAAAAAAAAAAAAAAAAAA', server.url).href);
  await expect(page.getByRole('heading', { name: 'There is no room here' })).toBeVisible();
});
