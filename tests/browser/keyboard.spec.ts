// Promise: everything on the board can be done without a mouse.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';

/** Past every control of the room. */
const TAB_STOPS_MAX = 30;

import { openSettings } from '../stage/menu.ts';

test('a note is laid, written, moved, edited and taken away by keyboard', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  const { page, ground, editor } = await people.enter(room.links.join);
  const keys = page.keyboard;
  await ground.focus();
  await keys.press('n');
  await expect(editor).toBeFocused();
  await keys.type('by keyboard');
  await keys.press('Escape');
  await expect(editor).toHaveCount(0);
  await expect.poll(() => witness.texts()).toEqual(['by keyboard']);

  const place = () => Object.values(witness.notes())[0]?.at ?? [0, 0];
  const [x] = place();
  await keys.press('ArrowRight');
  await expect.poll(() => place()[0]).toBeGreaterThan(x);

  await keys.press('Enter');
  await expect(editor).toBeFocused();
  await keys.press('End');
  await keys.type(' alone');
  await keys.press('Escape');
  await expect.poll(() => witness.texts()).toEqual(['by keyboard alone']);

  await keys.press('Delete');
  await expect.poll(() => witness.texts()).toEqual([]);
  await keys.press('Control+z');
  await expect.poll(() => witness.texts()).toEqual(['by keyboard alone']);
});

test('Tab from a note that is being written lays the next one beside it', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  const { page, ground, editor } = await people.enter(room.links.join);
  await ground.focus();
  await page.keyboard.press('n');
  for (const text of ['one', 'two', 'three']) {
    await expect(editor).toBeFocused();
    await expect(editor).toHaveValue('');
    await page.keyboard.type(text);
    if (text !== 'three') await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Escape');
  await expect.poll(() => witness.texts()).toEqual(['one', 'three', 'two']);
  const places = new Set(Object.values(witness.notes()).map((note) => note.at.join()));
  expect(places.size).toBe(3);
});

test('every note is reached by keyboard and named by its text', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  writer.add('a', 'apples', [0, 0]);
  writer.add('b', 'bread', [300, 0]);
  writer.add('c', 'cheese', [0, 300]);
  const person = await people.enter(room.links.join);
  const { page } = person;
  await expect(person.notes).toHaveCount(3);
  await expect(person.note('a')).toHaveAccessibleName('apples');
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('[data-note]')?.getAttribute('data-note') ?? null);
  // The board is one stop of Tab, wherever in the room the focus was.
  for (let press = 0; press < TAB_STOPS_MAX && (await focused()) === null; press++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Home');
  const reached = [await focused()];
  for (let press = 0; press < 2; press++) {
    await page.keyboard.press('PageDown');
    reached.push(await focused());
  }
  expect(reached).toEqual(['a', 'b', 'c']);
});

test('typing writes in the one note that is selected, and so does an input method', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  witness.add('a', 'apples', [0, 0]);
  witness.add('b', 'bread', [300, 0]);
  const { page, editor } = await people.enter(room.links.join);
  const text = (id: string) => witness.notes()[id]?.text;
  const keys = page.keyboard;

  await page.locator('[data-note="a"]').click();
  await expect(editor).toHaveCount(0);
  // Every one of these is a command while nothing is selected.
  await keys.type('nlf1+?');
  await expect(editor).toBeFocused();
  await keys.press('Escape');
  await expect.poll(() => text('a')).toBe('applesnlf1+?');

  // A word may begin with a space, however quickly the next key follows it.
  await keys.type(' new letter');
  await keys.press('Escape');
  await expect.poll(() => text('a')).toBe('applesnlf1+? new letter');
  await keys.down('Space');
  await keys.down('n');
  await keys.up('Space');
  await keys.up('n');
  await keys.press('Escape');
  await expect.poll(() => text('a')).toBe('applesnlf1+? new letter n');
  await expect(page.locator('[data-note]')).toHaveCount(2);

  // An input method composes where the keyboard is: there is a field already.
  await page.locator('[data-note="b"]').click();
  const input = await page.context().newCDPSession(page);
  await input.send('Input.imeSetComposition', { text: 'パ', selectionStart: 1, selectionEnd: 1 });
  await expect(editor).toBeFocused();
  await input.send('Input.imeSetComposition', { text: 'パン', selectionStart: 2, selectionEnd: 2 });
  await input.send('Input.insertText', { text: 'パン' });
  await expect.poll(() => text('b')).toBe('breadパン');
  await keys.press('Escape');

  // Not selected, or not alone: nothing is written.
  await keys.press('Control+Space');
  await keys.type('q');
  await keys.press('Control+a');
  await keys.type('zxq');
  await expect(editor).toHaveCount(0);
  expect([text('a'), text('b')]).toEqual(['applesnlf1+? new letter n', 'breadパン']);
});

