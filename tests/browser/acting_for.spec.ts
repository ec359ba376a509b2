// Promise: whom a facilitator acts for stays chosen while phases come and go, and what is written for them is theirs alone.

import { expect, type Page } from '@playwright/test';
import type { Plan } from '../../client/src/protocol/session.ts';
import { type Peers, type People, test } from '../stage/fixtures.ts';
import { expectKept } from '../stage/kept.ts';
import { phase, QUESTION } from '../stage/plan.ts';
import { enterAs } from '../stage/scene.ts';
import type { Server } from '../stage/server.ts';
import { newId, TakingPart } from '../stage/taking_part.ts';

const ARRIVE = phase({ kind: 'arrive', question: QUESTION, inTurn: false });
const PACK = phase({ kind: 'pack' });
const LAY = phase({ kind: 'lay', reveal: 'together', turnSeconds: null });
const TASTE = phase({ kind: 'taste', comments: true });
const CLUSTER = phase({ kind: 'cluster' });

const actingFor = (page: Page) => page.getByLabel('You are acting for');
const shownFor = (page: Page) => actingFor(page).locator('option:checked');
const told = (page: Page) => page.getByText('What you were writing is kept.');

/** Aino facilitates at a screen, acts for Pirkko who has no device, and Helmi facilitates beside her. */
async function acting(server: Server, people: People, phases: Plan['phases'], peers?: Peers) {
  const room = await server.makeRoom({ plan: { anonymous: false, phases, sections: [] } });
  const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  if (peers !== undefined) (await peers.join(server, room)).add('apple', 'apple', [0, 0]);
  await helmi.goTo(phases[0]?.id ?? '');
  const { page } = await enterAs(people, room.links.facilitate, 'Aino');
  const aino = await TakingPart.beside(server, room, await page.context().cookies());
  const pirkko = newId();
  await aino.does({ do: 'putProxy', participant: pirkko, name: 'Pirkko' });
  await actingFor(page).selectOption({ label: 'Pirkko' });
  const leave = () => {
    aino.leave();
    helmi.leave();
  };
  return { room, helmi, page, pirkko, leave };
}

test('a comment begun for somebody without a device is shown and sent as theirs, whatever the phase does meanwhile', async ({
  server,
  people,
  peers,
}) => {
  const { helmi, page, leave } = await acting(server, people, [TASTE, CLUSTER], peers);
  await page.locator('[data-listed="apple"] .task-draft-open').click();
  const comment = page.getByRole('textbox', { name: 'Your comment', exact: true });
  await comment.pressSequentially('half of');
  await helmi.goTo('cluster');
  await expect(page.locator('[data-kept] textarea')).toBeFocused();
  await page.keyboard.type(' a thought');
  await expect(shownFor(page)).toHaveText('Pirkko');
  await expectKept(page, [/^half of a thought/]);
  await expect(told(page)).toBeVisible();
  await helmi.goTo('taste');
  await expect(page.locator('.task-sheet[data-kind="taste"]')).toBeVisible();
  await expect(shownFor(page)).toHaveText('Pirkko');
  // For oneself there is nothing half-written.
  await actingFor(page).selectOption({ label: 'Myself' });
  await expect(page.locator('[data-kept]')).toHaveCount(0);
  await actingFor(page).selectOption({ label: 'Pirkko' });
  await page.getByRole('button', { name: /^Go on writing/ }).click();
  await expect(comment).toHaveValue('half of a thought');
  await comment.press('Enter');
  const said = page.locator('.task-said');
  await expect(said).toHaveText(/^Pirkko half of a thought/);
  // Brought back it is still hers, whoever one acts for by then.
  await actingFor(page).selectOption({ label: 'Myself' });
  await page.getByRole('button', { name: 'Delete the comment: half of a thought' }).click();
  await expect(said).toHaveCount(0);
  await page.locator('.message-action').last().click();
  await expect(said).toHaveText(/^Pirkko half of a thought/);
  leave();
});

for (const [kind, begin, then] of [
  ['an answer', ARRIVE, PACK],
  ['a note', PACK, LAY],
] as const) {
  test(`${kind} begun for somebody without a device goes on in the field that keeps it when another goes to the next phase`, async ({
    server,
    people,
  }) => {
    const { helmi, page, leave } = await acting(server, people, [begin, then]);
    const field = page.getByRole('textbox', {
      name: begin.kind === 'arrive' ? QUESTION.en : 'A new note',
    });
    await field.pressSequentially('half of');
    await helmi.goTo(then.kind);
    await expect(page.locator('[data-kept] textarea').first()).toBeFocused();
    await page.keyboard.type(' a thought');
    await expectKept(page, [/^half of a thought/]);
    await expect(told(page)).toBeVisible();
    await expect(shownFor(page)).toHaveText('Pirkko');
    leave();
  });
}

test('whoever another facilitator acts for from now on is let go, and the words begun for them are named as theirs', async ({
  server,
  people,
}) => {
  const { helmi, page, pirkko, leave } = await acting(server, people, [PACK]);
  await page.getByRole('textbox', { name: 'A new note' }).pressSequentially('half of');
  await helmi.does({ do: 'putProxy', participant: pirkko, name: 'Pirkko' });
  await expect(actingFor(page)).toHaveCount(0);
  await expect(page.locator('[data-kept] textarea')).toBeFocused();
  await page.keyboard.type(' a thought');
  await expectKept(page, [/^half of a thought/]);
  await expect(page.locator('[data-kept]')).toContainText('For Pirkko');
  await expect(page.getByRole('textbox', { name: 'A new note' })).toHaveValue('');
  await expect(told(page)).toBeVisible();
  leave();
});
