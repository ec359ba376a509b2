// Promise: a note's text is text, and the page asks nobody but its own server for anything.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';

const HOSTILE = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';

test('a text with HTML in it shows as it is written and runs nothing', async ({ server, people, peers }) => {
  const room = await server.makeRoom({ title: HOSTILE });
  const writer = await peers.join(server, room);
  writer.add('a', HOSTILE);
  writer.provider.awareness.setLocalState({ user: { name: HOSTILE }, name: HOSTILE, cursor: [10, 10] });
  const person = await people.enter(room.links.join);
  await expect(person.note('a')).toContainText(HOSTILE);
  await person.note('a').dblclick();
  await expect(person.editor).toHaveValue(HOSTILE);
  await person.page.keyboard.press('Escape');
  await person.page.getByRole('button', { name: 'Share', exact: true }).click();
  expect(await person.page.evaluate(() => 'hit' in window)).toBe(false);
  await expect(person.note('a').locator('img, script')).toHaveCount(0);
});

test('home, room and share ask only their own server', async ({ server, people }) => {
  const page = await people.page();
  const foreign: string[] = [];
  const violations: string[] = [];
  const own = new URL(server.url).host;
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(http|ws)/.test(url.protocol) && url.host !== own) foreign.push(request.url());
  });
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
  });
  page.on('pageerror', (error) => violations.push(error.message));
  const answer = await page.goto(server.url);
  expect(answer?.headers()['content-security-policy']).toMatch(/default-src/);
  await expect(page.getByRole('button', { name: 'Open a room', exact: true })).toBeVisible();
  const room = await server.makeRoom();
  const person = await people.enter(room.links.facilitate, undefined, page);
  await person.write('a note');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByText('Link for participants').first()).toBeVisible();
  expect(foreign).toEqual([]);
  expect(violations).toEqual([]);
});
