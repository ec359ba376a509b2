// Promise: from afar a cluster is a card, and one press or Enter reads it note by note, large, and ends where one was.

import { expect } from '@playwright/test';
import * as Y from 'yjs';
import { type Peers, test } from '../stage/fixtures.ts';
import { phase } from '../stage/plan.ts';
import { scene } from '../stage/scene.ts';
import type { Room, Server } from '../stage/server.ts';

const WORDS = ['A buddy', 'One clear page', 'Coffee with the buddy', 'Lunch'];

/** A cluster of four notes, and one far away from it, so that all is seen from afar. */
async function layCluster(server: Server, room: Room, peers: Peers): Promise<void> {
  const { doc } = await peers.join(server, room);
  doc.transact(() => {
    const cluster = new Y.Map<unknown>();
    cluster.set('title', new Y.Text('Welcome'));
    cluster.set('at', [0, 0]);
    cluster.set('color', 'green');
    doc.getMap('clusters').set('welcome', cluster);
    const lay = (id: string, text: string, at: number[], into: string | null) => {
      const note = new Y.Map<unknown>();
      note.set('text', new Y.Text(text));
      note.set('at', at);
      note.set('z', 1);
      note.set('color', 'yellow');
      note.set('cluster', into);
      note.set('by', null);
      note.set('made', 1);
      doc.getMap('notes').set(id, note);
    };
    for (const [n, text] of WORDS.entries())
      lay(`w${n}`, text, [(n % 2) * 208, Math.floor(n / 2) * 208], 'welcome');
    lay('far', 'far away', [6800, 3000], null);
  });
}

test('a card is read by a press, by keys and buttons, with what the phase lets one say to a note', async ({
  server,
  people,
  peers,
}) => {
  const { room, facilitator, page } = await scene(server, people, [
    phase({ kind: 'taste', comments: false }),
    phase({ kind: 'vote', on: 'clusters', budget: 3, perItemMax: 2 }),
  ]);
  await layCluster(server, room, peers);
  await expect(page.locator('[data-cluster="welcome"]')).toBeVisible();
  await page.getByRole('button', { name: 'Fit all' }).click();
  await expect(page.locator('.world')).toHaveClass(/world-cards/);
  await page.locator('[data-cluster="welcome"] .cluster-heading').click();
  const reading = page.getByRole('dialog', { name: 'Welcome' });
  const paper = reading.locator('.reading-paper');
  await expect(paper).toContainText('A buddy');
  await expect(reading).toContainText('1 of 4');
  await expect(paper).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(paper).toContainText('One clear page');
  await expect(paper).toBeFocused();
  await reading.getByRole('button', { name: 'Next' }).click();
  await expect(paper).toContainText('Coffee with the buddy');
  await reading.locator('.task-reaction').first().click();
  await expect(reading.locator('.task-reaction').first()).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape');
  await expect(reading).toHaveCount(0);
  await expect(page.locator('.world')).toHaveClass(/world-cards/);

  // Votes are given there, too, and stand on the card for oneself.
  await facilitator.goTo('vote');
  await expect(page.locator('.task-sheet[data-kind="vote"]')).toBeVisible();
  await page.locator('[data-cluster="welcome"]').focus();
  await page.keyboard.press('Enter');
  await reading.getByRole('button', { name: 'Give a vote: Welcome' }).click();
  await expect(page.locator('[data-cluster="welcome"]')).toHaveAttribute('data-votes', '1');
  facilitator.leave();
});

test('a finger that swipes takes the next note, and who may only look reads too', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  await layCluster(server, room, peers);
  const page = await people.page({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await people.enter(room.links.view, undefined, page);
  await page.getByRole('button', { name: 'Fit all' }).tap();
  await expect(page.locator('.world')).toHaveClass(/world-cards/);
  await page.locator('[data-cluster="welcome"] .cluster-heading').tap();
  const paper = page.locator('.reading-paper');
  await expect(paper).toContainText('A buddy');
  const touch = async (type: string, clientX: number) => {
    const pointer = {
      pointerId: 7,
      isPrimary: true,
      pointerType: 'touch',
      clientX,
      clientY: 300,
      bubbles: true,
    };
    await paper.dispatchEvent(type, pointer);
  };
  await touch('pointerdown', 300);
  await touch('pointerup', 120);
  await expect(paper).toContainText('One clear page');
});
