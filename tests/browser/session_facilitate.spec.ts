// Promise: a facilitator leads from one bar and one panel, and what they do happens on everyone's page.

import { expect, type Page } from '@playwright/test';
import type { Phase, Plan } from '../../client/src/protocol/session.ts';
import { expectNoViolation } from '../stage/axe.ts';
import { type People, test } from '../stage/fixtures.ts';
import type { Person } from '../stage/person.ts';
import type { Server } from '../stage/server.ts';

type Settings<Kind> = Kind extends Phase
  ? Omit<Kind, 'id' | 'title' | 'instructions' | 'length' | 'movesOn'>
  : never;

function phase(title: string, settings: Settings<Phase>, minutes?: number): Phase {
  return {
    id: title.toLowerCase(),
    title: { en: title, fi: `${title} suomeksi` },
    instructions: { en: `What to do in ${title}` },
    length: minutes === undefined ? 'open' : { minutes },
    movesOn: false,
    ...settings,
  } as Phase;
}

const PLAN: Plan = {
  anonymous: false,
  sections: [],
  phases: [
    phase('Welcome', { kind: 'arrive', question: { en: 'How are you?' }, inTurn: true }, 5),
    phase('Pack', { kind: 'pack' }, 10),
    phase('Lay', { kind: 'lay', reveal: 'together', turnSeconds: null }),
    phase('Vote', { kind: 'vote', on: 'notes', budget: 3, perItemMax: 2 }, 5),
    phase('Harvest', { kind: 'harvest' }),
  ],
};

interface Stage {
  readonly anna: Person;
  readonly bo: Person;
  readonly server: Server;
  readonly join: string;
}

/** Anna facilitates and Bo takes part. */
async function stage(server: Server, people: People, plan: Plan = PLAN): Promise<Stage> {
  const room = await server.makeRoom({ title: 'Welcoming newcomers', language: 'en', plan });
  const anna = await people.enter(room.links.facilitate, 'Anna');
  const bo = await people.enter(room.links.join, 'Bo');
  await expect(bar(anna.page)).toBeVisible();
  return { anna, bo, server, join: room.links.join };
}

const bar = (page: Page) => page.getByTestId('facilitate-bar');
const panel = (page: Page) => page.getByTestId('workshop');
const press = (page: Page, name: string | RegExp) =>
  bar(page)
    .getByRole('button', { name, exact: typeof name === 'string' })
    .click();

async function openTab(page: Page, tab: 'Plan' | 'People' | 'Vote') {
  if (!(await panel(page).isVisible())) await press(page, /Plan, people and vote/);
  await panel(page).getByRole('tab', { name: tab }).click();
}

/** The titles of the plan, as its list has them. */
const titles = (page: Page) => panel(page).locator('.plan-title').allTextContents();

async function undo(page: Page, said: string | RegExp) {
  const message = page.locator('.message').filter({ hasText: said });
  await message.getByRole('button', { name: 'Undo' }).click();
  await expect(message).toHaveCount(0);
}

const SIZES = {
  wide: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};

for (const [size, shape] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`bar and panel have no violation: ${size}, ${colorScheme}`, async ({ server, people, peers }) => {
      const room = await server.makeRoom({ title: 'Uusien tulo', language: 'fi', plan: PLAN });
      const writer = await peers.join(server, room);
      ['A buddy for the first week', 'Lunch together', 'A garden on the roof'].forEach((idea, index) => {
        writer.add(`n${index}`, idea, [index * 240, 0], 'yellow');
      });
      const anna = await people.enter(
        room.links.facilitate,
        'Anna',
        await people.page({ ...shape, colorScheme }),
      );
      await people.enter(room.links.join, 'Bo');
      const { page } = anna;
      const named = (part: string) => `facilitate-${part}-${size}-${colorScheme}`;
      await expectNoViolation(page, named('start'));
      await press(page, 'Start: Welcome');
      await expect(bar(page)).toContainText('Turn:');
      await openTab(page, 'Plan');
      await expectNoViolation(page, named('plan'));
      await panel(page).getByRole('button', { name: 'Edit: Vote' }).click();
      await expectNoViolation(page, named('editor'));
      await openTab(page, 'People');
      await panel(page).getByRole('button', { name: 'Actions: Bo' }).click();
      await panel(page).getByRole('button', { name: 'Remove from the room' }).click();
      await expectNoViolation(page, named('people'));
      await panel(page).getByRole('button', { name: 'Cancel' }).click();
      await openTab(page, 'Plan');
      await panel(page).getByRole('button', { name: 'Go to: Vote' }).click();
      await openTab(page, 'Vote');
      await expect(panel(page)).toContainText('The vote is open');
      await expectNoViolation(page, named('vote'));
      await panel(page).getByRole('button', { name: 'Close', exact: true }).click();
      await press(page, 'Next: Harvest');
      await expect(page.getByRole('alertdialog')).toBeVisible();
      await expectNoViolation(page, named('question'));
    });
  }
}

test('a participant sees nothing of the bar', async ({ server, people }) => {
  const { bo } = await stage(server, people);
  await expect(bar(bo.page)).toHaveCount(0);
});

test('the plan is gone through, forth and back, and a slip is undone', async ({ server, people }) => {
  const { anna } = await stage(server, people);
  await press(anna.page, 'Start: Welcome');
  await expect(bar(anna.page).getByRole('button', { name: 'Next: Pack' })).toBeVisible();
  await press(anna.page, 'Next: Pack');
  await undo(anna.page, 'Now: Pack');
  await expect(bar(anna.page).getByRole('button', { name: 'Next: Pack' })).toBeVisible();
  await press(anna.page, 'Next: Pack');
  await press(anna.page, 'Back: Welcome');
  await expect(bar(anna.page).getByRole('button', { name: 'Next: Pack' })).toBeVisible();
});
