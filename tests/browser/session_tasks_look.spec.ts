// Promise: axe finds no violation in any phase, light and dark, on a phone and on a desktop.
//
// Each is also left as a picture in results/, to be looked at.

import { expect, type Page } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { test } from '../stage/fixtures.ts';
import { wholePlan } from '../stage/plan.ts';
import { SCREENS } from '../stage/screens.ts';
import { draft, newId, TakingPart } from '../stage/taking_part.ts';

const IDEAS = [
  'Kummi ensimmäiseksi viikoksi',
  'Yhteinen lounas perjantaisin',
  'Kirjataan, miten päätämme',
  'Vähemmän kokouksia, ja lyhyempiä',
  'Näytetään keskeneräistä',
  'Puutarha katolle',
];

const COLORS = ['yellow', 'orange', 'pink', 'blue', 'teal', 'green'] as const;

async function sheet(page: Page) {
  const shown = page.locator('.task-sheet');
  await expect(shown).toBeVisible();
  return shown;
}

test.setTimeout(180_000); // Eleven pages for axe, on a machine with two cores.

for (const [size, shape] of Object.entries(SCREENS)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every phase has no violation: ${size}, ${colorScheme}`, async ({ server, people, peers }) => {
      const room = await server.makeRoom({ title: 'Uudet mukaan', language: 'fi', plan: wholePlan() });
      const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
      const other = await TakingPart.enter(server, room, 'join', 'Matti');
      const page = await people.page({ ...shape, colorScheme, locale: 'fi-FI', reducedMotion: 'reduce' });
      await page.addInitScript(() => localStorage.setItem('picnic.name', 'Aino'));
      const look = (name: string) => expectNoViolation(page, `task-${name}-${size}-${colorScheme}`);

      await facilitator.goTo('arrive');
      await people.enter(room.links.join, undefined, page);
      await other.does({ do: 'answer', text: 'Hyvä kahvi ja parempi seura' });
      await sheet(page);
      await expect(page.getByText('Hyvä kahvi ja parempi seura')).toBeVisible();
      await look('arrive');

      await facilitator.goTo('pack');
      const composer = page.getByRole('textbox', { name: 'Uusi lappu' });
      await composer.fill(IDEAS[0] ?? '');
      await composer.press('Enter');
      await composer.fill('Kirje jokaiselle uudelle, ja siihen vastaus viikon päästä');
      await composer.press('Enter');
      await expect(page.locator('[data-draft]')).toHaveCount(2);
      await composer.fill('Vielä kesken oleva aja');
      await look('pack');
      await page.locator('[data-draft] button').last().click();
      await page.getByRole('button', { name: 'Pidä itselläsi' }).click();
      await look('pack-open');
      await page.keyboard.press('Escape');

      const drafts = IDEAS.slice(1).map((text, index) => draft(text, COLORS[index + 1]));
      await other.does({ do: 'putDrafts', drafts });
      await composer.fill('');
      await facilitator.goTo('lay');
      const closed = page.locator('.task-button');
      await expect(closed.or(page.locator('.task-sheet[data-kind="lay"]'))).toBeVisible();
      await look('reveal');
      if (await closed.isVisible()) await closed.click();
      await expect(page.getByRole('button', { name: /Levitä viltille/ })).toBeVisible();
      await look('lay');

      await facilitator.goTo('taste');
      const board = await peers.join(server, room);
      await expect.poll(() => Object.keys(board.notes()).length).toBe(IDEAS.length);
      const [first, second, third, ...rest] = Object.keys(board.notes());
      if (!first || !second || !third) throw new Error('there are no notes');
      await other.does({ do: 'react', note: first, reaction: 'heart', on: true });
      await facilitator.does({ do: 'react', note: first, reaction: 'heart', on: true });
      await other.does({ do: 'react', note: first, reaction: 'question', on: true });
      await other.does({ do: 'comment', comment: newId(), note: first, text: 'Tätä kokeiltiin keväällä.' });
      await facilitator.does({ do: 'spotlight', note: second });
      await expect(page.locator('.note-spotlit')).toHaveCount(1);
      await look('taste');
      await page.locator(`[data-listed="${first}"] .task-draft-open`).click();
      await page.getByRole('button', { name: /^Samaa mieltä/ }).click();
      await look('taste-note');
      await facilitator.does({ do: 'spotlight', note: null });

      await facilitator.goTo('cluster');
      board.cluster('c1', 'Ensimmäinen viikko', [first, second]);
      board.cluster('c2', 'Arki', [third, ...rest.slice(0, 1)]);
      await expect(page.locator('[data-cluster]')).toHaveCount(2);
      await look('cluster');

      await facilitator.goTo('vote');
      await sheet(page);
      await page.getByRole('button', { name: 'Anna ääni: Arki' }).click();
      await page.getByRole('button', { name: 'Anna ääni: Arki' }).click();
      await expect(page.getByText('2 ääntä jäljellä, yhteensä 4')).toBeVisible();
      await look('vote');
      await other.does({ do: 'vote', round: 1, item: 'c1', count: 2 });
      await facilitator.does({ do: 'closeVote', round: 1 });
      await expect(page.locator('.result-stage')).toBeVisible();
      await look('results');
      await page.locator('.result-next .button').click();
      await expect(page.locator('.result-stage')).toHaveCount(0);
      await sheet(page);
      await expect(page.getByRole('heading', { name: 'Äänestyksen 1 tulokset' })).toBeVisible();
      await look('results-in-task');

      await facilitator.goTo('take');
      await other.does({
        do: 'putCommitment',
        commitment: {
          id: newId(),
          what: 'Kysyn katon avaimet',
          who: 'Matti',
          byWhen: '2027-01-31',
          target: 'c2',
        },
      });
      await page.getByRole('textbox', { name: 'Mitä lupaat tehdä?' }).fill('Etsin kummit');
      await expect(page.getByText('Kysyn katon avaimet')).toBeVisible();
      await look('take');

      await facilitator.goTo('harvest');
      await expect(page.getByRole('link', { name: 'Avaa sato' })).toBeVisible();
      await look('harvest');
      facilitator.leave();
      other.leave();
    });
  }
}
