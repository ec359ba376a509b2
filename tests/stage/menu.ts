// The menu at the end of a room's bar: what one wants now and then, and what has no place in a narrow bar.

import type { Locator, Page } from '@playwright/test';

/** Opens it, whether it is open or not. */
export async function openMenu(page: Page): Promise<Locator> {
  const menu = page.locator('.room-menu');
  if (!(await menu.isVisible())) await page.locator('.bar-menu > button').click();
  return menu;
}

/** Takes a way that stands in it. */
export async function chooseInMenu(page: Page, name: string | RegExp): Promise<void> {
  const menu = await openMenu(page);
  await menu.getByRole('button', { name }).or(menu.getByRole('link', { name })).click();
}

/** Shows what everybody chooses for their own browser. */
export async function openSettings(page: Page): Promise<Locator> {
  const settings = (await openMenu(page)).locator('details');
  if ((await settings.getAttribute('open')) === null) await settings.locator('summary').click();
  return settings;
}
