// Promise: the front page loses no words, and where rooms are made with a code it asks for that.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { Person } from '../stage/person.ts';
import { Server } from '../stage/server.ts';

test('the question outlives a reload and the way to a room and back, until its room is made', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom();
  const page = await people.page();
  await page.goto(server.url);
  const question = page.getByRole('textbox', { name: 'What is the picnic about?' });
  await question.fill('How do we welcome newcomers');
  await page.reload();
  await expect(question).toHaveValue('How do we welcome newcomers');
  await page.goto(room.links.join);
  await expect(page.getByTestId('board')).toBeVisible();
  await page.goBack();
  await expect(question).toHaveValue('How do we welcome newcomers');

  await page.getByRole('button', { name: 'Open a room', exact: true }).click();
  await expect(page.getByTestId('board')).toBeVisible();
  await page.goto(server.url);
  await expect(question).toHaveValue('');
});

test('whoever makes a room is asked their name where they can type it at once', async ({
  server,
  people,
}) => {
  const page = await people.page();
  await page.goto(server.url);
  await page.getByRole('textbox', { name: 'What is the picnic about?' }).fill('Lunch');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('board')).toBeVisible();
  await expect(page.locator('.name-form input').first()).toBeFocused();
});

test('a room is made with the code that the server asks for, and the question waits for it', async ({
  people,
}) => {
  const server = await Server.start(['--no-limits', '--rooms-by', 'code', '--rooms-code', 'picnic-22']);
  try {
    const page = await people.page();
    await page.goto(server.url);
    await page.getByRole('textbox', { name: 'What is the picnic about?' }).fill('Lunch');
    const make = page.getByRole('button', { name: 'Open a room', exact: true });
    await make.click();
    const code = page.getByLabel('Code for opening rooms');
    await expect(code).toBeFocused();
    await expect(page.getByText('opens rooms for those who know its code')).toBeVisible();
    // What is no ASCII is no code either, and no fault of the page.
    for (const wrong of ['picnic-23', 'piknik-ä']) {
      await code.fill(wrong);
      await code.press('Enter');
      await expect(page.getByText('That is not the code')).toBeVisible();
      await expect(code).toBeFocused();
    }
    await code.fill(' picnic-22 ');
    await make.click();
    await Person.at(page);
    await expect(page.getByRole('textbox', { name: 'Title of the room' })).toHaveValue('Lunch');
  } finally {
    await server.stop();
  }
});
