// Promise: people draw and connect on the board together: others see a stroke grow, one undo takes it back, and a connector follows its notes.

import { expect, type Page } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { test } from '../stage/fixtures.ts';
import type { Person } from '../stage/person.ts';

const DESKTOP = { viewport: { width: 1280, height: 720 } } as const;

async function takeUp(page: Page, tool: string): Promise<void> {
  await page.getByRole('button', { name: 'More tools' }).click();
  await page.getByRole('menuitemcheckbox', { name: tool }).click();
}

async function line(page: Page, ...places: readonly (readonly [number, number])[]): Promise<void> {
  const [first, ...rest] = places;
  if (first === undefined) return;
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const place of rest) await page.mouse.move(...place, { steps: 12 });
}

const strokes = ({ page }: Person) => page.locator('.ink path[data-stroke]');
const growing = ({ page }: Person) => page.locator('.ink path:not([data-stroke])');
const connectors = ({ page }: Person) => page.locator('.connectors g[data-connector]');

test('others see a stroke grow, and one undo takes all of it back', async ({ server, people }) => {
  const room = await server.makeRoom();
  const one = await people.enter(room.links.join, 'Aino', await people.page(DESKTOP));
  const other = await people.enter(room.links.join, 'Otso', await people.page(DESKTOP));
  await takeUp(one.page, 'Pen');
  await expectNoViolation(one.page);
  await line(one.page, [500, 300], [700, 360], [820, 260]);
  await expect(growing(other)).toHaveCount(1);
  await one.page.mouse.up();
  await expect(strokes(other)).toHaveCount(1);
  await expect(growing(other)).toHaveCount(0);
  await expect(growing(one)).toHaveCount(0);
  await one.page.keyboard.press('Control+z');
  await expect(strokes(other)).toHaveCount(0);
  await one.page.keyboard.press('Control+Shift+z');
  await expect(strokes(other)).toHaveCount(1);
});
