// Promise: people draw and connect on the board together: others see a stroke grow, one undo takes it back, and a connector follows its notes.

import { expect, type Page } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { test } from '../stage/fixtures.ts';
import type { Person } from '../stage/person.ts';

const DESKTOP = { viewport: { width: 1280, height: 720 } } as const;

async function takeUp(page: Page, tool: string): Promise<void> {
  await page.getByRole('button', { name: 'More tools' }).click();
  await page.getByRole('menuitemcheckbox', { name: tool }).click();
}

async function line(page: Page, ...places: readonly (readonly [number, number])[]): Promise<void> {
  const [first, ...rest] = places;
  if (first === undefined) return;
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const place of rest) await page.mouse.move(...place, { steps: 12 });
}

const strokes = ({ page }: Person) => page.locator('.ink path[data-stroke]');
const growing = ({ page }: Person) => page.locator('.ink path:not([data-stroke])');
const connectors = ({ page }: Person) => page.locator('.connectors g[data-connector]');

test('others see a stroke grow, and one undo takes all of it back', async ({ server, people }) => {
  const room = await server.makeRoom();
  const one = await people.enter(room.links.join, 'Aino', await people.page(DESKTOP));
  const other = await people.enter(room.links.join, 'Otso', await people.page(DESKTOP));
  await takeUp(one.page, 'Pen');
  await expectNoViolation(one.page, 'the pen');
  await line(one.page, [500, 300], [700, 360], [820, 260]);
  await expect(growing(other)).toHaveCount(1);
  await one.page.mouse.up();
  await expect(strokes(other)).toHaveCount(1);
  await expect(growing(other)).toHaveCount(0);
  await expect(growing(one)).toHaveCount(0);
  await one.page.keyboard.press('Control+z');
  await expect(strokes(other)).toHaveCount(0);
  await one.page.keyboard.press('Control+Shift+z');
  await expect(strokes(other)).toHaveCount(1);
});

test('a connector is drawn from note to note, follows them, goes with an end and comes back with it', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  peer.add('bread', 'Bread', [-300, -100]);
  peer.add('cheese', 'Cheese', [200, -100]);
  const one = await people.enter(room.links.join, 'Aino', await people.page(DESKTOP));
  const other = await people.enter(room.links.join, 'Otso', await people.page(DESKTOP));
  await takeUp(one.page, 'Connect');
  const [from, to] = [await one.middleOf('bread'), await one.middleOf('cheese')];
  await line(one.page, [from.x, from.y], [to.x, to.y]);
  await one.page.mouse.up();
  await expect(connectors(other)).toHaveCount(1);
  await one.page.keyboard.press('Escape');
  const wayOf = ({ page }: Person) => page.locator('.connector-line').getAttribute('d');
  const before = await wayOf(other);
  await one.dragWithoutDrop('cheese', { x: 60, y: 160 });
  await expect.poll(() => wayOf(one)).not.toBe(before);
  await expect.poll(() => wayOf(other)).not.toBe(before);
  await one.page.mouse.up();
  await expect.poll(async () => (await wayOf(one)) === (await wayOf(other))).toBe(true);

  await one.note('cheese').click();
  await one.page.keyboard.press('Delete');
  await expect(one.note('cheese')).toHaveCount(0);
  await expect(connectors(other)).toHaveCount(0);
  await one.page.keyboard.press('Control+z');
  await expect(connectors(other)).toHaveCount(1);
});

test('by keyboard one draws, connects, and takes away what is listed', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  peer.add('bread', 'Bread', [-300, -100]);
  peer.add('cheese', 'Cheese', [200, -100]);
  const aino = await people.enter(room.links.join, 'Aino', await people.page(DESKTOP));
  const { page } = aino;
  await aino.note('bread').focus();
  await page.keyboard.press('p');
  await expect(page.locator('.surface')).toHaveAttribute('data-tool', 'pen');
  for (const key of ['Enter', 'ArrowRight', 'ArrowRight', 'Shift+ArrowDown', 'Enter'])
    await page.keyboard.press(key);
  await expect(strokes(aino)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('.surface')).toHaveAttribute('data-tool', 'select');

  await aino.note('bread').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Connect to…' }).click();
  await page.getByRole('button', { name: 'Cheese' }).click();
  await expect(connectors(aino)).toHaveCount(1);

  await page.getByRole('button', { name: 'More tools' }).click();
  await page.getByRole('menuitem', { name: 'Drawings and connectors' }).click();
  const dialog = page.getByRole('dialog', { name: 'Drawings and connectors' });
  await expect(dialog.getByRole('listitem')).toHaveText([/Bread → Cheese/, /Drawing by Aino/]);
  await expectNoViolation(page, 'the list');
  await dialog.getByRole('button', { name: /^Delete Bread → Cheese/ }).click();
  await expect(connectors(aino)).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: /^Delete Drawing by Aino/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(strokes(aino)).toHaveCount(0);
});

test('a laser is seen by others for a second, and nothing of it stays', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  const one = await people.enter(room.links.join, 'Aino', await people.page(DESKTOP));
  const other = await people.enter(room.links.join, 'Otso', await people.page(DESKTOP));
  await takeUp(one.page, 'Laser pointer');
  await line(one.page, [500, 300], [700, 360]);
  await expect(other.page.locator('.lasers path')).toHaveCount(1);
  await one.page.mouse.up();
  await expect(other.page.locator('.lasers path')).toHaveCount(0);
  expect([...peer.doc.getMap('strokes').keys()]).toEqual([]);
});

test('the eraser takes whole strokes that it went over, once it is lifted', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  const one = await people.enter(room.links.join, 'Aino', await people.page(DESKTOP));
  await takeUp(one.page, 'Pen');
  await line(one.page, [400, 300], [800, 300]);
  await one.page.mouse.up();
  await line(one.page, [400, 360], [800, 360]);
  await one.page.mouse.up();
  await expect(strokes(one)).toHaveCount(2);
  await expect.poll(() => peer.doc.getMap('strokes').size).toBe(2);
  await one.page.keyboard.press('e');
  await line(one.page, [600, 280], [600, 330]);
  await expect(one.page.locator('.ink-going')).toHaveCount(1);
  await one.page.mouse.up();
  await expect.poll(() => peer.doc.getMap('strokes').size).toBe(1);
});
