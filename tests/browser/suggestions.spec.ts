// Promise: a facilitator is shown what may belong together, nothing changes until they accept it, and one step takes it back.

import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { test } from '../stage/fixtures.ts';
import type { Person } from '../stage/person.ts';
import type { Peer } from '../stage/provider.ts';

/** A library's board of 25 notes that people sorted. */
const KIRJASTO = readFileSync(new URL('../boards/fi-kirjasto.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { text: string }).text);

const SCREENSHOTS = process.env.PICNIC_SCREENSHOTS;

function layOut(peer: Peer, texts: readonly string[]): void {
  const colors = ['yellow', 'blue', 'pink', 'green'];
  for (const [index, text] of texts.entries()) {
    const at: [number, number] = [(index % 7) * 230, Math.floor(index / 7) * 240];
    peer.add(`n${String(index).padStart(2, '0')}`, text, at, colors[index % colors.length]);
  }
}

async function openSuggestions({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Suggest clusters' }).click();
  await expect(page.getByRole('heading', { name: 'Cluster suggestions' })).toBeFocused();
}

async function look(page: Page, name: string): Promise<void> {
  if (SCREENSHOTS === undefined) return;
  await page.waitForTimeout(600);
  await page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
}

test('what is found is shown first, then accepted as one step, and taken back as one', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  layOut(peer, KIRJASTO);
  const eva = await people.enter(room.links.facilitate, 'Eva');
  await expect(eva.notes).toHaveCount(KIRJASTO.length);
  const before = peer.notes();

  await openSuggestions(eva);
  await look(eva.page, 'choose');
  await eva.page.getByRole('button', { name: /^Find clusters/ }).click();
  const panel = eva.page.getByTestId('suggestions');
  await expect(panel.getByText('Suggested by the words that notes share.')).toBeVisible();
  await expect(panel.getByRole('listitem').first()).toBeVisible();
  await look(eva.page, 'found');
  await expectNoViolation(eva.page, "suggestions-found");

  // Nobody else sees anything, and nothing is changed.
  expect(peer.notes()).toEqual(before);
  expect(peer.membership()).toEqual({});

  await panel.getByRole('button', { name: 'Accept all' }).click();
  await expect.poll(() => Object.keys(peer.membership()).length).toBeGreaterThan(8);
  await look(eva.page, 'accepted');

  await eva.page.keyboard.press('Control+z');
  await expect.poll(() => peer.membership()).toEqual({});
  expect(peer.notes()).toEqual(before);
});
