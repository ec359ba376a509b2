// What a page lists as not finished.

import { expect, type Page } from '@playwright/test';

/** The words of each row in order: a line for each of its fields. */
export async function expectKept(page: Page, words: readonly (string | RegExp)[]): Promise<void> {
  const rows = () =>
    page
      .locator('[data-kept]')
      .evaluateAll((all) =>
        all.map((row) =>
          [...row.querySelectorAll('.task-kept-text, .task-quiet')]
            .map((one) => (one instanceof HTMLTextAreaElement ? one.value : one.textContent))
            .join('\n'),
        ),
      );
  await expect
    .poll(rows, { timeout: 10_000 })
    .toEqual(words.map((one) => (one instanceof RegExp ? expect.stringMatching(one) : one)));
}
