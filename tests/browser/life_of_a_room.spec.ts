// Promise: a room is copied, archived, taken away and brought back in the page, by whoever facilitates; it is found again on the front page by
// role and date; and people come in by a code that was said aloud, or knock by what stands in the address bar.

import { expect, type Page } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { test } from '../stage/fixtures.ts';
import { chooseInMenu } from '../stage/menu.ts';
import { Person } from '../stage/person.ts';
import { PHONE } from '../stage/screens.ts';

test.setTimeout(180_000);

const rows = (page: Page) => page.getByRole('complementary', { name: 'Your rooms' }).getByRole('listitem');

async function inRow(page: Page, title: string, way: string): Promise<void> {
  await page.getByRole('button', { name: `What to do with ${title}`, exact: true }).click();
  await page
    .getByRole('dialog', { name: `What to do with ${title}`, exact: true })
    .getByText(way)
    .click();
}

test('an archived room says so to everyone and takes nothing, until a facilitator opens it again', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ title: 'Picnic', language: 'en', model: 'open-board' });
  const anna = await people.enter(room.links.facilitate, 'Anna');
  const aino = await people.enter(room.links.join, 'Aino');
  await chooseInMenu(anna.page, 'Archive…');
  const dialog = anna.page.getByRole('dialog', { name: 'Archive the room' });
  await expectNoViolation(anna.page, 'archive');
  await dialog.getByRole('button', { name: 'Archive the room' }).click();
  for (const { page } of [anna, aino]) {
    await expect(page.getByText('This room is archived.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'New note' })).toHaveCount(0);
    await expect(page.getByText('You are watching now')).toHaveCount(0);
  }
  await expect(aino.page.getByRole('button', { name: 'Open it again' })).toHaveCount(0);
  await anna.page.getByRole('button', { name: 'Open it again' }).click();
  for (const { page } of [anna, aino]) {
    await expect(page.getByText('This room is archived.')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'New note' }).first()).toBeVisible();
  }
});

test('the front page knows rooms by role and date, copies one, takes it away and brings it back', async ({
  server,
  people,
}) => {
  const [first, second] = [
    await server.makeRoom({ title: 'Spring', language: 'en', model: 'three-levels' }),
    await server.makeRoom({ title: 'Autumn', language: 'en' }),
  ];
  const anna = await people.enter(first.links.facilitate);
  const { page } = anna;
  await page.goto(second.links.join);
  await Person.at(page);
  await page.goto(server.url);
  await expect(rows(page)).toHaveText([
    /Autumn\s*participant, today at \d\d:\d\d/,
    /Spring\s*facilitator, today/,
  ]);
  await expectNoViolation(page, 'front page');
  // Whoever takes part has no say in what becomes of a room.
  await page.getByRole('button', { name: 'What to do with Autumn' }).click();
  await expect(page.getByRole('dialog', { name: 'What to do with Autumn' }).getByRole('button')).toHaveText([
    'Take off this list',
  ]);
  await page.keyboard.press('Escape');

  await inRow(page, 'Spring', 'Copy the room…');
  await page.getByRole('button', { name: 'Copy phases and areas' }).click();
  await Person.at(page);
  await expect(page.getByRole('textbox', { name: 'Title of the room' })).toHaveValue('Spring (copy)');
  expect(page.url()).not.toContain(first.room);

  const aino = await people.enter(first.links.join, 'Aino');
  await page.goto(server.url);
  await inRow(page, 'Spring', 'Take the room away…');
  const asked = page.getByRole('dialog', { name: 'Take the room away?' });
  await expect(asked.getByRole('link', { name: 'Save the harvest first' })).toBeVisible();
  await asked.getByRole('button', { name: 'Take the room away' }).click();
  await expect(rows(page).filter({ hasText: 'taken away, can be brought back until' })).toContainText(
    'Spring',
  );
  await expect(aino.page.getByRole('heading', { name: 'This room was taken away' })).toBeVisible();
  await expect(aino.page.getByRole('button', { name: 'Bring the room back' })).toHaveCount(0);

  await page.goto(new URL(`r/${first.room}`, server.url).href);
  await page.getByRole('button', { name: 'Bring the room back' }).click();
  await Person.at(page);
  // Whoever waits outside is in again by themselves.
  await expect(aino.board).toBeVisible({ timeout: 30_000 });
});

test('a code that was said aloud opens the room from the front page of a phone, and is off until then', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ title: 'Picnic', language: 'en', model: 'inspiration-picnic' });
  const anna = await people.enter(room.links.facilitate, undefined, await people.page(PHONE));
  // In a phone's bar there is no place for it.
  await chooseInMenu(anna.page, 'Share');
  await anna.page.getByRole('button', { name: 'Make a code' }).click();
  const code = (await anna.page.locator('.spoken-code strong').textContent()) ?? '';
  expect(code.split(' ')).toHaveLength(3);
  await expectNoViolation(anna.page, 'share with a code');

  const page = await people.page(PHONE);
  await page.goto(server.url);
  const field = page.getByLabel('Code', { exact: true });
  await field.fill('three wrong words');
  await field.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'No room opens by this code' })).toBeVisible();
  await field.fill(` ${code.toUpperCase()} `);
  await field.press('Enter');
  await Person.at(page);
  await expect(page).toHaveURL(new URL(`r/${room.room}`, server.url).href);
});

test('links are made anew in the room: whoever made them stays in, and shares the new ones', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ title: 'Picnic', language: 'en' });
  const anna = await people.enter(room.links.facilitate, 'Anna');
  const beside = await people.enter(room.links.facilitate, 'Beside');
  const aino = await people.enter(room.links.join, 'Aino');
  const renew = async (link: string) => {
    await chooseInMenu(anna.page, 'Make links anew…');
    const row = anna.page.getByRole('dialog', { name: 'Make links anew' }).getByRole('listitem');
    await row.filter({ hasText: link }).getByRole('button', { name: 'Make anew' }).click();
    await anna.page.getByRole('button', { name: 'End the old link' }).click();
  };
  await renew('Link for participants');
  await expect(anna.page.getByText('New. You find it under Share.')).toBeVisible();
  await expect(aino.board).toHaveCount(0);
  await expect(beside.board).toBeVisible();
  await anna.page.keyboard.press('Escape');
  await anna.page.getByRole('button', { name: 'Share' }).click();
  const field = anna.page.getByRole('textbox', { name: 'Link for participants' });
  await expect(field).not.toHaveValue(room.links.join);
  await people.enter(await field.inputValue(), 'Eino');
  await anna.page.keyboard.press('Escape');

  await renew('Link for facilitators');
  await expect(beside.board).toHaveCount(0);
  await anna.page.waitForLoadState();
  await Person.at(anna.page);
  await anna.reads('saved');
});

test('what stands in the address bar of a room lets whoever is given it knock', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ title: 'Picnic', language: 'en' });
  const anna = await people.enter(room.links.facilitate, 'Anna');
  const page = await people.page();
  await page.goto(anna.page.url());
  await page.getByLabel('Your name').fill('Pekka');
  await page.getByRole('button', { name: 'Knock', exact: true }).click();
  await anna.page.locator('.message').filter({ hasText: 'Pekka is knocking' }).getByText('Let in').click();
  await Person.at(page);
});
