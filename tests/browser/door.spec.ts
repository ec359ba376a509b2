// Promise: newcomers knock and are let in, by keyboard alone; who was put out is not back by the old link; two entries of one
// person become one, and how many came only once a vote was on is told.

import { expect, type Page } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { test } from '../stage/fixtures.ts';
import { tabTo } from '../stage/focus.ts';
import { Person } from '../stage/person.ts';
import { phase } from '../stage/plan.ts';
import { DESKTOP, PHONE } from '../stage/screens.ts';
import { TakingPart } from '../stage/taking_part.ts';
import { openTab, panel } from '../stage/workshop.ts';

test.setTimeout(180_000);

const message = (page: Page, text: string | RegExp) => page.locator('.message').filter({ hasText: text });

test('a newcomer knocks and is let in, both by keyboard', async ({ server, people }) => {
  const room = await server.makeRoom({ title: 'Picnic', language: 'en' });
  const anna = await people.enter(room.links.facilitate, 'Anna');
  await openTab(anna.page, 'People');
  await panel(anna.page)
    .getByRole('radio', { name: /knock first/ })
    .check();
  const page = await people.page();
  await page.goto(room.links.join);
  await expect(page.getByRole('heading', { name: 'Knock to come in' })).toBeVisible();
  await expectNoViolation(page, 'before the door');
  await tabTo(page, /Your name/);
  await page.keyboard.type('Aino');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'You are at the door' })).toBeVisible();
  await expect(message(anna.page, 'Aino is knocking')).toBeVisible();
  // A page loaded anew keeps the place.
  await page.reload();
  await expect(page.getByRole('heading', { name: 'You are at the door' })).toBeVisible();
  // Nothing there asks for what happens by itself.
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await expect(message(anna.page, 'Aino is knocking').getByRole('button')).toHaveText([
    'Let in',
    'Not now',
    '',
  ]);
  await expect(panel(anna.page).getByTestId('at-the-door')).toContainText('Aino');
  await expectNoViolation(anna.page, 'who knocks');
  await tabTo(anna.page, /Let in: Aino/);
  await anna.page.keyboard.press('Enter');
  const aino = await Person.at(page);
  await expect(aino.board).toBeVisible();
  await expect(panel(anna.page).getByTestId('at-the-door')).toHaveCount(0);
  await expect(panel(anna.page).locator('.people-item', { hasText: 'Aino' })).toBeVisible();
  await page.reload();
  await Person.at(page);
  await anna.page.getByRole('button', { name: 'Share' }).click();
  await expect(anna.page.getByRole('dialog', { name: 'Invite people' })).toContainText(
    'Newcomers with this link knock, and a facilitator lets them in.',
  );
});

test('the message that several knock leads to where they are let in, with the keyboard there', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ title: 'Picnic', language: 'en' });
  const anna = await people.enter(room.links.facilitate, 'Anna');
  const outside = new URL(`r/${room.room}`, server.url).href;
  for (const name of ['Aino', 'Pekka']) {
    const page = await people.page();
    await page.goto(outside);
    await page.getByLabel('Your name').fill(name);
    await page.getByRole('button', { name: 'Knock', exact: true }).click();
  }
  await message(anna.page, '2 people are knocking').getByRole('button', { name: 'Show' }).click();
  await expect(panel(anna.page).getByRole('button', { name: 'Let in: Aino' })).toBeFocused();
  // Whoever lets one in goes on with the next, and after the last at what is left there.
  await anna.page.keyboard.press('Enter');
  await expect(panel(anna.page).getByRole('button', { name: 'Let in: Pekka' })).toBeFocused();
  await panel(anna.page).getByRole('button', { name: 'Turn away: Pekka' }).press('Enter');
  await expect(panel(anna.page).getByTestId('at-the-door')).toHaveCount(0);
  await expect(anna.page.locator('body')).not.toBeFocused();
  await expect(panel(anna.page).locator(':focus')).toHaveCount(1);
});

test('a link without its secret can knock, and who is turned away is told', async ({ server, people }) => {
  const room = await server.makeRoom({ title: 'Picnic', language: 'en' });
  const anna = await people.enter(room.links.facilitate, 'Anna');
  const page = await people.page(PHONE);
  await page.goto(new URL(`r/${room.room}`, server.url).href);
  await page.getByLabel('Your name').fill('Pekka');
  await page.getByRole('button', { name: 'Knock', exact: true }).click();
  await expect(message(anna.page, 'Pekka is knocking')).toBeVisible();
  await openTab(anna.page, 'People');
  await panel(anna.page).getByRole('button', { name: 'Turn away: Pekka' }).click();
  await expect(page.getByRole('heading', { name: 'You were not let in' })).toBeVisible();
  // Not at once: the page says how long it takes, and knocks for nobody before.
  const again = page.getByRole('button', { name: 'Knock again' });
  await expect(again).toHaveAttribute('aria-disabled', 'true');
  await expect(again).toHaveAccessibleDescription(/^You can knock again in \d+ seconds\.$/);
  await page.reload();
  await expect(again).toHaveAttribute('aria-disabled', 'true');
});

