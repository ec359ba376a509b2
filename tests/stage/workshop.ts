// The facilitator's panel at the side: the plan, the people and the vote.

import type { Locator, Page } from '@playwright/test';

export function panel(page: Page): Locator {
  return page.getByTestId('workshop');
}

/** Shows one of its tabs, whether it is open or not. */
export async function openTab(page: Page, tab: 'Plan' | 'People' | 'Vote'): Promise<void> {
  const bar = page.getByTestId('facilitate-bar');
  if (!(await panel(page).isVisible()))
    await bar.getByRole('button', { name: /Plan, people and vote/ }).click();
  await panel(page).getByRole('tab', { name: tab }).click();
}
