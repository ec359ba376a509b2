// Promise: notes are grouped by hand, with mouse, finger or keyboard, by several people at once, and nothing is lost.

import { expect, type Page } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { fingersOn } from '../stage/fingers.ts';
import { test } from '../stage/fixtures.ts';
import type { Person } from '../stage/person.ts';
import type { Peer } from '../stage/provider.ts';
import { stands } from '../stage/rest.ts';
import { SCREENS } from '../stage/screens.ts';

/** Room enough around each note that a cluster of two fits where they meet. */
const WIDE = 520;

function addRow(writer: Peer, ids: readonly string[], y = 0): void {
  for (const [index, id] of ids.entries()) writer.add(id, `idea ${id}`, [index * WIDE, y]);
}

/** Food, a cluster of two on the left, and three notes in none. */
function foodAndFree(writer: Peer): void {
  writer.add('a', 'apples', [0, 0]);
  writer.add('b', 'bread', [208, 0]);
  writer.cluster('food', 'Food', ['a', 'b']);
  addRow(writer, ['x', 'y', 'z'], 420);
}

async function seesAll(person: Person, notes: number): Promise<void> {
  await expect(person.notes).toHaveCount(notes);
  await person.page.getByRole('button', { name: 'Fit all', exact: true }).click();
  await stands(person.page);
}

/** Watches, frame by frame, a note and a cloth that go to the right. Gives how far either ever went back, in pixels. */
async function watchPaths(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const watched = ['[data-note="a"]', '[data-cluster="food"]'];
    const furthest = watched.map(() => Number.NEGATIVE_INFINITY);
    const state = { back: 0 };
    const look = () => {
      for (const [index, selector] of watched.entries()) {
        const x = document.querySelector(selector)?.getBoundingClientRect().x ?? 0;
        furthest[index] = Math.max(furthest[index] ?? x, x);
        state.back = Math.max(state.back, (furthest[index] ?? x) - x);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(window, { wentBack: state });
  });
  return () => page.evaluate(() => (window as unknown as { wentBack: { back: number } }).wentBack.back);
}

function groupsOf(peer: Peer): string[] {
  const groups = new Map<string, string[]>();
  for (const [note, cluster] of Object.entries(peer.membership())) {
    groups.set(cluster, [...(groups.get(cluster) ?? []), note].sort());
  }
  return [...groups.values()].map((notes) => notes.join('+')).sort();
}

test('two people group by hand at once, and each sees what the other made', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  addRow(witness, ['a', 'b', 'c', 'd']);
  const one = await people.enter(room.links.join);
  const other = await people.enter(room.links.join);
  await seesAll(one, 4);
  await seesAll(other, 4);
  await Promise.all([one.dragOnto('a', 'b'), other.dragOnto('d', 'c')]);
  await expect.poll(() => groupsOf(witness)).toEqual(['a+b', 'c+d']);
  for (const person of [one, other]) await expect(person.clusters).toHaveCount(2);
  // Each has been asked for a title, and writes it while the other does.
  await Promise.all([one.page.keyboard.type('Ones'), other.page.keyboard.type('Others')]);
  await expect.poll(() => Object.values(witness.titles()).sort()).toEqual(['Ones', 'Others']);
  await expect.poll(() => Object.keys(witness.notes()).sort()).toEqual(['a', 'b', 'c', 'd']);
});

test('two people who take the same note to different clusters leave it in one of them', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  addRow(witness, ['a', 'b', 'c']);
  const one = await people.enter(room.links.join);
  const other = await people.enter(room.links.join);
  await seesAll(one, 3);
  await seesAll(other, 3);
  await one.page.context().setOffline(true);
  await one.reads('offline');
  await one.dragOnto('b', 'a');
  await other.dragOnto('b', 'c');
  await expect.poll(() => groupsOf(witness)).toEqual(['b+c']);
  await one.page.context().setOffline(false);
  await expect.poll(() => Object.keys(witness.titles()).length).toBe(2);
  const { a, b, c } = witness.membership();
  expect(new Set([a, c]).size).toBe(2);
  expect([a, c]).toContain(b);
  for (const person of [one, other]) await expect(person.notes).toHaveCount(3);
});

