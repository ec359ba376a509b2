// Promise: «fit all» brings every note and every title where nothing lies over it, whatever bars, panels and sheets are there.

import { expect, type Page } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { layOut } from '../stage/library_board.ts';
import { wholePlan } from '../stage/plan.ts';
import { enterAs } from '../stage/scene.ts';
import { TakingPart } from '../stage/taking_part.ts';
import { openWorkshop } from '../stage/workshop.ts';

const WINDOWS = [
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
  { width: 1000, height: 800 },
  { width: 390, height: 844 },
  { width: 844, height: 390 },
];

/** Notes and titles that something lies over, by what lies there. */
function covered(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = [];
    for (const one of document.querySelectorAll('[data-note], .cluster-heading')) {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      for (const x of [left + 1, (left + right) / 2, right - 1]) {
        for (const y of [top + 1, (top + bottom) / 2, bottom - 1]) {
          const over = document.elementFromPoint(x, y);
          if (over?.closest('.surface')) continue;
          found.push(`${one.textContent} under ${over?.closest('[class]')?.className}`);
        }
      }
    }
    return found;
  });
}

for (const viewport of WINDOWS) {
  for (const verb of ['facilitate', 'join'] as const) {
    const size = `${viewport.width} × ${viewport.height}`;
    test(`nothing lies over what «fit all» shows: ${verb}, ${size}`, async ({ server, people, peers }) => {
      const room = await server.makeRoom({ plan: wholePlan() });
      const board = await peers.join(server, room);
      layOut(board);
      board.cluster('left', 'What stands at the very left', ['n00', 'n07', 'n14']);
      board.cluster('right', 'What stands at the very right', ['n06', 'n13']);
      const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
      await helmi.goTo('cluster');
      const { page } = await enterAs(people, room.links[verb], 'Aino', { viewport });
      // What is docked at that moment is to have come: the task with what is told in it, or on a phone its tab.
      await expect(page.locator('.task-sheet .phase-told, .task-tab')).toBeVisible();
      if (verb === 'facilitate') await expect(page.getByTestId('facilitate-bar')).toBeVisible();
      const fit = page.getByRole('button', { name: 'Fit all', exact: true });
      await fit.click();
      await expect.poll(() => covered(page)).toEqual([]);

      // On a phone the panel takes the place of the board.
      if (verb === 'join' || viewport.width <= 640) return;
      await openWorkshop(page);
      await fit.click();
      await expect.poll(() => covered(page)).toEqual([]);
    });
  }
}

test('nothing lies over it either once what is docked is otherwise: a role that came, a task put away, a line that is lost', async ({
  ownServer: server,
  people,
  peers,
}) => {
  const room = await server.makeRoom({ plan: wholePlan() });
  const board = await peers.join(server, room);
  layOut(board);
  // Tall: what is fitted reaches from bar to bar.
  for (let row = 0; row < 8; row += 1) board.add(`tall${row}`, `row ${row}`, [-600, row * 300 - 600]);
  const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await helmi.goTo('cluster');
  const { page } = await enterAs(people, room.links.join, 'Aino', { viewport: { width: 1440, height: 900 } });
  const me = await TakingPart.beside(server, room, await page.context().cookies());
  me.leave();
  await expect(page.locator('.task-sheet')).toBeVisible();
  await helmi.does({ do: 'grant', to: me.id, role: 'facilitator' });
  await expect(page.getByTestId('facilitate-bar')).toBeVisible();
  const fit = page.getByRole('button', { name: 'Fit all', exact: true });
  await fit.click();
  await expect.poll(() => covered(page)).toEqual([]);

  await page.getByRole('button', { name: 'Put away and see the board' }).click();
  await fit.click();
  await expect.poll(() => covered(page)).toEqual([]);
  await server.killNine();
  await expect(page.locator('.saved-state')).toHaveAttribute('data-word', /^offline/, { timeout: 30_000 });
  await fit.click();
  await expect.poll(() => covered(page)).toEqual([]);
  helmi.leave();
});