test('a page that is loaded anew before its first knock was answered stands at the door once', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ title: 'Picnic', language: 'en' });
  const anna = await people.enter(room.links.facilitate, 'Anna');
  await openTab(anna.page, 'People');
  const page = await people.page();
  let isFirst = true;
  const heard = new Promise<void>((done) => {
    void page.route(/\/knock$/, async (route) => {
      if (!isFirst) return await route.continue();
      isFirst = false;
      // The server hears it, and its answer reaches nobody.
      await route.fetch();
      await page.context().clearCookies();
      done();
    });
  });
  await page.goto(new URL(`r/${room.room}`, server.url).href);
  await page.getByLabel('Your name').fill('Pekka');
  await page.getByRole('button', { name: 'Knock', exact: true }).click();
  await heard;
  await page.reload();
  await expect(page.getByRole('heading', { name: 'You are at the door' })).toBeVisible();
  await page.waitForResponse(/\/knock$/);
  await expect(panel(anna.page).getByTestId('at-the-door').getByRole('listitem')).toHaveCount(1);
  await panel(anna.page).getByRole('button', { name: 'Let in: Pekka' }).click();
  await Person.at(page);
});

test('who was put out is not back by the old link in a new browser', async ({ server, people }) => {
  const room = await server.makeRoom({ title: 'Picnic', language: 'en' });
  const anna = await people.enter(room.links.facilitate, 'Anna');
  const bo = await people.enter(room.links.join, 'Bo');
  const cecilia = await people.enter(room.links.join, 'Cecilia');
  await openTab(anna.page, 'People');
  await panel(anna.page).getByRole('button', { name: 'Actions: Bo' }).click();
  await panel(anna.page).getByRole('button', { name: 'Remove from the room' }).click();
  await expect(panel(anna.page)).toContainText('The link for participants and its QR code become new ones');
  await panel(anna.page).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(bo.page.getByRole('heading', { level: 1 })).toContainText(/taken out|removed|out of/i);
  const again = await people.page();
  await again.goto(room.links.join);
  await expect(again.getByRole('heading', { name: 'This room needs its whole link' })).toBeVisible();
  await expect(again.getByTestId('board')).toHaveCount(0);
  await cecilia.page.reload();
  await Person.at(cecilia.page);
  await anna.page.getByRole('button', { name: 'Share' }).click();
  await expect(anna.page.getByRole('dialog', { name: 'Invite people' })).toContainText(
    'This link is new, and so is its QR code',
  );
});

test('two entries of one person are seen and become one', async ({ server, people }) => {
  const room = await server.makeRoom({ title: 'Picnic', language: 'en' });
  const anna = await people.enter(room.links.facilitate, 'Anna');
  await TakingPart.enter(server, room, 'join', 'Matti');
  await TakingPart.enter(server, room, 'join', 'matti');
  await openTab(anna.page, 'People');
  const doubles = panel(anna.page).getByTestId('doubles');
  await expect(doubles).toContainText('matti 2');
  await doubles.getByRole('button', { name: /Make one of them/ }).click();
  // Either may stay.
  await expect(doubles.getByRole('alertdialog')).toContainText('matti 2 is out');
  await doubles.getByRole('button', { name: 'Keep matti 2 instead' }).click();
  await expect(doubles.getByRole('alertdialog')).toContainText('Matti is out');
  await doubles.getByRole('button', { name: 'Make one', exact: true }).click();
  await expect(doubles).toHaveCount(0);
  // The other was the one from whom the number told them apart.
  await expect(panel(anna.page)).not.toContainText(/matti 2/i);
  await expect(panel(anna.page).locator('.people-item', { hasText: /matti/i })).toHaveCount(1);
});

test('who came after a vote began is told of before it is closed, under whatever names', async ({
  server,
  people,
  peers,
}) => {
  const vote = phase({ kind: 'vote', on: 'notes', budget: 2, perItemMax: 2 });
  const room = await server.makeRoom({ plan: { anonymous: false, phases: [vote], sections: [] } });
  const board = await peers.join(server, room);
  board.add('apple', 'apple', [0, 0]);
  const anna = await people.enter(room.links.facilitate, 'Anna');
  await expect(anna.notes).toHaveCount(1);
  await openTab(anna.page, 'People');
  await panel(anna.page).getByRole('tab', { name: 'Plan' }).click();
  await panel(anna.page).getByRole('button', { name: 'Go to: Phase vote' }).click();
  await panel(anna.page).getByRole('tab', { name: 'Vote' }).click();
  await expect(panel(anna.page)).toContainText('The vote is open');
  await expect(panel(anna.page)).not.toContainText('came after the vote began');
  for (const name of ['Aada', 'Eero', 'Liisa']) await TakingPart.enter(server, room, 'join', name);
  await expect(panel(anna.page)).toContainText(/3 of \d+ came after the vote began\./);
  // Whoever comes then is asked for a name, as at any time.
  for (const screen of [DESKTOP, PHONE]) {
    const page = await people.page(screen);
    await page.goto(room.links.join);
    await expect(page.getByText('2 votes left of 2')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'What name should others see?' })).toBeInViewport();
  }
});
