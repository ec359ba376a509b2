// Promise: notes are made, chosen, copied and stacked by hand as people expect of paper and of a clipboard.

import { expect, type Page } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { Person, waveNameAway } from '../stage/person.ts';

/** A browser whose pages may use the clipboard. */
const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

/** A note holds so many characters. */
const NOTE_CHARS_MAX = 2_000;

async function putOnClipboard(page: Page, text: string): Promise<void> {
  await page.evaluate(async (words) => await navigator.clipboard.writeText(words), text);
}

test('a double-click lays a note where it was made, and typing starts at once', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom();
  const { page, editor, notes } = await people.enter(room.links.join);
  await page.mouse.dblclick(420, 380);
  await expect(editor).toBeFocused();
  await page.keyboard.type('here');
  await page.keyboard.press('Escape');
  const box = await notes.first().boundingBox();
  expect(Math.abs((box?.x ?? 0) + (box?.width ?? 0) / 2 - 420)).toBeLessThan(3);
  expect(Math.abs((box?.y ?? 0) + (box?.height ?? 0) / 2 - 380)).toBeLessThan(3);
});

test('a note asked for before the board has come is there once it has, and covers none', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const other = await peers.join(server, room);
  other.add('first', 'was here before', [0, 0]);
  const page = await people.page();
  await waveNameAway(page);
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.routeWebSocket(/\/sync\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage(async (message) => {
      await held;
      socket.send(message);
    });
  });
  await page.goto(room.links.join);
  const person = await Person.early(page);
  await page.mouse.dblclick(420, 380);
  await expect(person.notes).toHaveCount(0);
  letThrough();
  await expect(person.editor).toBeFocused();
  await page.keyboard.type('at once');
  await page.keyboard.press('Escape');
  expect(await person.texts()).toEqual(['at once', 'was here before']);
  const [one, two] = await Promise.all([
    person.notes.nth(0).boundingBox(),
    person.notes.nth(1).boundingBox(),
  ]);
  if (one === null || two === null) throw new Error('both notes are in view');
  const apart =
    one.x + one.width <= two.x ||
    two.x + two.width <= one.x ||
    one.y + one.height <= two.y ||
    two.y + two.height <= one.y;
  expect(apart).toBe(true);
});

test('a text grows and shrinks to fit: smaller letters, then a taller note, and back', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom();
  const person = await people.enter(room.links.join);
  const { page } = person;
  const id = await person.write('short');
  const look = async () =>
    await person.note(id).evaluate((note) => ({
      letters: Number.parseFloat(getComputedStyle(note).fontSize),
      height: (note as HTMLElement).offsetHeight,
      overflows: note.scrollHeight > note.clientHeight + 1,
    }));
  const before = await look();
  await person.note(id).dblclick();
  await page.keyboard.insertText(' and then a good deal more about how newcomers are met'.repeat(8));
  await page.keyboard.press('Escape');
  const long = await look();
  expect(long.letters).toBeLessThan(before.letters);
  expect(long.letters).toBeGreaterThanOrEqual(12);
  expect(long.height).toBeGreaterThan(before.height);
  expect(long.overflows).toBe(false);
  await person.note(id).dblclick();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('short');
  await page.keyboard.press('Escape');
  await expect.poll(look).toEqual(before);
});

test('notes are chosen by a marquee, and one more with Shift', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  writer.add('a', 'one', [0, 0]);
  writer.add('b', 'two', [240, 0]);
  writer.add('c', 'three', [480, 0]);
  const { page } = await people.enter(room.links.join);
  const at = async (id: string) => {
    const box = await page.locator(`[data-note="${id}"]`).boundingBox();
    if (!box) throw new Error(`note ${id} is not on the screen`);
    return box;
  };
  const chosen = async () =>
    await page
      .locator('[data-note].note-selected')
      .evaluateAll((notes) => notes.map((note) => note.getAttribute('data-note')).sort());
  const [first, second, third] = [await at('a'), await at('b'), await at('c')];
  await page.mouse.move(first.x - 12, first.y - 12);
  await page.mouse.down();
  await page.mouse.move(second.x + 20, second.y + second.height + 12, { steps: 6 });
  await page.mouse.up();
  await expect.poll(chosen).toEqual(['a', 'b']);
  await page.keyboard.down('Shift');
  await page.mouse.click(third.x + 30, third.y + 30);
  await page.keyboard.up('Shift');
  await expect.poll(chosen).toEqual(['a', 'b', 'c']);
});

