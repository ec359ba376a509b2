// Promise: areas are made, named, moved with what lies in them, sized and taken away by hand and by keyboard, each one step to undo.

import { expect, type Page } from '@playwright/test';
import { test } from '../stage/fixtures.ts';

const NAME = 'Name of the area';

async function newArea(page: Page, at = { x: 640, y: 360 }): Promise<void> {
  await page.mouse.click(at.x, at.y, { button: 'right' });
  await page.getByRole('menuitem', { name: 'New area' }).click();
}

test('an area is made, named, moved with its notes, sized and taken away by hand, and others see it', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  peer.add('a', 'inside', [-96, -96]);
  const { page } = await people.enter(room.links.facilitate);
  await expect(page.locator('[data-note="a"]')).toBeVisible();
  await newArea(page, { x: 300, y: 200 });
  // It is named at once.
  await expect(page.getByRole('textbox', { name: NAME })).toBeFocused();
  await page.keyboard.type('First week');
  await page.keyboard.press('Enter');
  const title = page.locator('[data-area]');
  await expect(title).toHaveText('First week');
  const sections = () => [...peer.doc.getMap<Map<string, unknown>>('sections').values()];
  await expect.poll(() => sections().map((area) => String(area.get('title')))).toEqual(['First week']);
  const before = sections()[0]?.get('at') as number[];

  const box = await title.boundingBox();
  if (box === null) throw new Error('the title is not on the screen');
  await page.mouse.move(box.x + 20, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 90, box.y + box.height / 2 + 30, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => sections()[0]?.get('at')).not.toEqual(before);
  const moved = sections()[0]?.get('at') as [number, number];
  const by = [moved[0] - (before[0] ?? 0), moved[1] - (before[1] ?? 0)];
  await expect
    .poll(() => peer.doc.getMap<Map<string, unknown>>('notes').get('a')?.get('at'))
    .toEqual([-96 + (by[0] ?? 0), -96 + (by[1] ?? 0)]);

  const size = sections()[0]?.get('size') as number[];
  const knob = await page.locator('.area-knob[data-x="1"][data-y="1"]').boundingBox();
  if (knob === null) throw new Error('there is no knob');
  await page.mouse.move(knob.x + 8, knob.y + 8);
  await page.mouse.down();
  await page.mouse.move(knob.x - 52, knob.y - 32, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => sections()[0]?.get('size')).not.toEqual(size);

  await page.getByRole('button', { name: 'pink', exact: true }).click();
  await expect.poll(() => sections()[0]?.get('color')).toBe('pink');
  await page.getByRole('button', { name: 'Take the area away' }).click();
  await expect.poll(() => sections().length).toBe(0);
  await page.keyboard.press('Control+Z');
  await expect.poll(() => sections()[0]?.get('color')).toBe('pink');
  await expect(page.locator('[data-note="a"]')).toBeVisible();
});

test('an area is moved, sized and named by keyboard alone', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  const { page } = await people.enter(room.links.facilitate);
  await page.locator('.surface').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'New area' }).press('Enter');
  await page.keyboard.type('Ideas');
  await page.keyboard.press('Enter');
  const handle = page.getByRole('button', { name: 'Area Ideas' });
  await expect(handle).toBeFocused();
  const area = () => [...peer.doc.getMap<Map<string, unknown>>('sections').values()][0];
  await expect.poll(() => String(area()?.get('title'))).toBe('Ideas');
  const at = area()?.get('at') as [number, number];
  const size = area()?.get('size') as [number, number];
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => area()?.get('at')).toEqual([at[0] + 16, at[1] + 96]);
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => area()?.get('size')).toEqual([size[0] + 16, size[1]]);
  await page.keyboard.press('Delete');
  await expect.poll(() => area()).toBeUndefined();
});

test('who may not change everything shapes no area, and is offered none', async ({ server, people }) => {
  const room = await server.makeRoom({
    plan: {
      anonymous: false,
      phases: [],
      sections: [{ id: 'ideas', title: { en: 'Ideas' }, at: [-400, -300], size: [800, 600], color: 'teal' }],
    },
  });
  const { page } = await people.enter(room.links.view);
  await expect(page.locator('.section')).toBeVisible();
  await expect(page.locator('.area-handle')).toHaveCount(0);
  await page.mouse.click(640, 360, { button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'New area' })).toHaveCount(0);
});
