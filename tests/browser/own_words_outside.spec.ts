// Promise: whoever is put out, or may only look on from now on, still has the words of their basket, and is told what becomes of them.

import { expect, type Page } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { phase } from '../stage/plan.ts';
import type { Peer } from '../stage/provider.ts';
import { scene } from '../stage/scene.ts';
import { PHONE } from '../stage/screens.ts';
import type { Room, Server } from '../stage/server.ts';
import { draft, TakingPart } from '../stage/taking_part.ts';

const PHASES = [
  phase({ kind: 'pack' }),
  phase({ kind: 'lay', reveal: 'together', turnSeconds: null }),
  phase({ kind: 'cluster' }),
];

async function packTwo(page: Page): Promise<void> {
  const composer = page.locator('.task-composer textarea');
  for (const words of ['a swing by the lake', 'soup for all']) {
    await composer.fill(words);
    await composer.press('Enter');
  }
  await composer.fill('and half of a th');
  await expect(page.locator('.saved-state')).toHaveAttribute('data-word', 'saved');
}

/** Baskets are laid: of what is on the board, and in what is taken along, this alone is there. */
async function expectLaidAlone(server: Server, room: Room, board: Peer, words: string): Promise<void> {
  await expect.poll(() => board.texts()).toEqual([words]);
  for (const form of ['md', 'csv', 'json']) {
    const path = `api/rooms/${room.room}/export.${form}?token=${room.tokens.view}`;
    const taken = await (await fetch(new URL(path, server.url))).text();
    expect(taken, form).toContain(words);
    expect(taken, form).not.toMatch(/a swing by the lake|soup for all|half of a th/);
  }
}

for (const anonymous of [false, true]) {
  test(`whoever is put out keeps the words of their basket${anonymous ? ', without names too' : ''}`, async ({
    server,
    people,
    peers,
  }) => {
    const { room, facilitator, page } = await scene(server, people, PHASES, { anonymous });
    // By the link to look on: the one to join is another once somebody is put out.
    const board = await peers.join(server, room, 'view');
    await facilitator.does({ do: 'putDrafts', drafts: [draft('bread for the ducks')] });
    const me = await TakingPart.beside(server, room, await page.context().cookies());
    me.leave();
    await packTwo(page);
    await facilitator.does({ do: 'remove', participant: me.id });
    await expect(page.getByRole('heading', { name: 'You have been taken out of this room' })).toBeVisible();
    const basket = page.getByTestId('basket-to-read');
    await expect(basket.getByText('a swing by the lake')).toBeVisible();
    await expect(basket.getByText('soup for all')).toBeVisible();
    await expect(basket).toContainText('Nobody lays these notes while you are out');
    await expect(page.locator('[data-kept="draft"] textarea')).toHaveValue('and half of a th');
    await page.evaluate(() => {
      navigator.clipboard.writeText = (text) => {
        document.title = text.replace('\n', ' | ');
        return Promise.resolve();
      };
    });
    await page.getByRole('button', { name: 'Copy all' }).click();
    await expect(page).toHaveTitle('a swing by the lake | soup for all');

    // What was said is so: nothing of it is laid, and it is in the basket again.
    await facilitator.goTo('lay');
    await expectLaidAlone(server, room, board, 'bread for the ducks');
    await facilitator.does({ do: 'readmit', participant: me.id });
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.locator('[data-draft]')).toHaveCount(2);
    await facilitator.goTo('cluster');
    await expectLaidAlone(server, room, board, 'bread for the ducks');
    facilitator.leave();
  });
}

test('whoever may only look on still reads their basket, in a phase without a task for them too', async ({
  server,
  people,
  peers,
}) => {
  const { room, facilitator, page } = await scene(server, people, PHASES);
  const board = await peers.join(server, room);
  await facilitator.does({ do: 'putDrafts', drafts: [draft('bread for the ducks')] });
  const me = await TakingPart.beside(server, room, await page.context().cookies());
  me.leave();
  await packTwo(page);
  await facilitator.does({ do: 'grant', to: me.id, role: 'viewer' });
  const basket = page.getByTestId('basket-to-read');
  await expect(basket.getByText('soup for all')).toBeVisible();
  await expect(basket).toContainText('these notes are not laid');
  await expect(
    page.getByText('You are looking on now: you see everything and change nothing.'),
  ).toBeVisible();
  await facilitator.goTo('lay');
  await expectLaidAlone(server, room, board, 'bread for the ducks');
  await facilitator.goTo('cluster');
  await expect(basket.getByText('a swing by the lake')).toBeVisible();
  // It lies over the board no longer than one wants it to.
  await page.getByRole('button', { name: 'Put away and see the board' }).click();
  await expect(basket).toHaveCount(0);
  const again = page.getByRole('button', { name: '2 notes' });
  await expect(again).toBeFocused();
  await again.click();
  await expect(basket.getByText('a swing by the lake')).toBeVisible();
  await facilitator.does({ do: 'grant', to: me.id, role: 'participant' });
  await expect(basket).toHaveCount(0);
  facilitator.leave();
});

test('on a phone the basket of whoever may only look on waits behind a button', async ({
  server,
  people,
}) => {
  const { room, facilitator, page } = await scene(server, people, PHASES, { options: PHONE });
  const me = await TakingPart.beside(server, room, await page.context().cookies());
  await me.does({ do: 'putDrafts', drafts: [draft('soup for all')] });
  me.leave();
  await facilitator.does({ do: 'goTo', from: 'pack', to: 'cluster' });
  await facilitator.does({ do: 'grant', to: me.id, role: 'viewer' });
  const again = page.getByRole('button', { name: 'What is yours · 1 note' });
  await expect(again).toBeVisible();
  await expect(page.getByTestId('basket-to-read')).toHaveCount(0);
  await again.click();
  await expect(page.getByTestId('basket-to-read').getByText('soup for all')).toBeVisible();
  await page.getByRole('button', { name: 'Put away and see the board' }).click();
  await expect(again).toBeFocused();
  facilitator.leave();
});