test('a note dragged into a cluster joins it, shown before the drop, and dragged out it leaves', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  foodAndFree(witness);
  const person = await people.enter(room.links.join);
  await seesAll(person, 5);

  await person.holdOver('x', await person.middleOf('b'));
  await expect(person.cluster('food')).toHaveClass(/cluster-target/);
  expect(witness.membership()).not.toHaveProperty('x');
  await person.drop();
  await expect.poll(() => witness.membership()).toEqual({ a: 'food', b: 'food', x: 'food' });
  await expect(person.cluster('food')).toHaveAccessibleName('Food, 3 notes');
  await stands(person.page);

  const { y } = await person.middleOf('z');
  await person.holdOver('x', { x: (await person.middleOf('a')).x, y });
  await expect(person.cluster('food')).not.toHaveClass(/cluster-target/);
  await person.drop();
  await expect.poll(() => witness.membership()).toEqual({ a: 'food', b: 'food' });
  // Joining and leaving were one step each.
  await person.undo();
  await expect.poll(() => witness.membership()).toHaveProperty('x', 'food');
  await person.undo();
  await expect.poll(() => witness.membership()).not.toHaveProperty('x');
  await expect.poll(() => witness.notes().x?.at).toEqual([0, 420]);
});

test('a note dropped on another makes a cluster, outlined before the drop, named at once', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  addRow(witness, ['a', 'b']);
  const person = await people.enter(room.links.join);
  await seesAll(person, 2);
  await person.holdOver('a', await person.middleOf('b'));
  await expect(person.page.locator('.ghost')).toBeVisible();
  await person.drop();
  await expect(person.page.locator('.ghost')).toHaveCount(0);
  await expect(person.titleField).toBeFocused();
  await person.page.keyboard.type('Both');
  await person.page.keyboard.press('Enter');
  await expect(person.titleField).toHaveCount(0);
  await expect.poll(() => Object.values(witness.titles())).toEqual(['Both']);
  await expect(person.clusters).toHaveAccessibleName('Both, 2 notes');
  await expect(person.note('a')).toHaveAccessibleDescription('yellow, in Both');
});

test('a cluster moves as one: the other sees it before the drop, it is written once, one step to undo', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  foodAndFree(witness);
  const one = await people.enter(room.links.join);
  const other = await people.enter(room.links.join);
  await seesAll(one, 5);
  await seesAll(other, 5);
  const before = { a: await other.middleOf('a'), x: await other.middleOf('x') };
  let writes = 0;
  witness.doc.on('update', () => {
    writes += 1;
  });

  const paths = await Promise.all([one, other].map((person) => watchPaths(person.page)));
  const from = await one.headingOf('food');
  await one.page.mouse.move(from.x, from.y);
  await one.page.mouse.down();
  await one.page.mouse.move(from.x + 420, from.y + 60, { steps: 15 });
  await expect.poll(async () => (await other.middleOf('a')).x - before.a.x).toBeGreaterThan(300);
  await expect.poll(async () => (await other.headingOf('food')).x - from.x).toBeGreaterThan(300);
  expect((await other.middleOf('x')).x).toBeCloseTo(before.x.x);
  expect(writes).toBe(0);

  await one.drop();
  await expect.poll(() => witness.notes().a?.at[0]).toBeGreaterThan(300);
  expect(writes).toBe(1);
  const { a, b } = witness.notes();
  expect((b?.at[0] ?? 0) - (a?.at[0] ?? 0)).toBe(208);
  await Promise.all([stands(one.page), stands(other.page)]);
  // Neither of the two saw anything jump back, at the drop or at any other time.
  for (const furthestBack of paths) expect(await furthestBack()).toBeLessThan(4);
  await one.undo();
  await expect.poll(() => witness.notes().a?.at).toEqual([0, 0]);
  await expect.poll(() => witness.notes().b?.at).toEqual([208, 0]);
});

