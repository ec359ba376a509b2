// Promise: a line drawn around notes selects them, by mouse or finger, and they become a cluster.

import { expect, type Page } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { fingersOn } from '../stage/fingers.ts';
import { test } from '../stage/fixtures.ts';
import type { Person } from '../stage/person.ts';
import type { Peer } from '../stage/provider.ts';
import { stands } from '../stage/rest.ts';
import { SCREENS } from '../stage/screens.ts';

const TABLET = { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true } as const;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Three rows of three. */
function addField(writer: Peer): void {
  for (let number = 0; number < 9; number += 1) {
    writer.add(`n${number}`, `idea ${number}`, [(number % 3) * 240, Math.floor(number / 3) * 240]);
  }
}

async function seesField(person: Person): Promise<void> {
  await expect(person.notes).toHaveCount(9);
  await person.page.getByRole('button', { name: 'Fit all', exact: true }).click();
  await stands(person.page);
}

/** A way around the left column and the first two notes of the lowest row: no rectangle holds just these. */
async function aroundTheCorner(person: Person): Promise<Place[]> {
  const first = await person.middleOf('n0');
  const pitch = (await person.middleOf('n1')).x - first.x;
  const corners = [
    [-0.6, -0.45],
    [0.45, -0.45],
    [0.5, 1.5],
    [1.55, 1.5],
    [1.5, 2.55],
    [-0.6, 2.6],
  ];
  return corners.map(([x = 0, y = 0]) => ({ x: first.x + x * pitch, y: first.y + y * pitch }));
}

const CORNER = ['n0', 'n3', 'n6', 'n7'];

async function draw(page: Page, places: readonly Place[]): Promise<void> {
  const [first, ...rest] = places;
  if (first === undefined) return;
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  for (const { x, y } of rest) await page.mouse.move(x, y, { steps: 8 });
}

async function drawByFinger(page: Page, places: readonly Place[]): Promise<() => Promise<void>> {
  const touch = await fingersOn(page);
  let from: Place | undefined;
  for (const to of places) {
    if (from === undefined) await touch('touchStart', to);
    else {
      for (let step = 1; step <= 6; step += 1) {
        const x = from.x + ((to.x - from.x) * step) / 6;
        await touch('touchMove', { x, y: from.y + ((to.y - from.y) * step) / 6 });
      }
    }
    from = to;
  }
  return () => touch('touchEnd');
}

const selectedIn = (page: Page) =>
  page
    .locator('.note-selected')
    .evaluateAll((notes) => notes.map((note) => (note as HTMLElement).dataset.note ?? '').sort());

function membersOf(peer: Peer): string[] {
  return Object.keys(peer.membership()).sort();
}

test('a line drawn with Alt around notes selects those inside, and Ctrl+G makes them a cluster', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  addField(witness);
  const person = await people.enter(room.links.join);
  const { page } = person;
  await seesField(person);
  const line = await aroundTheCorner(person);

  await page.keyboard.down('Alt');
  await draw(page, line);
  await expect(page.locator('.lasso')).toBeVisible();
  await expect.poll(() => selectedIn(page)).toEqual(CORNER);
  await page.screenshot({ path: 'results/lasso-desktop.png' });
  await person.drop();
  await page.keyboard.up('Alt');
  await expect(page.locator('.lasso')).toHaveCount(0);

  // With Shift, more of them.
  const { x, y } = await person.middleOf('n2');
  const pitch = x - (await person.middleOf('n1')).x;
  await page.keyboard.down('Alt');
  await page.keyboard.down('Shift');
  const half = pitch * 0.45;
  await draw(page, [
    { x: x - half, y: y - half },
    { x: x + half, y: y - half },
    { x: x + half, y: y + half },
    { x: x - half, y: y + half },
  ]);
  await person.drop();
  await page.keyboard.up('Shift');
  await page.keyboard.up('Alt');
  await expect.poll(() => selectedIn(page)).toEqual([...CORNER, 'n2'].sort());

  await page.keyboard.press('Control+g');
  await expect(person.titleField).toBeFocused();
  await expect.poll(() => membersOf(witness)).toEqual([...CORNER, 'n2'].sort());
  await expect.poll(() => Object.keys(witness.notes()).length).toBe(9);
});

for (const [size, shape] of Object.entries({ phone: SCREENS.phone, tablet: TABLET })) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`a finger takes the tool, is told what to do, draws and groups: ${size}, ${colorScheme}`, async ({
      server,
      people,
      peers,
    }) => {
      const room = await server.makeRoom();
      const witness = await peers.join(server, room);
      addField(witness);
      const page = await people.page({ ...shape, colorScheme });
      const person = await people.enter(room.links.join, undefined, page);
      await seesField(person);

      await page.getByRole('button', { name: 'Select by drawing around' }).tap();
      await expect(page.getByText('Draw a line around the notes')).toBeVisible();
      await expectNoViolation(page, `lasso-tool-${size}-${colorScheme}`);
      const before = witness.notes();
      const lift = await drawByFinger(page, await aroundTheCorner(person));
      await page.screenshot({ path: `results/lasso-${size}-${colorScheme}.png` });
      await lift();
      await expect.poll(() => selectedIn(page)).toEqual(CORNER);
      await expect(page.getByText('Draw a line around the notes')).toHaveCount(0);
      // The line began beside a note and went over others: none was moved, and none was made.
      expect(witness.notes()).toEqual(before);

      await page.getByRole('button', { name: 'Group', exact: true }).tap();
      await expect.poll(() => membersOf(witness)).toEqual(CORNER);
    });
  }
}

test('the tool draws also where it begins on a note, and what is selected is moved', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  addField(witness);
  const person = await people.enter(room.links.join);
  const { page } = person;
  await seesField(person);
  await person.board.getByRole('application').focus();
  await page.keyboard.press('l');
  await expect(page.getByRole('button', { name: 'Select by drawing around' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  const [first, second] = [await person.middleOf('n0'), await person.middleOf('n1')];
  const pitch = second.x - first.x;
  await draw(page, [
    { x: first.x - 20, y: first.y - 20 },
    { x: first.x + pitch * 1.3, y: first.y - 20 },
    { x: first.x + pitch * 1.3, y: first.y + 30 },
    { x: first.x - 20, y: first.y + 30 },
  ]);
  await person.drop();
  await expect.poll(() => selectedIn(page)).toEqual(['n0', 'n1']);
  await expect.poll(() => witness.notes().n0?.at).toEqual([0, 0]);
  await person.drag('n0', { x: 0, y: -120 });
  await expect.poll(() => witness.notes().n1?.at[1]).toBeLessThan(-60);

  // Escape gives up a line, and another press puts the tool away.
  const line = await aroundTheCorner(person);
  await draw(page, [...line].reverse());
  await page.keyboard.press('Escape');
  await expect(page.locator('.lasso')).toHaveCount(0);
  await person.drop();
  await page.getByRole('button', { name: 'Select by drawing around' }).click();
  await expect(page.locator('.surface')).toHaveClass(/surface-hand/);
});

test('the list of keys and gestures names it', async ({ server, people }) => {
  const room = await server.makeRoom();
  const { page, ground } = await people.enter(room.links.join);
  await ground.focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog').getByText('Select by drawing around').first()).toBeVisible();
});
