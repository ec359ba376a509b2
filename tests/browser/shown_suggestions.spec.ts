// Promise: what a facilitator shows to all is seen by all as a suggestion, changes nothing, and is gone when they end it or go.

import { expect } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { test } from '../stage/fixtures.ts';
import { KIRJASTO, layOut } from '../stage/library_board.ts';
import type { Person } from '../stage/person.ts';
import { stands } from '../stage/rest.ts';
import { SCREENS } from '../stage/screens.ts';

const STRIP = /^Suggestion only: Eva shows which clusters/;

async function findsAndShows({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Suggest clusters' }).click();
  await page.getByRole('button', { name: /^Find clusters/ }).click();
  await page.getByRole('button', { name: 'Show to everyone' }).click();
  await expect(page.getByText('Everyone sees this now.')).toBeVisible();
}

const titlesOn = (person: Person) => person.page.locator('.ghost').allTextContents();

/** Where notes lie on the board, whatever part of it is looked at. */
const placesOn = (person: Person) =>
  person.notes.evaluateAll((notes) =>
    notes
      .map((note) => `${(note as HTMLElement).dataset.note} ${(note as HTMLElement).style.translate}`)
      .sort(),
  );

test('what is shown to all is the same on every screen, follows each change, and ends with the showing', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  layOut(peer);
  const eva = await people.enter(room.links.facilitate, 'Eva');
  const otso = await people.enter(room.links.join, 'Otso');
  const vilma = await people.enter(room.links.view);
  for (const one of [eva, otso]) await expect(one.notes).toHaveCount(KIRJASTO.length);
  const before = await placesOn(otso);
  const panel = eva.page.getByTestId('suggestions');

  await eva.page.getByRole('button', { name: 'Suggest clusters' }).click();
  await eva.page.getByRole('button', { name: /^Find clusters/ }).click();
  await expect(panel.getByText('Only you see this now.')).toBeVisible();
  await expect(eva.page.locator('.ghost').first()).toBeVisible();
  await expect(otso.page.locator('.ghost')).toHaveCount(0);

  await eva.page.getByRole('button', { name: 'Show to everyone' }).click();
  for (const one of [otso, vilma]) {
    await expect(one.page.getByText(STRIP)).toBeVisible();
    await expect.poll(() => titlesOn(one)).toEqual(await titlesOn(eva));
    await stands(one.page);
    await stands(eva.page);
    await expect.poll(() => placesOn(one)).toEqual(await placesOn(eva));
  }
  const list = otso.page.getByRole('region', { name: 'Suggested clusters' }).getByRole('listitem');
  await expect(list).toHaveCount((await titlesOn(eva)).length);

  // Nothing can be taken up in it, and nothing was written.
  const [taken = ''] = await otso.notes.evaluateAll((notes) =>
    notes.map((note) => (note as HTMLElement).dataset.note ?? ''),
  );
  const document = peer.notes();
  await otso.drag(taken, { x: 60, y: 60 });
  await expect(otso.page.getByRole('button', { name: 'New note', exact: true })).toHaveCount(0);
  expect(peer.notes()).toEqual(document);
  expect(peer.membership()).toEqual({});

  // A title written by the facilitator, and another cut.
  await panel.locator('.suggest-pile').first().getByRole('textbox').fill('Aukiolo');
  await panel.locator('.suggest-pile').first().getByRole('textbox').press('Enter');
  await expect.poll(() => titlesOn(otso)).toContain('Aukiolo');
  await panel.getByRole('slider').fill('0');
  await expect.poll(() => titlesOn(otso)).toEqual(await titlesOn(eva));

  await eva.page.getByRole('button', { name: 'Show to everyone' }).click();
  for (const one of [otso, vilma]) {
    await expect(one.page.getByText(STRIP)).toHaveCount(0);
    await expect(one.page.locator('.ghost')).toHaveCount(0);
  }
  await stands(otso.page);
  expect(await placesOn(otso)).toEqual(before);
  await expect(otso.page.getByRole('button', { name: 'New note', exact: true })).toBeVisible();
});

