// Promise: what can be done to what is selected stands in a menu: by right click, by its key and Shift+F10, and where a finger rests.

import { expect, type Page } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { fingersOn } from '../stage/fingers.ts';
import { test } from '../stage/fixtures.ts';
import type { Peer } from '../stage/provider.ts';
import { SCREENS } from '../stage/screens.ts';

function layOut(peer: Peer): void {
  peer.add('a', 'apples', [0, 0]);
  peer.add('b', 'bread', [240, 0]);
  peer.add('c', 'cheese', [0, 260]);
  peer.cluster('food', 'Food', ['a']);
}

const menu = (page: Page) => page.getByRole('menu');
const item = (page: Page, name: string) => menu(page).getByRole('menuitem', { name, exact: true });

test('a right click selects what it is on and says what can be done to it', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  layOut(witness);
  const person = await people.enter(room.links.join);
  const { page } = person;

  await person.note('b').click({ button: 'right' });
  await expect(menu(page)).toHaveAccessibleName('1 note selected');
  await item(page, 'Duplicate').click();
  await expect(menu(page)).toHaveCount(0);
  await expect(person.notes).toHaveCount(4);
  await page.keyboard.press('Control+z');
  await expect(person.notes).toHaveCount(3);

  // Of several it is about all.
  await person.note('b').click();
  await person.note('c').click({ modifiers: ['Shift'] });
  await person.note('c').click({ button: 'right' });
  await expect(menu(page)).toHaveAccessibleName('2 notes selected');
  await menu(page).getByRole('menuitemradio', { name: 'pink' }).click();
  for (const id of ['b', 'c']) await expect(person.note(id)).toHaveAttribute('data-color', 'pink');

  await page.keyboard.press('Escape');
  const { x, y } = await person.headingOf('food');
  await page.mouse.click(x, y, { button: 'right' });
  await item(page, 'Collapse').click();
  await expect(person.note('a')).toHaveCount(0);
  await expect(person.cluster('food')).toHaveAccessibleDescription(/collapsed/);

  // The cloth beside its title is the cluster's, too.
  await page.mouse.click(x, y, { button: 'right' });
  await item(page, 'Open').click();
  await expect(person.note('a')).toHaveCount(1);
  await page.keyboard.press('Escape');
  const cloth = await person.cluster('food').boundingBox();
  if (cloth === null) throw new Error('the cluster is not on the screen');
  await page.mouse.click(cloth.x + 6, cloth.y + cloth.height - 6, { button: 'right' });
  await expect(menu(page)).toHaveAccessibleName('Cluster selected');
  await page.keyboard.press('Escape');

  // On the empty board it is about the board; a press beside it puts it away.
  await person.ground.click({ button: 'right', position: { x: 60, y: 500 } });
  await expect(item(page, 'New note')).toBeFocused();
  await person.ground.click({ position: { x: 700, y: 560 } });
  await expect(menu(page)).toHaveCount(0);
  await expect(person.editor).toHaveCount(0);
});

test('the menu is opened, walked and left by keyboard', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  layOut(witness);
  const person = await people.enter(room.links.join);
  const { page } = person;
  const keys = page.keyboard;
  await expect(person.notes).toHaveCount(3);

  // What has the focus is what it is about, selected or not.
  await person.note('b').focus();
  await keys.press('Shift+F10');
  await expect(menu(page).getByRole('menuitemradio', { name: 'yellow' })).toBeFocused();
  await keys.press('ArrowRight');
  await expect(menu(page).getByRole('menuitemradio', { name: 'orange' })).toBeFocused();
  await keys.press('ArrowDown');
  await expect(menu(page).getByRole('menuitemradio', { name: 'small' })).toBeFocused();
  await keys.press('ArrowDown');
  await expect(item(page, 'Edit')).toBeFocused();
  for (let step = 0; step < 3; step += 1) await keys.press('ArrowUp');
  await expect(item(page, 'Delete')).toBeFocused();
  await keys.press('m');
  await expect(item(page, 'Move to a cluster…')).toBeFocused();
  await keys.press('Escape');
  await expect(menu(page)).toHaveCount(0);
  await person.hasKeyboard('b');

  await keys.press('ContextMenu');
  await keys.press('m');
  await keys.press('Enter');
  await page.getByRole('button', { name: 'Food 1 note' }).press('Enter');
  await expect.poll(() => witness.membership().b).toBe('food');
  await person.hasKeyboard('b');

  await person.cluster('food').focus();
  await keys.press('ContextMenu');
  await keys.press('r');
  await keys.press('Enter');
  await expect(person.titleField).toBeFocused();
});

test('a finger that rests on a note opens the menu', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  layOut(witness);
  const page = await people.page({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const person = await people.enter(room.links.join, undefined, page);
  await expect(person.notes).toHaveCount(3);
  const { x, y } = await person.middleOf('c');
  const fingers = await fingersOn(page);
  await fingers('touchStart', { x, y });
  await expect(menu(page)).toBeVisible();
  await fingers('touchEnd');
  await expect(menu(page)).toBeVisible();
  await item(page, 'Delete').tap();
  await expect.poll(() => witness.texts()).toEqual(['apples', 'bread']);
});

for (const [size, shape] of Object.entries(SCREENS)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the menu has no violation: ${size}, ${colorScheme}`, async ({ server, people, peers }) => {
      const room = await server.makeRoom({ title: 'Welcoming newcomers' });
      const writer = await peers.join(server, room);
      layOut(writer);
      const page = await people.page({ ...shape, colorScheme });
      const person = await people.enter(room.links.join, undefined, page);
      await expect(person.notes).toHaveCount(3);
      await person.note('b').focus();
      await page.keyboard.press('Shift+F10');
      await expect(menu(page)).toBeVisible();
      await expectNoViolation(page, `menu-note-${size}-${colorScheme}`);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await person.ground.focus();
      await page.keyboard.press('ContextMenu');
      await expect(item(page, 'Choose all')).toBeVisible();
      await expectNoViolation(page, `menu-board-${size}-${colorScheme}`);
    });
  }
}