test('a note is duplicated beside itself, and brought to the front of what covers it', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  witness.add('under', 'under', [0, 0]);
  witness.add('over', 'over', [60, 60]);
  const person = await people.enter(room.links.join);
  const { page } = person;
  const top = async () => {
    const under = await person.note('under').boundingBox();
    if (!under) throw new Error('the note is not on the screen');
    // Where the two overlap.
    return await page.evaluate(
      ([x, y]) =>
        document
          .elementFromPoint(x ?? 0, y ?? 0)
          ?.closest('[data-note]')
          ?.getAttribute('data-note'),
      [under.x + under.width - 20, under.y + under.height - 20],
    );
  };
  // Below the bar that stands over what is selected.
  await page.mouse.click(...corner(await person.note('over').boundingBox(), 'right'));
  await page.keyboard.press('Control+Shift+ArrowUp');
  await expect.poll(top).toBe('over');
  await page.mouse.click(...corner(await person.note('under').boundingBox(), 'left'));
  await page.getByRole('button', { name: 'Bring to front', exact: true }).click();
  await expect.poll(top).toBe('under');

  await page.getByRole('button', { name: 'Duplicate', exact: true }).click();
  await expect.poll(() => witness.texts()).toEqual(['over', 'under', 'under']);
  const twins = Object.values(witness.notes()).filter((note) => note.text === 'under');
  expect(twins[0]?.at).not.toEqual(twins[1]?.at);
});

function corner(
  box: { x: number; y: number; width: number; height: number } | null,
  which: 'left' | 'right',
): [number, number] {
  if (!box) throw new Error('the note is not on the screen');
  return which === 'left'
    ? [box.x + 15, box.y + box.height - 15]
    : [box.x + box.width - 15, box.y + box.height - 15];
}

test('notes are copied to another board with their colours, and lines pasted become notes', async ({
  server,
  people,
  peers,
}) => {
  const [from, to] = [await server.makeRoom(), await server.makeRoom()];
  const source = await peers.join(server, from);
  source.add('a', 'taken along', [0, 0], 'teal');
  source.add('b', 'this too', [240, 0], 'pink');
  const target = await peers.join(server, to);
  const page = await people.page(CLIPBOARD);
  const here = await people.enter(from.links.join, undefined, page);
  await expect(here.notes).toHaveCount(2);
  await here.ground.focus();
  await page.keyboard.press('Control+a');
  await expect(page.locator('.note-selected')).toHaveCount(2);
  await page.keyboard.press('Control+c');
  const there = await people.enter(to.links.join, undefined, page);
  await there.ground.focus();
  await page.keyboard.press('Control+v');
  await expect.poll(() => target.texts()).toEqual(['taken along', 'this too']);
  const color = (text: string) => there.notes.filter({ hasText: text }).getAttribute('data-color');
  expect(await color('taken along')).toBe('teal');
  expect(await color('this too')).toBe('pink');

  await putOnClipboard(page, 'first line\nsecond line\n\nthird line');
  await page.keyboard.press('Control+v');
  await expect
    .poll(() => target.texts())
    .toEqual(['first line', 'second line', 'taken along', 'third line', 'this too']);
});

test('what is longer than a note is refused with a word, and nothing is cut', async ({ server, people }) => {
  const room = await server.makeRoom();
  const page = await people.page(CLIPBOARD);
  const person = await people.enter(room.links.join, undefined, page);
  const id = await person.write('kept');
  await person.note(id).dblclick();
  await page.keyboard.insertText('x'.repeat(NOTE_CHARS_MAX));
  await expect(page.getByText(/A note holds 2,000 characters/).first()).toBeVisible();
  await expect(person.editor).toHaveValue('kept');
  await page.keyboard.press('Escape');

  await person.ground.focus();
  await putOnClipboard(page, 'y'.repeat(NOTE_CHARS_MAX + 1));
  await page.keyboard.press('Control+v');
  await expect(page.getByText(/Nothing was pasted/).first()).toBeVisible();
  expect(await person.texts()).toEqual(['kept']);
});

test('a title that is too long is refused with a word, and the room keeps the one it has', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ title: 'Short enough' });
  const person = await people.enter(room.links.join);
  const other = await people.enter(room.links.join);
  const field = person.page.getByRole('textbox', { name: 'Title of the room' });
  await field.fill('t'.repeat(201));
  await person.page.keyboard.press('Enter');
  await expect(person.page.getByText(/A title can have 200 characters at most/).first()).toBeVisible();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('t'.repeat(200));
  await person.page.keyboard.press('Enter');
  await expect(other.page.getByRole('textbox', { name: 'Title of the room' })).toHaveValue('t'.repeat(200));
});

test('a note that was made and left empty at once does not stay on everybody’s board', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  witness.add('a', 'there', [0, 0]);
  const { page, ground, editor, notes } = await people.enter(room.links.join);
  await expect(notes).toHaveCount(1);
  await ground.focus();
  await page.keyboard.press('n');
  await expect(editor).toBeFocused();
  await expect.poll(() => Object.keys(witness.notes())).toHaveLength(2);
  await page.keyboard.press('Escape');
  await expect.poll(() => Object.keys(witness.notes())).toEqual(['a']);
  // One that was there before, or has words, stays.
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await page.keyboard.type('words');
  await page.keyboard.press('Escape');
  await expect.poll(() => witness.texts()).toEqual(['there', 'words']);
});
