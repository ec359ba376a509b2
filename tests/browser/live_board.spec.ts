// Promise: what one does on the board, the others see as it happens; each takes back only their own.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';

test('a note that one drags moves for the other before it is dropped', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  const one = await people.enter(room.links.join);
  const other = await people.enter(room.links.join);
  const id = await one.write('follow me');
  await expect(other.note(id)).toBeVisible();
  await expect.poll(() => Object.keys(witness.notes())).toEqual([id]);
  const before = await other.middleOf(id);
  const written = witness.notes()[id]?.at;
  let writes = 0;
  witness.doc.on('update', () => {
    writes += 1;
  });

  await one.dragWithoutDrop(id, { x: 150, y: 90 });
  await expect.poll(async () => Math.round((await other.middleOf(id)).x - before.x)).toBeGreaterThan(100);
  await expect.poll(() => witness.notes()[id]?.at).toEqual(written);
  expect(writes).toBe(0);

  await one.drop();
  await expect.poll(() => witness.notes()[id]?.at).not.toEqual(written);
  expect(writes).toBe(1);
  await expect.poll(async () => Math.round((await other.middleOf(id)).x - before.x)).toBeGreaterThan(130);
});

test('undo takes back my changes and keeps theirs', async ({ server, people }) => {
  const room = await server.makeRoom();
  const one = await people.enter(room.links.join);
  const other = await people.enter(room.links.join);
  const mine = await one.write('mine');
  await expect(other.note(mine)).toBeVisible();
  const theirs = await other.write('theirs');
  await expect(one.note(theirs)).toBeVisible();
  // Laying and writing are one step or two.
  await one.undo();
  if (await one.note(mine).isVisible()) await one.undo();
  await expect(one.note(mine)).toHaveCount(0);
  await expect(other.note(mine)).toHaveCount(0);
  await expect(other.note(theirs)).toBeVisible();
  await expect(one.note(theirs)).toContainText('theirs');
  await one.page.getByRole('button', { name: 'Redo', exact: true }).click();
  await expect(other.note(mine)).toBeVisible();
});

test('several notes dragged at once go back in one step', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  witness.add('a', 'one', [0, 0]);
  witness.add('b', 'two', [300, 0]);
  const person = await people.enter(room.links.join);
  await expect(person.notes).toHaveCount(2);
  const places = () => Object.values(witness.notes()).map((note) => note.at);
  const before = places();
  await person.ground.focus();
  await person.page.keyboard.press('Control+a');
  await person.drag('a', { x: 60, y: 80 });
  await expect.poll(() => places().filter((at, index) => at[1] !== before[index]?.[1])).toHaveLength(2);
  await person.undo();
  await expect.poll(places).toEqual(before);
});

test('a reload keeps everything', async ({ server, people }) => {
  const room = await server.makeRoom();
  const person = await people.enter(room.links.join);
  await person.write('first');
  await person.write('second');
  await expect.poll(() => person.texts()).toEqual(['first', 'second']);
  await person.reads('saved');
  await person.page.reload();
  await person.boardIsThere();
  await expect.poll(() => person.texts()).toEqual(['first', 'second']);
});

test('what is written offline is kept and merges when the connection is back', async ({ server, people }) => {
  const room = await server.makeRoom();
  const away = await people.enter(room.links.join);
  const here = await people.enter(room.links.join);
  const id = await away.write('before');
  await expect(here.note(id)).toBeVisible();
  await away.page.context().setOffline(true);
  await away.reads('offline');
  await away.write('written on the train');
  await here.write('written in the office');
  await here.drag(id, { x: 0, y: 220 });
  expect(await here.texts()).not.toContain('written on the train');
  await away.page.context().setOffline(false);
  const all = ['before', 'written in the office', 'written on the train'];
  await expect.poll(() => here.texts()).toEqual(all);
  await expect.poll(() => away.texts()).toEqual(all);
  await away.reads('saved');
});

test('cursors of others carry their names', async ({ server, people }) => {
  const room = await server.makeRoom();
  const one = await people.enter(room.links.join, 'Aino');
  const other = await people.enter(room.links.join);
  await one.page.mouse.move(400, 300);
  await one.page.mouse.move(420, 310, { steps: 5 });
  await expect(other.board.getByText('Aino')).toBeVisible();
});