test('nobody takes a note out of the hand of somebody else', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  foodAndFree(witness);
  const one = await people.enter(room.links.join, 'Aino');
  const other = await people.enter(room.links.join);
  await seesAll(one, 5);
  await seesAll(other, 5);
  await one.holdOver('a', await one.middleOf('y'));
  const seen = await other.middleOf('y');
  await expect.poll(async () => Math.abs((await other.middleOf('a')).x - seen.x)).toBeLessThan(5);

  const { x, y } = await other.middleOf('a');
  await other.page.mouse.move(x, y);
  await other.page.mouse.down();
  await other.page.mouse.move(x + 50, y + 250, { steps: 6 });
  await other.page.mouse.up();
  await expect(other.page.getByText('Aino is moving that just now.')).toBeVisible();

  // The cluster can be moved: what Aino holds stays in her hand.
  const held = await other.headingOf('food');
  await other.page.mouse.move(held.x, held.y);
  await other.page.mouse.down();
  await other.page.mouse.move(held.x + 30, held.y - 40, { steps: 6 });
  await other.page.mouse.up();
  await expect.poll(() => witness.notes().b?.at[1]).toBeLessThan(0);
  await expect.poll(() => witness.notes().a?.at).toEqual([0, 0]);
  await one.drop();
  await expect.poll(() => groupsOf(witness)).toEqual(['a+y', 'b']);
});

test('a cluster dropped on the title of another merges with it, and comes apart again by one undo', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  foodAndFree(witness);
  witness.cluster('drinks', 'Drinks', ['y', 'z'], 'green');
  const person = await people.enter(room.links.join);
  await seesAll(person, 5);
  const from = await person.headingOf('food');
  const to = await person.headingOf('drinks');
  await person.page.mouse.move(from.x, from.y);
  await person.page.mouse.down();
  await person.page.mouse.move(to.x, to.y, { steps: 12 });
  await expect(person.cluster('drinks')).toHaveClass(/cluster-target/);
  await person.drop();
  await expect.poll(() => groupsOf(witness)).toEqual(['a+b+y+z']);
  await expect.poll(() => Object.values(witness.titles())).toEqual(['Drinks · Food']);
  await person.undo();
  await expect.poll(() => groupsOf(witness)).toEqual(['a+b', 'y+z']);
  await expect.poll(() => Object.values(witness.titles()).sort()).toEqual(['Drinks', 'Food']);
});

test('notes are grouped, named, moved, stacked, tidied and freed by keyboard alone', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  foodAndFree(witness);
  const person = await people.enter(room.links.join);
  const { page } = person;
  const keys = page.keyboard;
  await expect(person.notes).toHaveCount(5);
  const says = (text: string) => expect(page.locator('[aria-live="polite"]').first()).toHaveText(text);
  await person.board.getByRole('application').focus();

  // The cluster is read first, then its notes, then the notes in none.
  await keys.press('Home');
  await expect(person.cluster('food')).toBeFocused();
  await keys.press('PageDown');
  await expect(person.note('a')).toBeFocused();
  await keys.press('ArrowUp');
  await expect(person.cluster('food')).toBeFocused();

  // A cluster's title, and its place.
  await keys.press('Enter');
  await expect(person.titleField).toBeFocused();
  await keys.type(' to share');
  await keys.press('Escape');
  await expect.poll(() => witness.titles().food).toBe('Food to share');
  await person.hasKeyboard('food');
  await keys.press('ArrowRight');
  await expect.poll(() => witness.notes().a?.at).toEqual([8, 0]);
  await says('Cluster moved');

  // Into a stack, and out of it.
  await keys.press('Control+Enter');
  await expect(person.note('a')).toHaveCount(0);
  await expect(person.cluster('food')).toHaveAccessibleDescription(/collapsed/);
  await says('Food to share is collapsed');
  await keys.press('Control+Enter');
  await expect(person.note('a')).toBeVisible();
  await keys.press('Escape');

  // Two more notes become a cluster.
  await keys.press('End');
  await keys.press('Space');
  await keys.press('PageUp');
  await keys.press('Space');
  await keys.press('Control+g');
  await expect(person.titleField).toBeFocused();
  await keys.type('Last');
  await keys.press('Enter');
  await expect.poll(() => Object.values(witness.titles()).sort()).toEqual(['Food to share', 'Last']);
  await expect.poll(() => groupsOf(witness)).toEqual(['a+b', 'y+z']);
  await keys.press('Escape');

  // One note goes to a cluster that is chosen from a list.
  await person.note('x').focus();
  await keys.press('Control+m');
  await page.getByRole('button', { name: 'Food to share 2 notes' }).press('Enter');
  await expect.poll(() => witness.membership().x).toBe('food');
  await says('Note is in Food to share now');
  await expect(person.note('x')).toBeFocused();

  // And leaves it.
  await keys.press('Control+Shift+G');
  await expect.poll(() => witness.membership()).not.toHaveProperty('x');

  // Order, and back.
  const places = () => Object.values(witness.notes()).map((note) => note.at.join());
  const before = places();
  await keys.press('Shift+T');
  await expect.poll(places).not.toEqual(before);
  await says('2 clusters arranged');
  await keys.press('Control+z');
  await expect.poll(places).toEqual(before);

  // A cluster that is taken away frees its notes.
  await person.cluster('food').focus();
  await keys.press('Delete');
  await expect.poll(() => groupsOf(witness)).toEqual(['y+z']);
  await expect.poll(() => Object.keys(witness.notes()).length).toBe(5);
});

