// Promise: the room is told how long its bin, its moments and it itself are kept, each where it is looked for, and nothing where it
// is for good.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { chooseInMenu } from '../stage/menu.ts';
import { Person } from '../stage/person.ts';
import { Server } from '../stage/server.ts';

test('bin, moments and links each tell what the operator set', async ({ people }) => {
  const args = ['--keep-bin-days', '14', '--keep-versions-days', '30', '--keep-unused-rooms-days', '60'];
  const server = await Server.start(['--no-limits', ...args]);
  try {
    const room = await server.makeRoom({ title: 'Picnic', language: 'en' });
    const page = await people.page();
    const person = await Person.enter(page, room.links.facilitate);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(page.getByRole('dialog')).toContainText(
      'this room goes when nobody has been here for 3 days',
    );
    await page.keyboard.press('Escape');
    await person.ground.focus();
    await page.keyboard.press('n');
    await page.keyboard.type('bread');
    await page.keyboard.press('Escape');
    await person.reads('saved');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(page.getByRole('dialog')).toContainText(
      'This room is kept until nobody has been here for 60 days.',
    );
    await page.keyboard.press('Escape');
    await chooseInMenu(page, 'History');
    const history = page.getByTestId('history');
    await expect(history).toContainText('Moments stay here for 30 days.');
    await history.getByRole('tab', { name: 'Bin' }).click();
    await expect(history).toContainText('What was taken away stays here for 14 days.');
  } finally {
    await server.stop();
  }
});

test('of a room that is kept for good nothing is said where links are shared', async ({ server, people }) => {
  const room = await server.makeRoom({ title: 'Picnic', language: 'en' });
  const page = await people.page();
  await Person.enter(page, room.links.facilitate);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Link for participants');
  await expect(page.getByRole('dialog')).not.toContainText('This room is kept');
});
