// Promise: what is written while people pack is in the basket, also where a note was asked for before it was known that they pack,
// from a note that is written in, and by a menu that was opened under other circumstances.

import { expect, type Page } from '@playwright/test';
import { type Peers, test } from '../stage/fixtures.ts';
import { waveNameAway } from '../stage/person.ts';
import { phase } from '../stage/plan.ts';
import type { Server } from '../stage/server.ts';
import { TakingPart } from '../stage/taking_part.ts';

const PLAN = {
  anonymous: true,
  phases: [phase({ kind: 'pack' }), phase({ kind: 'lay', reveal: 'together', turnSeconds: null })],
  sections: [],
};

/** Holds back what the server tells the page from now on, until what is returned is called. */
async function holdBack(page: Page): Promise<() => void> {
  const held: (() => void)[] = [];
  let isHeld = true;
  await page.routeWebSocket(/\/sync\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (isHeld) held.push(() => socket.send(message));
      else socket.send(message);
    });
  });
  return () => {
    isHeld = false;
    for (const send of held) send();
  };
}

/** Cuts the page's line to the server where `now.silent` says so, by whatever way it goes. */
async function silenced(page: Page): Promise<{ silent: boolean }> {
  const now = { silent: false };
  await page.routeWebSocket(/\/sync\//, (socket) => {
    if (now.silent) void socket.close();
    else socket.connectToServer();
  });
  await page.route(/\/sync\//, (request) => (now.silent ? request.abort() : request.continue()));
  return now;
}

/** A room with a note on its board, whose facilitator has gone to this phase. */
async function applesWhile(phase: 'pack' | 'lay', server: Server, peers: Peers) {
  const room = await server.makeRoom({ plan: PLAN });
  const witness = await peers.join(server, room);
  witness.add('a', 'apples');
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await facilitator.goTo(phase);
  return { room, witness, facilitator };
}

const composer = (page: Page) => page.getByRole('textbox', { name: 'A new note' });

test('a note asked for before the room has said that people pack opens in the basket: newcomer, and after a reload', async ({
  server,
  people,
  peers,
}) => {
  const { room, witness, facilitator } = await applesWhile('pack', server, peers);

  const page = await people.page();
  await waveNameAway(page);
  const tell = await holdBack(page);
  await page.goto(room.links.join);
  await page.getByRole('button', { name: 'New note', exact: true }).click();
  tell();
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type('only mine');
  await expect.poll(() => witness.texts()).toEqual(['apples']);

  // What this browser kept of the board is shown at once, and who packs is not known.
  await expect(page.locator('[data-note="a"]')).toBeVisible();
  const again = await holdBack(page);
  await page.reload();
  await expect(page.locator('[data-note="a"]')).toBeVisible();
  await page.getByRole('application', { name: 'Board' }).focus();
  await page.keyboard.press('n');
  await expect(page.getByText('Your note opens as soon as it is known')).toBeVisible();
  again();
  await expect(composer(page)).toBeFocused();
  await expect(composer(page)).toHaveValue('only mine');
  await expect.poll(() => witness.texts()).toEqual(['apples']);
  facilitator.leave();
});

test('a page whose server is silent writes on a board where nobody packed, and not where people did', async ({
  server,
  people,
  peers,
}) => {
  const { room, facilitator } = await applesWhile('lay', server, peers);
  const page = await people.page();
  const now = await silenced(page);
  const person = await people.enter(room.links.join, undefined, page);
  await expect(page.locator('.task-sheet[data-kind="lay"], .task-button').first()).toBeVisible();
  now.silent = true;
  await page.reload();
  await person.reads('offline');
  await person.write('away');
  expect(await person.texts()).toEqual(['apples', 'away']);

  now.silent = false;
  await page.reload();
  await facilitator.goTo('pack');
  await expect(composer(page)).toBeVisible();
  now.silent = true;
  await page.reload();
  await person.reads('offline');
  await page.getByRole('button', { name: 'New note', exact: true }).click();
  await expect(page.getByText('Your note opens as soon as it is known')).toBeVisible();
  await expect(person.editor).toHaveCount(0);
  facilitator.leave();
});

test('a menu that stands while the phase or the lock changes offers nothing that is no longer so', async ({
  server,
  people,
  peers,
}) => {
  const { room, facilitator } = await applesWhile('pack', server, peers);
  const person = await people.enter(room.links.join);
  const { page } = person;
  const menu = page.getByRole('menu');
  await expect(composer(page)).toBeVisible();
  await person.ground.click({ button: 'right', position: { x: 1000, y: 600 } });
  await expect(menu.getByRole('menuitem', { name: 'New note, in your basket' })).toBeVisible();
  await facilitator.goTo('lay');
  await expect(menu).toHaveCount(0);

  await person.note('a').click({ button: 'right' });
  await expect(menu.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
  await facilitator.does({ do: 'setLocked', locked: true });
  await expect(menu).toHaveCount(0);
  await expect(person.note('a')).toBeVisible();
  facilitator.leave();
});

test('while people pack, Tab in a note and notes that are pasted lead into the basket', async ({
  server,
  people,
  peers,
}) => {
  const { room, witness, facilitator } = await applesWhile('pack', server, peers);
  witness.add('b', 'bread\nand butter', [240, 0]);
  const page = await people.page({ permissions: ['clipboard-read', 'clipboard-write'] });
  const person = await people.enter(room.links.join, undefined, page);
  await expect(composer(page)).toBeVisible();
  await person.note('a').dblclick();
  await expect(person.editor).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(composer(page)).toBeFocused();
  await expect(person.editor).toHaveCount(0);

  await person.note('a').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(page.locator('[data-draft]')).toHaveText(['apples', 'bread and butter']);
  await expect.poll(() => witness.texts()).toEqual(['apples', 'bread\nand butter']);
  facilitator.leave();
});
