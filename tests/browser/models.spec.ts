// Promise: a room is opened from a workshop model chosen by mouse or keys alone, or brought from a file, and a file
// that is not one is told kindly.

import { expect, type Page } from '@playwright/test';
import type * as Y from 'yjs';
import { expectNoViolation } from '../stage/axe.ts';
import { test } from '../stage/fixtures.ts';
import { Peer } from '../stage/provider.ts';
import type { Server } from '../stage/server.ts';

const OWN = `
schema = 1
id = "own"
title = { fi = "Kaksi pöytää", en = "Two tables" }

[[sections]]
id = "left"
title = { fi = "Vasen pöytä", en = "Left table" }
at = [-1008, -480]
size = [960, 960]
color = "teal"

[[phases]]
id = "pack"
kind = "pack"
title = { fi = "Pakkaa", en = "Pack" }
length = { minutes = 10 }
`;

/** The titles of the board's sections, as anybody who joins gets them. */
async function sectionTitles(
  server: Server,
  { room, token }: { room: string; token: string },
): Promise<string[]> {
  const peer = await new Peer(server, room, token).synced();
  const sections = [...peer.doc.getMap<Y.Map<unknown>>('sections').values()];
  const titles = sections.map((section) => String(section.get('title'))).sort();
  peer.leave();
  return titles;
}

async function openRoom(page: Page, title: string): Promise<{ room: string; token: string }> {
  const made = page.waitForResponse((response) => response.url().endsWith('/api/rooms'));
  await page.getByRole('textbox', { name: 'What is the picnic about?' }).fill(title);
  await page.getByRole('button', { name: 'Open a room', exact: true }).click();
  const answer = (await (await made).json()) as { room: string; tokens: { join: string } };
  await expect(page.getByTestId('board')).toBeVisible();
  return { room: answer.room, token: answer.tokens.join };
}

const choose = (page: Page, text: string) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name: 'own.toml', mimeType: 'application/toml', buffer: Buffer.from(text) });

test('the inspiration picnic is chosen until somebody chooses another, by keys alone', async ({
  server,
  people,
}) => {
  const page = await people.page();
  await page.goto(server.url);
  await expect(page.getByRole('radio', { name: 'Inspiration picnic' })).toBeChecked();
  await page.getByRole('button', { name: 'Open a room', exact: true }).focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: 'Inspiration picnic' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Three levels' })).toBeChecked();
  await expect(page.getByText('One question on three levels')).toBeVisible();

  const made = await openRoom(page, 'Levels');
  expect(await sectionTitles(server, made)).toEqual([
    'Between organisations',
    'Inside the organisation',
    'Nationwide',
  ]);
});

test('the cards follow the language, and the choice stays', async ({ server, people }) => {
  const page = await people.page({ locale: 'fi-FI' });
  await page.goto(server.url);
  await page.getByRole('radio', { name: 'Retrospektiivi' }).check();
  await page.getByRole('button', { name: 'Asetukset' }).click();
  await page.getByRole('radio', { name: 'Svenska' }).check();
  await expect(page.getByRole('radio', { name: 'Tillbakablick' })).toBeChecked();
});

test('a file that is not a model is told by line, and once mended it opens a room', async ({
  server,
  people,
}) => {
  const page = await people.page();
  await page.goto(server.url);
  await expect(page.getByRole('radio', { name: 'Inspiration picnic' })).toBeChecked();
  await choose(page, OWN.replace('minutes = 10', 'minutes = 0').replace('"teal"', '"beige"'));
  const answer = page.getByRole('alert').filter({ hasText: 'own.toml' });
  await expect(answer).toContainText('own.toml is not a workshop model yet');
  await expect(answer).toContainText('Line 11, sections.1.color: the word must be one of these: yellow');
  await expect(answer).toContainText('Line 17, phases.1.length.minutes: the number must be from 1 to 1,440');
  await expect(page.getByRole('radio', { name: 'Inspiration picnic' })).toBeChecked();
  await expectNoViolation(page, 'model-faults');

  await choose(page, OWN);
  await expect(page.getByRole('radio', { name: 'Two tables' })).toBeChecked();
  await expect(answer).toHaveCount(0);
  const made = await openRoom(page, 'Tables');
  expect(await sectionTitles(server, made)).toEqual(['Left table']);
});

test('a room can be opened while the models cannot be had', async ({ server, people }) => {
  const page = await people.page();
  await page.route('**/api/models?*', (route) => route.abort());
  await page.goto(server.url);
  await expect(page.getByText('The workshop models could not be fetched')).toBeVisible();
  await openRoom(page, 'Bare');
});

test('what participants may do comes with a model, is told by line where it is none, and goes with the room', async ({
  server,
  people,
}) => {
  const page = await people.page({ locale: 'fi-FI' });
  await page.goto(server.url);
  const rights = (word: string) => `${OWN}rights = { board = "look", sections = { left = "${word}" } }\n`;
  await choose(page, rights('everything'));
  await expect(page.getByText('sanan pitää olla jokin näistä: all, own, add, approve, look')).toBeVisible();
  await choose(page, rights('own'));
  await expect(page.getByRole('radio', { name: 'Kaksi pöytää' })).toBeChecked();
  const made = page.waitForResponse((response) => response.url().endsWith('/api/rooms'));
  await page.getByRole('button', { name: 'Avaa huone', exact: true }).click();
  const { room } = (await (await made).json()) as { room: string };
  // Once the page is let in.
  await page.waitForURL(/\/r\//);
  const exported = () =>
    page.evaluate(async (path) => (await fetch(path)).text(), `/api/rooms/${room}/model.toml`);
  await expect.poll(exported).toMatch(/left = "own"/);
  expect(await exported()).toMatch(/rights/);
});