test('a stack is a stack for everyone, and what is dropped on it goes into it', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  foodAndFree(witness);
  const one = await people.enter(room.links.join);
  const other = await people.enter(room.links.join);
  await seesAll(one, 5);
  await one.page.mouse.click(...at(await one.headingOf('food')));
  await one.page.getByRole('button', { name: 'Collapse', exact: true }).last().click();
  await expect(other.note('a')).toHaveCount(0);
  await expect(other.cluster('food')).toHaveAccessibleName('Food, 2 notes');
  await stands(one.page);
  const box = await one.cluster('food').boundingBox();
  if (!box) throw new Error('the stack is not on the screen');
  await one.holdOver('x', { x: box.x + box.width / 2, y: box.y + box.height / 2 });
  await one.drop();
  await expect(other.cluster('food')).toHaveAccessibleName('Food, 3 notes');
  await other.cluster('food').focus();
  await other.page.keyboard.press('Control+Enter');
  for (const id of ['a', 'b', 'x']) await expect(one.note(id)).toBeVisible();
});

test('those who only read see clusters and change none', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  foodAndFree(witness);
  const viewer = await people.enter(room.links.view);
  await seesAll(viewer, 5);
  await expect(viewer.cluster('food')).toHaveAccessibleName('Food, 2 notes');
  let writes = 0;
  witness.doc.on('update', () => {
    writes += 1;
  });
  await viewer.dragOnto('x', 'y');
  await viewer.page.mouse.dblclick(...at(await viewer.headingOf('food')));
  for (const key of ['Control+g', 'Control+Enter', 'Control+m', 'Shift+T', 'Delete', 'x'])
    await viewer.page.keyboard.press(key);
  await expect(viewer.titleField).toHaveCount(0);
  await expect(viewer.page.getByRole('dialog')).toHaveCount(0);
  await expect(viewer.note('a')).toBeVisible();
  expect(writes).toBe(0);
});

for (const [size, shape] of Object.entries(SCREENS)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`clusters have no violation: ${size}, ${colorScheme}`, async ({ server, people, peers }) => {
      const room = await server.makeRoom({ title: 'Welcoming newcomers' });
      const writer = await peers.join(server, room);
      foodAndFree(writer);
      writer.cluster('drinks', '', ['y', 'z'], 'green');
      const person = await people.enter(
        room.links.facilitate,
        undefined,
        await people.page({ ...shape, colorScheme }),
      );
      const { page } = person;
      await expect(person.clusters.first()).toBeVisible();
      await person.cluster('food').focus();
      await page.keyboard.press('Space');
      await stands(page);
      await expectNoViolation(page, `clusters-${size}-${colorScheme}`);
      await page.keyboard.press('Control+m');
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoViolation(page, `clusters-move-${size}-${colorScheme}`);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+Enter');
      await page.keyboard.press('Enter');
      await expect(person.titleField).toBeFocused();
      await stands(page);
      await expectNoViolation(page, `clusters-stack-${size}-${colorScheme}`);
    });
  }
}

test('fingers drag a cluster by its title, and the second tap writes it', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  foodAndFree(witness);
  const person = await people.enter(room.links.join, undefined, await people.page(SCREENS.phone));
  const { page } = person;
  await expect(person.cluster('food')).toBeVisible();
  const from = await person.headingOf('food');
  const touch = await fingersOn(page);
  await touch('touchStart', from);
  for (let step = 1; step <= 8; step += 1) await touch('touchMove', { x: from.x, y: from.y + step * 10 });
  await touch('touchEnd');
  await expect.poll(() => witness.notes().a?.at[1]).toBeGreaterThan(40);
  const now = await person.headingOf('food');
  await page.touchscreen.tap(now.x, now.y);
  await expect(person.titleField).toBeFocused();
});

function at({ x, y }: { x: number; y: number }): [number, number] {
  return [x, y];
}
