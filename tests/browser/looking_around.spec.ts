// Promise: the board is looked at from anywhere, near and far, by mouse, keys and fingers, and stays sharp.

import { expect } from '@playwright/test';
import { fingersOn } from '../stage/fingers.ts';
import { test } from '../stage/fixtures.ts';
import type { Person } from '../stage/person.ts';

interface Box {
  x: number;
  y: number;
  width: number;
}

async function boxOf(person: Person, id: string): Promise<Box> {
  const box = await person.note(id).boundingBox();
  if (!box) throw new Error(`note ${id} is not on the screen`);
  return box;
}

/** Waits until the note lies still. */
async function still(person: Person, id: string): Promise<Box> {
  let last = await boxOf(person, id);
  await expect
    .poll(async () => {
      const before = last;
      last = await boxOf(person, id);
      return Math.abs(last.x - before.x) + Math.abs(last.y - before.y) + Math.abs(last.width - before.width);
    })
    .toBeLessThan(0.01);
  return last;
}

test('the wheel and a drag with space move the board', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  (await peers.join(server, room)).add('a', 'look at me', [0, 0]);
  const person = await people.enter(room.links.join);
  const { page } = person;
  const start = await still(person, 'a');
  await page.mouse.move(200, 600);
  await page.mouse.wheel(40, 60);
  await expect.poll(async () => Math.round((await boxOf(person, 'a')).x - start.x)).toBe(-40);
  expect(Math.round((await boxOf(person, 'a')).y - start.y)).toBe(-60);
  await person.ground.focus();
  await page.keyboard.down('Space');
  await page.mouse.down();
  await page.mouse.move(280, 650, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up('Space');
  await expect.poll(async () => Math.round((await boxOf(person, 'a')).x - start.x)).toBe(40);
  expect(await person.texts()).toEqual(['look at me']);
});

test('Ctrl and the wheel zoom at the pointer; buttons zoom, show at full size and fit all', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  writer.add('a', 'near', [0, 0]);
  const person = await people.enter(room.links.join);
  const { page } = person;
  const start = await still(person, 'a');
  // Under the pointer is the note's corner: it stays there.
  await page.mouse.move(start.x, start.y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await expect.poll(async () => (await boxOf(person, 'a')).width).toBeGreaterThan(start.width * 1.1);
  const near = await still(person, 'a');
  expect(Math.abs(near.x - start.x) + Math.abs(near.y - start.y)).toBeLessThan(2);

  await page.getByRole('button', { name: /show at full size/ }).click();
  await expect.poll(async () => Math.round((await boxOf(person, 'a')).width)).toBe(Math.round(start.width));
  await page.getByRole('button', { name: 'Zoom out', exact: true }).click();
  await expect.poll(async () => (await boxOf(person, 'a')).width).toBeLessThan(start.width * 0.9);
  writer.add('far', 'far away', [6_000, 4_000]);
  await page.getByRole('button', { name: 'Fit all', exact: true }).click();
  // From so far away notes are painted; at the end of the board the far one is a real element again.
  await expect
    .poll(async () => await page.getByRole('button', { name: /show at full size/ }).textContent())
    .not.toMatch(/^(100|80|67|50) %/);
});

test('from afar an area keeps its tint, with few notes on it', async ({ server, people, peers }) => {
  const area = { id: 'stands', title: { en: 'Stands' }, at: [0, 0] as [number, number] };
  const sections = [{ ...area, size: [4_000, 4_000] as [number, number], color: 'green' as const }];
  const room = await server.makeRoom({ plan: { anonymous: false, phases: [], sections } });
  (await peers.join(server, room)).add('a', 'alone', [100, 400]);
  const { page } = await people.enter(room.links.join);
  await page.getByRole('button', { name: 'Fit all', exact: true }).click();
  await expect(page.locator('.world[data-reach="map"]')).toHaveCount(1);
  const tintAt = () =>
    page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.far-view');
      const box = document.querySelector('.section')?.getBoundingClientRect();
      if (canvas === null || box === undefined) return 0;
      const to = canvas.width / canvas.clientWidth;
      const from = canvas.getBoundingClientRect();
      const [x, y] = [box.right - 20 - from.x, box.bottom - 20 - from.y];
      return canvas.getContext('2d')?.getImageData(x * to, y * to, 1, 1).data[3] ?? 0;
    });
  await expect.poll(tintAt).toBeGreaterThan(60);
});

test('two fingers move and zoom at once', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  (await peers.join(server, room)).add('a', 'pinch me', [0, 0]);
  const page = await people.page({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  const person = await people.enter(room.links.join, undefined, page);
  const start = await still(person, 'a');
  const touch = await fingersOn(page);
  const apart = (by: number) => [
    { x: 150 - by, y: 600 },
    { x: 240 + by, y: 600 },
  ];
  await touch('touchStart', ...apart(0));
  for (let step = 1; step <= 6; step++) await touch('touchMove', ...apart(step * 8));
  await touch('touchEnd');
  await expect.poll(async () => (await boxOf(person, 'a')).width).toBeGreaterThan(start.width * 1.5);
});

test('letters are as sharp after zooming as when they are drawn anew', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  (await peers.join(server, room)).add('a', 'sharp letters', [0, 0]);
  const person = await people.enter(room.links.join);
  const { page } = person;
  for (let press = 0; press < 3; press++) {
    await page.getByRole('button', { name: 'Zoom in', exact: true }).click();
    await still(person, 'a');
  }
  await page.mouse.move(5, 5);
  let zoomed = await person.note('a').screenshot();
  const isDrawn = async () => {
    const before = zoomed;
    zoomed = await person.note('a').screenshot();
    return zoomed.equals(before);
  };
  await expect.poll(isDrawn).toBe(true);
  await person.note('a').evaluate(async (note) => {
    // Thrown away and drawn anew.
    (note as HTMLElement).style.display = 'none';
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    (note as HTMLElement).style.display = '';
  });
  await expect.poll(async () => (await person.note('a').screenshot()).equals(zoomed)).toBe(true);
});

test('a reload shows the part of the board that one was looking at', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  (await peers.join(server, room)).add('a', 'look at me', [0, 0]);
  const person = await people.enter(room.links.join);
  const { page } = person;
  const first = await still(person, 'a');
  await page.mouse.move(300, 300);
  await page.mouse.wheel(-150, 90);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  const before = await still(person, 'a');
  expect(Math.abs(before.x - first.x)).toBeGreaterThan(20);
  expect(before.width).toBeGreaterThan(first.width);

  await page.reload();
  await expect(person.note('a')).toBeVisible();
  const after = await still(person, 'a');
  for (const part of ['x', 'y', 'width'] as const) {
    expect(Math.abs(after[part] - before[part]), part).toBeLessThan(1);
  }
  // Another tab has not looked around yet.
  const other = await people.enter(room.links.join);
  expect((await still(other, 'a')).width).toBeCloseTo(first.width, 1);
});
