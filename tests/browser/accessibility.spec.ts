// Promise: axe finds no violation on home and board, light and dark, on a phone and on a desktop.
//
// Each page is also left as a picture in results/, to be looked at.

import { expect } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { test } from '../stage/fixtures.ts';
import { SCREENS } from '../stage/screens.ts';

const IDEAS = [
  'A buddy for the first week',
  'Lunch together on Fridays',
  'Write down how we decide',
  'Fewer meetings, shorter ones',
  'Show work in progress',
  'A garden on the roof',
];

const COLORS = ['yellow', 'orange', 'pink', 'blue', 'teal', 'green'];

for (const [size, shape] of Object.entries(SCREENS)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`home and board have no violation: ${size}, ${colorScheme}`, async ({ server, people, peers }) => {
      const room = await server.makeRoom({ title: 'Welcoming newcomers' });
      const writer = await peers.join(server, room);
      IDEAS.forEach((idea, index) => {
        const at: [number, number] = [(index % 3) * 240, Math.floor(index / 3) * 240];
        writer.add(`n${index}`, idea, at, COLORS[index]);
      });
      const page = await people.page({ ...shape, colorScheme });
      await page.goto(server.url);
      await expect(page.getByRole('button', { name: 'Open a room', exact: true })).toBeVisible();
      await expectNoViolation(page, `home-${size}-${colorScheme}`);

      const person = await people.enter(room.links.facilitate, undefined, page);
      await person.looksAtAllWith(person.note(`n${IDEAS.length - 1}`));
      await expect(person.notes).toHaveCount(IDEAS.length);
      await expectNoViolation(page, `board-${size}-${colorScheme}`);

      await page.getByRole('button', { name: 'Share', exact: true }).click();
      await expect(page.getByText('Link for participants').first()).toBeVisible();
      await expectNoViolation(page, `share-${size}-${colorScheme}`);
    });
  }
}
