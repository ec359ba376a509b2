// Promise: what is typed acts on the board only while the focus is on it, and private words never become public ones.

import { expect, type Page } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import type { Person } from '../stage/person.ts';
import { wholePlan } from '../stage/plan.ts';
import { TakingPart } from '../stage/taking_part.ts';

/** Every letter that is a command on the board, in the words of somebody who means none of them. */
const SENTENCE = 'never going back, lovely money vanished; call them fools? 0+1-2 ';

/** Nothing of what was typed has done anything to the board. */
async function nothingWasDone({ page, editor, titleField, clusters }: Person): Promise<void> {
  await expect(editor).toHaveCount(0);
  await expect(titleField).toHaveCount(0);
  await expect(clusters).toHaveCount(0);
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Select by drawing around', exact: true })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
}

/** A field goes from under its writer, and the focus with it. */
async function loseFocus(page: Page): Promise<void> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
}

test('a sentence typed into the basket while the phases go on lays no note, takes no tool and opens no title', async ({
  server,
  people,
  peers,
}) => {
  const plan = wholePlan();
  const room = await server.makeRoom({ plan });
  const witness = await peers.join(server, room);
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await facilitator.goTo('pack');
  const person = await people.enter(room.links.join);
  const { page } = person;
  const composer = page.getByRole('textbox', { name: 'A new note' });
  await composer.click();
  await page.keyboard.type('I will ');
  for (const { id, kind } of plan.phases.slice(2)) {
    await facilitator.goTo(id);
    await expect(page.locator(`[data-kind="${kind}"], .task-button`).first()).toBeVisible();
    await page.keyboard.type(SENTENCE);
    await nothingWasDone(person);
    for (const text of witness.texts()) expect('I will').toContain(text.trim().slice(0, 6));
  }
  facilitator.leave();
});

test('with the focus on nothing no key, paste or space bar does anything to the board', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  witness.add('a', 'apples', [0, 0]);
  const person = await people.enter(room.links.join);
  const { page } = person;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await person.note('a').click();
  await page.keyboard.press('Control+c');
  const before = witness.notes();
  await loseFocus(page);
  await page.keyboard.type(SENTENCE);
  for (const key of [
    'Backspace',
    'Delete',
    'ArrowRight',
    'Enter',
    'Control+v',
    'Control+x',
    'Control+d',
    'Space',
  ]) {
    await page.keyboard.press(key);
  }
  await nothingWasDone(person);
  await expect(person.notes).toHaveCount(1);
  expect(witness.notes()).toEqual(before);
});

test('keys pressed on a bar are the bar’s: Backspace there deletes no note, and Escape leads back', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  witness.add('a', 'apples', [0, 0]);
  const person = await people.enter(room.links.join);
  const { page } = person;
  await person.note('a').click();
  const before = witness.notes();
  const bars = page.getByRole('toolbar');
  await expect(bars).toHaveCount(3);
  for (const bar of await bars.all()) {
    await bar.getByRole('button').first().focus();
    for (const key of ['Backspace', 'Delete', 'ArrowRight', 'n', 'l', 'g', 'Control+d', 'Control+z']) {
      await page.keyboard.press(key);
    }
    await nothingWasDone(person);
    expect(witness.notes()).toEqual(before);
  }
  await page.keyboard.press('Escape');
  await person.hasKeyboard('a');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => witness.notes().a?.at[0]).toBeGreaterThan(0);
});