test('it ends when it is accepted, and when whoever shows it is gone', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  layOut(peer);
  const eva = await people.enter(room.links.facilitate, 'Eva');
  const otso = await people.enter(room.links.join, 'Otso');
  await findsAndShows(eva);
  await expect(otso.page.getByText(STRIP)).toBeVisible();
  await expect(otso.page.locator('.ghost').first()).toBeVisible();
  await eva.page.getByRole('button', { name: 'Accept all' }).click();
  await expect(otso.clusters.first()).toBeVisible();
  await expect(otso.page.getByText(STRIP)).toHaveCount(0);
  await expect(otso.page.locator('.ghost')).toHaveCount(0);

  await eva.page.keyboard.press('Control+z');
  await expect.poll(() => peer.membership()).toEqual({});
  await findsAndShows(eva);
  await expect(otso.page.getByText(STRIP)).toBeVisible();
  await eva.page.close();
  await expect(otso.page.getByText(STRIP)).toHaveCount(0);
  await expect(otso.page.locator('.ghost')).toHaveCount(0);
});

test('whoever wants to go on puts it away and looks again, and nobody is taken from what they write', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  layOut(peer);
  const eva = await people.enter(room.links.facilitate, 'Eva');
  const otso = await people.enter(room.links.join, 'Otso');
  await otso.page.getByRole('button', { name: 'New note', exact: true }).click();
  await expect(otso.editor).toBeFocused();
  await findsAndShows(eva);
  await expect(otso.page.getByText('Eva shows suggested clusters')).toBeVisible();
  await otso.page.keyboard.type('still mine');
  await expect(otso.editor).toHaveValue('still mine');
  await expect(otso.page.locator('.ghost')).toHaveCount(0);
  await otso.page.keyboard.press('Escape');
  await expect(otso.page.getByText(STRIP)).toBeVisible();
  await expect.poll(() => peer.texts()).toContain('still mine');

  await otso.page.getByRole('button', { name: 'Hide', exact: true }).click();
  await expect(otso.page.locator('.ghost')).toHaveCount(0);
  await expect(otso.page.getByRole('button', { name: 'New note', exact: true })).toBeVisible();
  await otso.page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(otso.page.locator('.ghost').first()).toBeVisible();
});

test('nobody but a facilitator can show anything, whatever their page claims', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const forger = await peers.join(server, room);
  layOut(forger);
  const honest = await peers.join(server, room, 'facilitate');
  const otso = await people.enter(room.links.join, 'Otso');
  await expect(otso.notes).toHaveCount(KIRJASTO.length);
  const proposal = { number: 1, piles: [['c', 'Forged', '']] };
  forger.provider.awareness.setLocalState({
    user: { id: 'x', name: 'Eva', role: 'facilitator' },
    cursor: [100, 100],
    proposal,
  });
  await expect(otso.page.locator('.cursor')).toHaveCount(1);
  await expect(otso.page.getByText(/^Suggestion only/)).toHaveCount(0);
  honest.provider.awareness.setLocalState({ user: { name: 'Helmi' }, proposal });
  await expect(otso.page.getByText(/^Suggestion only/)).toBeVisible();
  honest.provider.awareness.setLocalState(null);
  await expect(otso.page.getByText(/^Suggestion only/)).toHaveCount(0);
});

for (const [size, shape] of Object.entries(SCREENS)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`what is shown has no violation: ${size}, ${colorScheme}`, async ({ server, people, peers }) => {
      const room = await server.makeRoom({ language: 'fi' });
      layOut(await peers.join(server, room));
      const eva = await people.enter(room.links.facilitate, 'Eva');
      const page = await people.page({ ...shape, colorScheme, locale: 'fi-FI' });
      await people.enter(room.links.join, undefined, page);
      await findsAndShows(eva);
      await expect(page.getByText(/^Vasta ehdotus: Eva näyttää/)).toBeVisible();
      await stands(page);
      // Under a title lie notes; only from so far as a phone looks from does it lie over them.
      const lines = await page
        .locator('.world:not([data-reach="far"], [data-reach="map"]) .ghost-label')
        .evaluateAll((labels) =>
          labels.map((label) => label.scrollHeight / Number.parseFloat(getComputedStyle(label).fontSize)),
        );
      expect(lines.length > 0).toBe(size === 'desktop');
      for (const each of lines) expect(each).toBeLessThan(1.6);
      await expectNoViolation(page, `shown-suggestions-${size}-${colorScheme}`);
      if (size === 'desktop' && colorScheme === 'light')
        await eva.page.screenshot({ path: 'results/shown-suggestions-facilitator.png' });
    });
  }
}
