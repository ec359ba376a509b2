// What a phase asks people to do, where it is told: in its task, or over the board for whoever asks for it.

import type { Locator, Page } from '@playwright/test';

export function told(page: Page): Locator {
  return page.getByRole('region', { name: 'What to do' });
}

/** Says that it was read, whatever the language; who has no task on the page, or has it folded, opens it in the bar first. */
export async function understood(page: Page): Promise<void> {
  const button = page.locator('.phase-told > .button');
  await button.or(page.locator('.phase-new')).first().waitFor();
  if (!(await button.isVisible())) await page.locator('.phase-new').click();
  await button.click();
}
