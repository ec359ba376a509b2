// The facilitator's panel at the side: the plan, the people and the vote.

import type { Locator, Page } from '@playwright/test';
import { chooseInMenu } from './menu.ts';

export function panel(page: Page): Locator {
  return page.getByTestId('workshop');
}

/** Opens it from the bar, or from the menu where a narrow bar has no place for its button. */
export async function openWorkshop(page: Page): Promise<void> {
  const button = page.locator('.facilitate-open');
  await button.waitFor({ state: 'attached' });
  if (await button.isVisible()) await button.click();
  else await chooseInMenu(page, /^Plan, people and vote|^Ohjelma, osallistujat|^Program, deltagare/);
}

/** Shows one of its tabs, whether it is open or not. */
export async function openTab(page: Page, tab: 'Plan' | 'People' | 'Vote'): Promise<void> {
  if (!(await panel(page).isVisible())) await openWorkshop(page);
  await panel(page).getByRole('tab', { name: tab }).click();
}