test('typing writes the title of the cluster that is selected', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  witness.add('a', 'apples', [0, 0]);
  witness.cluster('c', 'Fruit', ['a']);
  const person = await people.enter(room.links.join);
  const { x, y } = await person.headingOf('c');
  await person.page.mouse.click(x, y);
  await person.page.keyboard.type(' & nuts');
  await expect(person.titleField).toBeFocused();
  await person.page.keyboard.press('Enter');
  await expect.poll(() => witness.titles()).toEqual({ c: 'Fruit & nuts' });
});

test('from a selected note Tab and Shift+Tab go on through the page', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  writer.add('a', 'apples', [0, 0]);
  const { page } = await people.enter(room.links.join);
  const inNote = () => page.evaluate(() => document.activeElement?.closest('[data-note]') !== null);
  for (const press of ['Tab', 'Shift+Tab']) {
    await page.locator('[data-note="a"]').click();
    expect(await inNote()).toBe(true);
    await page.keyboard.press(press);
    expect(await inNote()).toBe(false);
  }
});

test('Shift+Tab from what is being written goes back to what comes before the board', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  const person = await people.enter(room.links.join);
  const { page } = person;
  const before = page.getByRole('button', { name: 'Menu' });
  for (const words of ['', 'new']) {
    await page.getByRole('button', { name: 'New note', exact: true }).click();
    await expect(person.editor).toBeFocused();
    await page.keyboard.type(words);
    await page.keyboard.press('Shift+Tab');
    await expect(before).toBeFocused();
    await expect(person.editor).toHaveCount(0);
  }
  writer.add('pear', 'pear', [-400, -200]);
  writer.cluster('c', 'Fruit', ['pear']);
  const { x, y } = await person.headingOf('c');
  await page.mouse.dblclick(x, y);
  await expect(person.titleField).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(before).toBeFocused();
  await expect.poll(() => writer.titles()).toEqual({ c: 'Fruit' });
});

test('single letters can be switched off, and what is typed in a note stays', async ({ server, people }) => {
  const room = await server.makeRoom();
  const { page, ground, editor } = await people.enter(room.links.join);
  await openSettings(page);
  await page.getByRole('checkbox', { name: 'Single letters work on the board' }).uncheck();
  await page.keyboard.press('Escape');
  await ground.focus();
  await page.keyboard.type('n?');
  await expect(editor).toHaveCount(0);
  await expect(page.getByRole('dialog', { name: 'Keys and gestures' })).toHaveCount(0);
  await page.reload();
  await ground.focus();
  await page.keyboard.press('n');
  await page.keyboard.press('Control+g');
  await expect(editor).toHaveCount(0);
});

test('the field that waits in a selected note says what the note is, until it is written in', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  witness.add('a', 'apples', [0, 0], 'pink');
  const person = await people.enter(room.links.join);
  const { page } = person;
  await person.note('a').click();
  const field = page.locator('[data-note="a"] textarea');
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(/pink/);
  await expect(field).toHaveAccessibleDescription(
    (await person.note('a').getAttribute('aria-description')) ?? '',
  );
  await page.keyboard.type('!');
  await expect(field).toHaveValue('apples!');
  await expect(field).toHaveAccessibleDescription('');
});
