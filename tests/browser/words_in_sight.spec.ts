// Promise: what somebody is writing stays in sight, whatever opens over the page meanwhile, and they learn of that all the same.

import { expect, type Locator, type Page } from '@playwright/test';
import { type Peers, type People, test } from '../stage/fixtures.ts';
import { phase } from '../stage/plan.ts';
import { scene } from '../stage/scene.ts';
import { PHONE } from '../stage/screens.ts';
import type { Server } from '../stage/server.ts';

const LONG = {
  en: Array.from({ length: 12 }, () => 'Bring together what belongs together, and talk about it.').join(
    '\n\n',
  ),
};
const CLUSTER = { ...phase({ kind: 'cluster' }), instructions: LONG };
const AGAIN = { ...phase({ kind: 'cluster' }, 'again'), instructions: LONG };
const TASTE = { ...phase({ kind: 'taste', comments: true }), instructions: LONG };
const SMALL = { viewport: { width: 1280, height: 720 } };

const card = (page: Page) => page.getByRole('region', { name: 'What to do' });
const sheet = (page: Page) => page.locator('.task-sheet');

/** Nothing lies over the field: a finger or pointer put anywhere on it reaches it. */
async function expectInSight(field: Locator): Promise<void> {
  await expect
    .poll(() =>
      field.evaluate((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const xs = [left + 4, (left + right) / 2, right - 4];
        const ys = [top + 4, (top + bottom) / 2, bottom - 4];
        return xs.flatMap((x) => ys.map((y) => document.elementFromPoint(x, y) === element)).every(Boolean);
      }),
    )
    .toBe(true);
}

async function withNote(server: Server, people: People, peers: Peers, options: object) {
  const made = await scene(server, people, [CLUSTER, TASTE, AGAIN], { options });
  const board = await peers.join(server, made.room);
  board.add('apple', 'an apple', [0, 0]);
  board.add('pear', 'a pear', [400, 0]);
  board.cluster('fruit', 'Fruit', ['pear']);
  await expect(made.person.notes).toHaveCount(2);
  if (await card(made.page).isVisible()) await made.page.getByRole('button', { name: 'Got it' }).click();
  return { ...made, board };
}

test('the instructions of a phase that begins do not open over a note or a title that is being written', async ({
  server,
  people,
  peers,
}) => {
  const { page, person, facilitator } = await withNote(server, people, peers, SMALL);
  await person.note('apple').dblclick();
  await page.keyboard.press('End');
  await page.keyboard.type(' a d');
  await facilitator.goTo('taste');
  await expect(page.getByRole('heading', { name: 'Phase taste' })).toBeVisible();
  const told = page.getByRole('button', { name: 'New: What to do' });
  await expect(told).toBeVisible();
  await expectInSight(person.editor);
  await page.screenshot({ path: 'results/words-in-sight-desktop.png' });
  await expect(card(page)).toHaveCount(0);
  await page.keyboard.type('ay');
  await expect(person.editor).toHaveValue('an apple a day');
  await page.keyboard.press('Escape');
  await expect(card(page)).toBeVisible();
  await expect(told).toHaveCount(0);
  await page.getByRole('button', { name: 'Got it' }).click();

  await page.mouse.click(640, 620);
  const { x, y } = await person.headingOf('fruit');
  await page.mouse.click(x, y);
  await page.keyboard.type(' in');
  await expect(person.titleField).toBeFocused();
  await facilitator.goTo('again');
  await expect(told).toBeVisible();
  await page.keyboard.type(' all');
  await expect(person.titleField).toHaveValue('Fruit in all');
  await expectInSight(person.titleField);
  // Whoever wants to know at once asks for it.
  await told.hover();
  await page.mouse.down();
  await expect(card(page)).toBeVisible();
  await page.mouse.up();
  await expect(card(page)).toBeVisible();
});

test('on a phone the sheet of a phase that begins comes up once the note is written', async ({
  server,
  people,
  peers,
}) => {
  const { page, person, facilitator } = await withNote(server, people, peers, PHONE);
  await person.note('apple').dblclick();
  await page.keyboard.press('End');
  await page.keyboard.type(' a d');
  await facilitator.goTo('taste');
  await expect(page.getByRole('heading', { name: 'Phase taste' })).toBeVisible();
  await expectInSight(person.editor);
  await page.screenshot({ path: 'results/words-in-sight-phone.png' });
  await expect(sheet(page)).toHaveCount(0);
  await page.keyboard.type('ay');
  await expect(person.editor).toHaveValue('an apple a day');
  await page.keyboard.press('Escape');
  await expect(sheet(page)).toBeVisible();
  await expect(card(page)).toBeVisible();
  await page.screenshot({ path: 'results/words-in-sight-phone-after.png' });
});

test('a sheet that comes beside the board moves the note that is being written out from under it', async ({
  server,
  people,
  peers,
}) => {
  const { page, person, facilitator } = await withNote(server, people, peers, SMALL);
  await facilitator.does({ do: 'goTo', from: 'cluster', to: null });
  await expect(sheet(page)).toHaveCount(0);
  await person.ground.click({ position: { x: 700, y: 600 } });
  await page.mouse.wheel(450, 0);
  await person.note('apple').dblclick();
  await page.keyboard.type(' a d');
  const box = await person.editor.boundingBox();
  expect(box?.x).toBeLessThan(376);
  await facilitator.goTo('taste');
  await expect(sheet(page)).toBeVisible();
  await expectInSight(person.editor);
});

test('nobody is led away from what they write by a note that is shown to all', async ({
  server,
  people,
  peers,
}) => {
  const { page, person, facilitator, board } = await withNote(server, people, peers, SMALL);
  board.add('far', 'far away', [4000, 4000]);
  await expect(page.locator('[data-note="far"]')).toHaveCount(0);
  await person.note('apple').dblclick();
  await facilitator.does({ do: 'spotlight', note: 'far' });
  await expect(page.getByText('far away').first()).toBeAttached();
  await expectInSight(person.editor);
});
