// What a phase asks people to do, where it is told: in its task, or over the board for whoever asks for it.

import type { Locator, Page } from '@playwright/test';

export function told(page: Page): Locator {
  return page.getByRole('region', { name: 'What to do' });
}

export async function understood(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Got it' }).click();
}
