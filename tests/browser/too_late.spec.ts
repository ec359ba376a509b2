// Promise: what was done without a connection and came too late is said to be left out, and nothing is said to be saved that is not.

import { expect, type Page } from '@playwright/test';
import type { Plan } from '../../client/src/protocol/session.ts';
import { type Peers, type People, test } from '../stage/fixtures.ts';
import { phase } from '../stage/plan.ts';
import { scene } from '../stage/scene.ts';
import type { Server } from '../stage/server.ts';
import { TakingPart } from '../stage/taking_part.ts';

const VOTE = phase({ kind: 'vote', on: 'notes', budget: 3, perItemMax: 3 });
const TASTE = phase({ kind: 'taste', comments: true });
const TAKE = phase({ kind: 'take' });

/** What is read aloud, and shown in passing, from now on. */
async function listen(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const place = target instanceof Element ? target : target.parentElement;
        if (place?.closest('[aria-live]')) heard.push(place.textContent ?? '');
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.join('\n'));
}

async function withNotes(server: Server, people: People, peers: Peers, phases: Plan['phases']) {
  const made = await scene(server, people, phases, { anonymous: true });
  const board = await peers.join(server, made.room);
  board.add('apple', 'apple', [0, 0]);
  board.add('bread', 'bread', [240, 0]);
  await expect(made.person.notes).toHaveCount(2);
  return made;
}

async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await expect(page.getByText('No connection right now.')).toBeVisible({ timeout: 30_000 });
}

test('a vote given without a connection after the vote was closed is said not to be counted, and not to be saved', async ({
  server,
  people,
  peers,
}) => {
  const { room, facilitator, page, person } = await withNotes(server, people, peers, [TASTE, VOTE, TAKE]);
  await facilitator.goTo('vote');
  const otto = await TakingPart.enter(server, room, 'join', 'Otto');
  await otto.does({ do: 'vote', round: 1, item: 'bread', count: 1 });
  const heard = await listen(page);
  await goOffline(page);
  await page.getByRole('button', { name: 'Give a vote: apple' }).click();
  await expect(page.getByText('2 votes left of 3')).toBeVisible();
  // Otto has voted, which this page was not told in any other way than by how many.
  await expect(page.getByText('you are the only one who has voted')).toHaveCount(0);
  await facilitator.does({ do: 'closeVote', round: 1 });
  await page.context().setOffline(false);
  await expect(page.getByText('Your vote came too late and is not counted.')).toBeVisible({
    timeout: 30_000,
  });
  await person.reads('saved');
  await expect.poll(heard).toContain('Back online. Something of yours came too late');
  expect(await heard()).not.toContain('Everything is saved');
  otto.leave();
  facilitator.leave();
});

test('a reaction given without a connection when people taste no more is said not to be counted', async ({
  server,
  people,
  peers,
}) => {
  const { facilitator, page } = await withNotes(server, people, peers, [TASTE, TAKE]);
  const heard = await listen(page);
  await page.context().setOffline(true);
  await expect(page.locator('.saved-state')).toHaveAttribute('data-word', 'offline', { timeout: 30_000 });
  await page.locator('[data-listed="apple"] .task-reaction').first().click();
  await facilitator.goTo('take');
  await page.context().setOffline(false);
  await expect(page.getByText('Your reaction came too late and is not counted.')).toBeVisible({
    timeout: 30_000,
  });
  await expect.poll(heard).toContain('Back online. Something of yours came too late');
  expect(await heard()).not.toContain('Everything is saved');
  facilitator.leave();
});

test('who comes in, also in another tab or once more, is not told that they are back', async ({
  server,
  people,
  peers,
}) => {
  const { room, facilitator, page } = await withNotes(server, people, peers, [TAKE]);
  const again = await page.context().newPage();
  await again.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    new MutationObserver(() => {
      for (const one of document.querySelectorAll('[aria-live]')) heard.push(one.textContent ?? '');
    }).observe(document, { childList: true, characterData: true, subtree: true });
  });
  for (const come of [() => again.goto(room.links.join), () => again.reload()]) {
    await come();
    await expect(again.locator('.saved-state')).toHaveAttribute('data-word', 'saved');
    const heard = await again.evaluate(() => (window as unknown as { heard: string[] }).heard.join('\n'));
    expect(heard).not.toContain('Back online');
    expect(heard).not.toContain('Offline');
  }
  facilitator.leave();
});

test('what was sent without a name while names came to be shown is not taken, and is back in its field, which says so', async ({
  server,
  people,
  peers,
}) => {
  const { facilitator, page, person } = await withNotes(server, people, peers, [TASTE, TAKE]);
  await person.note('apple').click();
  const field = page.getByRole('textbox', { name: 'Your comment', exact: true });
  await expect(field).toHaveAccessibleDescription('Nobody learns who wrote it.');
  await field.fill('unkind words');
  await page.context().setOffline(true);
  await person.reads('offline');
  await field.press('Enter');
  await expect(page.getByRole('listitem').filter({ hasText: 'unkind words' })).toBeVisible();
  await facilitator.does({ do: 'setAnonymous', anonymous: false });
  await page.context().setOffline(false);
  await expect(page.getByText('Names are shown now. What you sent without one was not taken')).toBeVisible({
    timeout: 30_000,
  });
  await expect(field).toHaveValue('unkind words');
  await expect(field).toHaveAccessibleDescription('Everyone sees who wrote it.');
  await expect(page.getByRole('listitem').filter({ hasText: 'unkind words' })).toHaveCount(0);
  await field.press('Enter');
  await expect(page.getByRole('listitem').filter({ hasText: 'Aino unkind words' })).toBeVisible();
  facilitator.leave();
});
