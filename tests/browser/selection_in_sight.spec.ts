// Promise: all that can be done with what is selected can be pressed, whatever comes over the board.

import { expect, type Page } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { phase } from '../stage/plan.ts';
import { enterAs } from '../stage/scene.ts';
import { TakingPart } from '../stage/taking_part.ts';
import { openWorkshop } from '../stage/workshop.ts';

/** Buttons of the bar over whose middle something else lies, and those that are cut. */
function covered(page: Page): Promise<string[]> {
  return page.locator('.selection-bar').evaluate((bar) => {
    const around = bar.getBoundingClientRect();
    return [...bar.querySelectorAll('button')]
      .filter((button) => {
        const { left, right, top, bottom } = button.getBoundingClientRect();
        const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return !button.contains(over) || left < around.left || right > around.right;
      })
      .map((button) => button.getAttribute('aria-label') ?? '');
  });
}

const EACH = { fi: 'fi-FI', sv: 'sv-SE', en: 'en-GB' };

for (const [language, locale] of Object.entries(EACH)) {
  for (const width of language === 'en' ? [1280] : [1280, 1024]) {
    test(`the bar of a cluster and of a note keep beside what is docked: ${locale}, ${width} px`, async ({
      server,
      people,
      peers,
    }) => {
      const taste = phase({ kind: 'taste', comments: true });
      const room = await server.makeRoom({
        language,
        plan: { anonymous: false, phases: [taste], sections: [] },
      });
      const board = await peers.join(server, room);
      board.add('apple', 'an apple', [0, 0]);
      board.add('pear', 'a pear', [208, 0]);
      board.cluster('fruit', 'Fruit that keeps', ['apple', 'pear']);
      board.add('bread', 'bread', [0, 500]);
      board.cluster('other', 'Other', ['bread']);
      const options = { viewport: { width, height: 800 }, locale };
      const { page, person } = await enterAs(
        people,
        room.links.facilitate,
        'Aino',
        options,
        '.facilitate-bar',
      );
      await person.cluster('fruit').locator('.cluster-title').click();
      await expect.poll(() => covered(page)).toEqual([]);
      // What opens now tells the bar, which stands already.
      await openWorkshop(page);
      await expect(page.getByTestId('workshop')).toBeVisible();
      await expect.poll(() => covered(page)).toEqual([]);
      await page.screenshot({ path: `results/selection-panel-${width}-${language}.png` });
      const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
      await helmi.goTo('taste');
      // The task that comes beside an open panel is folded; whoever opens it has both.
      await expect(page.locator('.task-tab')).toBeVisible();
      await expect.poll(() => covered(page)).toEqual([]);
      await page.locator('.task-button').click();
      await expect(page.locator('.task-sheet')).toBeVisible();
      await expect.poll(() => covered(page)).toEqual([]);
      // What is docked at the right begins right under the bar.
      const panel = await page.getByTestId('workshop').boundingBox();
      expect(panel?.y).toBeLessThan(100);
      await page.screenshot({ path: `results/selection-both-${width}-${language}.png` });
      await person.note('apple').click();
      await expect.poll(() => covered(page)).toEqual([]);
      await page.screenshot({ path: `results/selection-note-${width}-${language}.png` });
      helmi.leave();
    });
  }
}