test('whoever works by pointer has the keyboard on the board: after a press on it, on a note, on a tool', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  witness.add('a', 'apples', [0, 0]);
  witness.add('b', 'bread', [600, 0]);
  const person = await people.enter(room.links.join);
  const { page } = person;
  const lasso = page.getByRole('button', { name: 'Select by drawing around', exact: true });

  await person.ground.click({ position: { x: 40, y: 300 } });
  await page.keyboard.press('l');
  await expect(lasso).toHaveAttribute('aria-pressed', 'true');
  await lasso.click();
  await page.keyboard.press('Control+a');
  await expect(page.locator('.note-selected')).toHaveCount(2);
  await page.getByRole('button', { name: 'pink', exact: true }).click();
  await expect(person.note('b')).toHaveAttribute('data-color', 'pink');
  await page.keyboard.press('Control+z');
  await expect(person.note('b')).toHaveAttribute('data-color', 'yellow');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(person.notes).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(person.notes).toHaveCount(2);

  // A press on the empty board takes the focus from a note: what is not selected is not deleted.
  await person.note('a').click();
  await person.ground.click({ position: { x: 40, y: 300 } });
  await page.keyboard.press('Backspace');
  await page.keyboard.press('n');
  await expect(person.editor).toBeFocused();
  await expect(person.notes).toHaveCount(3);
});

test('the name card has the focus when it opens; once it is answered the keyboard is where one goes on', async ({
  server,
  people,
}) => {
  const field = (page: Page) => page.getByRole('textbox', { name: 'What name should others see?' });
  const open = await server.makeRoom();
  const alone = await people.page();
  await alone.goto(open.links.join);
  await expect(field(alone)).toBeFocused();
  await alone.keyboard.type('Aino');
  await alone.keyboard.press('Enter');
  await expect(field(alone)).toHaveCount(0);
  await expect(alone.getByRole('application', { name: 'Board' })).toBeFocused();

  // Where the sheet of a phase asks instead of the card, what was begun in the one goes on in the other.
  const room = await server.makeRoom({ plan: wholePlan() });
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  const page = await people.page();
  await page.goto(room.links.join);
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('Ai');
  await facilitator.goTo('pack');
  await expect(page.locator('.task-name').getByRole('textbox')).toBeFocused();
  await page.keyboard.type('no');
  await expect(page.locator('.task-name').getByRole('textbox')).toHaveValue('Aino');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'A new note' })).toBeFocused();
  facilitator.leave();
});

for (const [size, options] of Object.entries({
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 } },
})) {
  test(`while people pack, whatever asks for a note leads into the basket, unless it says for all: ${size}`, async ({
    server,
    people,
    peers,
  }) => {
    const room = await server.makeRoom({ plan: wholePlan() });
    const witness = await peers.join(server, room);
    const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
    await facilitator.goTo('pack');
    const page = await people.page({ ...options, permissions: ['clipboard-read', 'clipboard-write'] });
    const person = await people.enter(room.links.join, undefined, page);
    const composer = page.getByRole('textbox', { name: 'A new note' });
    await expect(composer).toBeVisible();
    const leads = async (from: () => Promise<void>) => {
      if (size === 'phone') await page.getByRole('button', { name: 'Put away' }).click();
      await from();
      await expect(composer).toBeFocused();
      await expect(person.editor).toHaveCount(0);
      expect(witness.texts()).toEqual([]);
    };
    await leads(() => page.getByRole('button', { name: 'Write in your basket: nobody sees it yet' }).click());
    await leads(() => page.getByRole('button', { name: 'New note, in your basket' }).click());
    await leads(async () => {
      await person.ground.focus();
      await page.keyboard.press('n');
    });
    await leads(() =>
      person.ground.dblclick({ position: size === 'phone' ? { x: 195, y: 600 } : { x: 900, y: 300 } }),
    );
    await page.evaluate(() => navigator.clipboard.writeText('one\ntwo'));
    await leads(async () => {
      await person.ground.focus();
      await page.keyboard.press('Control+v');
    });
    await expect(page.locator('[data-draft]')).toHaveText(['one', 'two']);
    await expect(composer).toHaveValue('');

    if (size === 'phone') await page.getByRole('button', { name: 'Put away' }).click();
    await page.getByRole('button', { name: 'Note on the board, for all to see' }).click();
    await expect(person.editor).toBeFocused();
    await page.keyboard.type('for all');
    await expect.poll(() => witness.texts()).toEqual(['for all']);
    facilitator.leave();
  });
}

