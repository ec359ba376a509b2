// Promise: the question for a name takes nobody's sentence, and loses none of a name.

import { expect, type Page } from '@playwright/test';
import type { Plan } from '../../client/src/protocol/session.ts';
import { type People, test } from '../stage/fixtures.ts';
import { expectKept } from '../stage/kept.ts';
import { phase, QUESTION } from '../stage/plan.ts';
import type { Server } from '../stage/server.ts';
import { TakingPart } from '../stage/taking_part.ts';

const PACK = phase({ kind: 'pack' });
const LAY = phase({ kind: 'lay', reveal: 'together', turnSeconds: null });
const TASTE = phase({ kind: 'taste', comments: true });
const ARRIVE = phase({ kind: 'arrive', question: QUESTION, inTurn: false });

/** The field that asks for a name, where it is seen. */
const name = (page: Page) => page.locator('.name-form input:visible');

/** Somebody at a screen who has not said what they are called, in the first of these phases. */
async function nameless(server: Server, people: People, phases: Plan['phases']) {
  const room = await server.makeRoom({ plan: { anonymous: false, phases, sections: [] } });
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await facilitator.goTo(phases[0]?.id ?? '');
  const page = await people.page({ reducedMotion: 'reduce' });
  await page.goto(room.links.join);
  await expect(page.locator('.task-sheet')).toBeVisible();
  await expect(name(page)).toBeFocused();
  // One name at a time.
  await expect(page.locator('.name-card')).toHaveCount(0);
  return { facilitator, page };
}

for (const [what, begin, then, field] of [
  ['a note for the basket', PACK, LAY, 'A new note'],
  ['an answer', ARRIVE, TASTE, QUESTION.en],
] as const) {
  test(`whoever writes ${what} and has given no name goes on writing that when a phase begins`, async ({
    server,
    people,
  }) => {
    const { facilitator, page } = await nameless(server, people, [begin, then]);
    await page.getByRole('textbox', { name: field }).pressSequentially('Kari is a ');
    await facilitator.goTo(then.kind);
    await expect(page.locator(`.task-sheet[data-kind="${then.kind}"] [data-kept] textarea`)).toBeFocused();
    await page.keyboard.type('liar');
    await page.keyboard.press('Enter');
    await expectKept(page, [/^Kari is a liar/]);
    await expect(name(page)).toHaveValue('');
    await facilitator.goTo(begin.kind);
    await expect(page.getByRole('textbox', { name: field })).toBeFocused();
    facilitator.leave();
  });
}

test('whoever writes the title of the room and has given no name goes on writing it when a phase begins', async ({
  server,
  people,
}) => {
  const { facilitator, page } = await nameless(server, people, [PACK, LAY]);
  const title = page.getByRole('textbox', { name: 'Title of the room' });
  await title.fill('Lunch ');
  await facilitator.goTo('lay');
  await expect(page.locator('.task-sheet[data-kind="lay"]')).toBeVisible();
  await expect(title).toBeFocused();
  await page.keyboard.type('together');
  await expect(title).toHaveValue('Lunch together');
  await expect(name(page)).toHaveValue('');
  facilitator.leave();
});

test('a name that is being written when a phase begins stays, with its caret', async ({ server, people }) => {
  const { facilitator, page } = await nameless(server, people, [PACK, LAY, TASTE]);
  await page.keyboard.type('Kaarina vo');
  await facilitator.goTo('lay');
  await expect(page.locator('.task-sheet[data-kind="lay"]')).toBeVisible();
  await expect(name(page)).toBeFocused();
  await page.keyboard.type('n Essen');
  await expect(name(page)).toHaveValue('Kaarina von Essen');
  for (const _ of ' Essen') await page.keyboard.press('ArrowLeft');
  await facilitator.goTo('taste');
  await expect(page.locator('.task-sheet[data-kind="taste"]')).toBeVisible();
  await expect(name(page)).toBeFocused();
  await page.keyboard.type(' der');
  await expect(name(page)).toHaveValue('Kaarina von der Essen');
  facilitator.leave();
});