/** Enter as Safari tells it: the composition has ended, and then comes the key that ended it. */
async function endComposition(page: Page): Promise<void> {
  await page.evaluate(() => {
    const field = document.activeElement;
    if (!(field instanceof HTMLElement)) throw new Error('nothing has the focus');
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    const how = { key: 'Enter', code: 'Enter', keyCode: 229, bubbles: true, cancelable: true };
    field.dispatchEvent(new KeyboardEvent('keydown', how));
  });
}

test('Enter that ends a composition sends nothing, also in Safari’s order', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom({ plan: wholePlan() });
  const witness = await peers.join(server, room);
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await facilitator.goTo('pack');
  const person = await people.enter(room.links.join);
  const { page } = person;
  const composer = page.getByRole('textbox', { name: 'A new note' });
  await composer.click();
  await page.keyboard.type('にほん');
  await endComposition(page);
  await expect(composer).toHaveValue('にほん');
  await expect(page.locator('[data-draft]')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-draft]')).toHaveText(['にほん']);

  // A title that is written on the board stays open as well.
  await person.ground.focus();
  await page.keyboard.press('Control+g');
  await expect(person.titleField).toBeFocused();
  await page.keyboard.type('東京');
  await endComposition(page);
  await expect(person.titleField).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(person.titleField).toHaveCount(0);
  await expect.poll(() => Object.values(witness.titles())).toEqual(['東京']);
  facilitator.leave();
});

test('shortcuts work by place on a Cyrillic keyboard', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  witness.add('a', 'apples', [0, 0]);
  const person = await people.enter(room.links.join);
  const { page } = person;
  const press = (key: string, code: string, ctrlKey = true) =>
    page.evaluate(
      (how) => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { ...how, bubbles: true })),
      { key, code, ctrlKey },
    );
  await person.ground.focus();
  await press('ф', 'KeyA');
  await expect(page.locator('.note-selected')).toHaveCount(1);
  await press('в', 'KeyD');
  await expect(person.notes).toHaveCount(2);
  await press('я', 'KeyZ');
  await expect(person.notes).toHaveCount(1);
  await page.keyboard.press('Escape');
  await person.ground.focus();
  await press('т', 'KeyN', false);
  await expect(person.editor).toBeFocused();
});

test('the rest of a word whose note or cluster somebody deletes does nothing to the board', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  witness.add('a', 'apples');
  witness.add('b', 'bread', [240, 0]);
  witness.add('c', 'cheese', [480, 0]);
  witness.cluster('food', 'Food', ['c']);
  const person = await people.enter(room.links.join);
  const { page } = person;
  const deleted = (map: string, id: string) => witness.doc.getMap(map).delete(id);

  await person.note('a').dblclick();
  await expect(person.editor).toBeFocused();
  deleted('notes', 'a');
  await expect(person.note('a')).toHaveCount(0);
  await page.keyboard.type(SENTENCE);
  for (const key of ['End', 'Backspace', 'Shift+T', 'Delete']) await page.keyboard.press(key);
  await expect(person.editor).toHaveCount(0);
  await expect.poll(() => witness.texts()).toEqual(['bread', 'cheese']);
  // An arrow is meant for the board again, and so is what comes after.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('n');
  await expect(person.editor).toBeFocused();
  // What was just made and left empty goes with that.
  await page.keyboard.press('Escape');
  await expect(person.notes).toHaveCount(2);

  const { x, y } = await person.headingOf('food');
  await page.mouse.click(x, y);
  await page.keyboard.press('Enter');
  await expect(person.titleField).toBeFocused();
  deleted('clusters', 'food');
  await expect(person.clusters).toHaveCount(0);
  await page.keyboard.type(SENTENCE);
  await nothingWasDone(person);
  await expect.poll(() => witness.texts()).toEqual(['bread', 'cheese']);
});
