// Promise: what one may not do on the board is seen before one tries, a word says why, and nothing that was written is lost.

import { expect, type Page } from '@playwright/test';
import type { Plan, Rights } from '../../client/src/protocol/session.ts';
import { expectNoViolation } from '../stage/axe.ts';
import { fingersOn } from '../stage/fingers.ts';
import { type Peers, type People, test } from '../stage/fixtures.ts';
import { phase } from '../stage/plan.ts';
import { PHONE } from '../stage/screens.ts';
import type { Server } from '../stage/server.ts';
import { SlowLink } from '../stage/slow_link.ts';
import { TakingPart } from '../stage/taking_part.ts';
import { panel } from '../stage/workshop.ts';

const STANDS = {
  id: 'stands',
  title: { en: 'Stands' },
  at: [600, -100] as [number, number],
  size: [700, 700] as [number, number],
  color: 'green' as const,
};

/** A tasting under these rights, and one afterwards in which everything may be done. */
function planOf(rights: Rights, sections: Plan['sections'] = []): Plan {
  const taste = { ...phase({ kind: 'taste', comments: false }), rights };
  return { anonymous: false, phases: [taste, phase({ kind: 'cluster' })], sections };
}

const OWN_ONLY = 'Here everyone changes only their own notes.';
const sign = (page: Page) => page.locator('.rights-sign');

/** A room under these rights with a note of somebody else's, one who facilitates, and one who takes part on their page. */
async function under(
  { server, people, peers }: { server: Server; people: People; peers: Peers },
  rights: Rights,
  {
    sections,
    begins = true,
    screen,
  }: { sections?: Plan['sections']; begins?: boolean; screen?: object } = {},
) {
  const room = await server.makeRoom({ plan: planOf(rights, sections) });
  const other = await peers.join(server, room);
  other.add('theirs', 'a pear', [0, 0]);
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  if (begins) await facilitator.goTo('taste');
  const person = await people.enter(room.links.join, undefined, screen && (await people.page(screen)));
  return { other, facilitator, person, page: person.page };
}

test('where each changes their own, a note of somebody else stays where it is, and one’s own is moved', async ({
  server,
  people,
  peers,
}) => {
  const { other, facilitator, person, page } = await under({ server, people, peers }, { board: 'own' });
  await expect(sign(page)).toHaveText('Now everyone changes only their own notes.');
  const mine = await person.write('an apple');
  await expect.poll(() => other.texts()).toEqual(['a pear', 'an apple']);

  await expect(person.note('theirs')).toHaveCSS('cursor', 'not-allowed');
  await expect(person.note('theirs')).toHaveAttribute('aria-description', /not yours to change/);
  await person.drag('theirs', { x: 160, y: 120 });
  await expect(page.getByText(OWN_ONLY)).toBeVisible();
  expect(other.notes().theirs?.at).toEqual([0, 0]);

  const at = other.notes()[mine]?.at;
  await expect(person.note(mine)).toHaveCSS('cursor', 'grab');
  await person.drag(mine, { x: 0, y: 180 });
  await expect.poll(() => other.notes()[mine]?.at).not.toEqual(at);

  // Nothing is offered that would be refused.
  await person.note('theirs').click();
  const bar = page.getByRole('toolbar', { name: '1 note selected' });
  await expect(bar.getByRole('button', { name: 'Duplicate' })).toBeVisible();
  for (const name of ['Edit', 'Delete', 'Bring to front']) {
    await expect(bar.getByRole('button', { name, exact: true })).toHaveCount(0);
  }
  await person.note('theirs').click({ button: 'right' });
  await expect(page.getByRole('menuitem')).toHaveText([/^Duplicate/, 'Connect to…']);
  await page.keyboard.press('Escape');
  facilitator.leave();
});

test('by keyboard, too, somebody else’s note is neither written in, moved nor taken away, and a word says why', async ({
  server,
  people,
  peers,
}) => {
  const { other, facilitator, person, page } = await under({ server, people, peers }, { board: 'own' });
  for (const keys of ['Enter', 'x', 'Delete', 'ArrowRight', 'Control+x']) {
    await person.note('theirs').click();
    await page.keyboard.press(keys);
    await expect(page.getByText(OWN_ONLY)).toBeVisible();
    await expect(person.editor).toHaveCount(0);
    await page.locator('.message button').first().click();
    await expect(page.getByText(OWN_ONLY)).toHaveCount(0);
  }
  expect(other.notes()).toEqual({ theirs: { text: 'a pear', at: [0, 0] } });
  facilitator.leave();
});

test('in a phase in which one only looks, nothing is offered on the board, and the title stays', async ({
  server,
  people,
  peers,
}) => {
  const { facilitator, person, page } = await under(
    { server, people, peers },
    { board: 'look' },
    { begins: false },
  );
  const newNote = page.getByRole('button', { name: 'New note', exact: true });
  await expect(newNote).toBeVisible();
  await facilitator.goTo('taste');
  await expect(sign(page)).toHaveText('Now we only react to notes.');
  await expect(newNote).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Title of the room' })).toHaveCount(0);
  await person.note('theirs').click();
  await expect(page.getByRole('toolbar', { name: '1 note selected' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Keys and gestures' }).click();
  const keys = page.getByRole('dialog', { name: 'Keys and gestures' });
  await expect(keys.getByText('Fit all')).toBeVisible();
  await expect(keys.getByText('New note', { exact: true })).toHaveCount(0);
  await expect(keys.getByText('Duplicate')).toHaveCount(0);
  await page.keyboard.press('Escape');
  // Who tries all the same hears why.
  await person.ground.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await expect(page.getByText('Only react here.')).toBeVisible();
  await facilitator.goTo('cluster');
  await expect(sign(page)).toHaveCount(0);
  await expect(newNote).toBeVisible();
  facilitator.leave();
});

test('rights differ by area: a note is laid down where that may be, and comes back from where it may not', async ({
  server,
  people,
  peers,
}) => {
  const rights: Rights = { board: 'all', sections: { stands: 'look' } };
  const { other, facilitator, person, page } = await under({ server, people, peers }, rights, {
    sections: [STANDS],
    begins: false,
  });
  other.add('there', 'a plum', [700, 0]);
  await person.looksAtAllWith(person.note('there'));
  await facilitator.goTo('taste');
  await expect(sign(page)).toHaveText('In “Stands”: only reactions.');
  await person.looksAtAllWith(person.note('theirs'));
  const area = page.locator('.section').first();
  await expect(area).toContainText('only react here');
  const box = await area.boundingBox();
  if (box === null) throw new Error('the area is nowhere');
  await person.holdOver('theirs', { x: box.x + box.width / 2, y: box.y + box.height / 2 });
  await expect(page.locator('.surface-refuses')).toHaveCount(1);
  await person.drop();
  await expect(page.getByText('Only react here.')).toBeVisible();
  await expect(page.locator('.surface-refuses')).toHaveCount(0);
  expect(other.notes().theirs?.at).toEqual([0, 0]);
  await expect(person.note('there')).toHaveAccessibleDescription(/in the area Stands, only react here/);
  facilitator.leave();
});

test('a facilitator says what participants may do by keyboard alone, for all of the board and for an area', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ plan: planOf({ board: 'all' }, [STANDS]) });
  const helper = await TakingPart.enter(server, room, 'facilitate');
  await helper.goTo('taste');
  const anna = await people.enter(room.links.facilitate);
  const bo = await people.enter(room.links.join);
  await anna.page.getByRole('button', { name: 'Plan, people and vote' }).focus();
  await anna.page.keyboard.press('Enter');
  const board = panel(anna.page).getByRole('combobox', { name: 'In “Phase taste”, participants may' });
  await board.focus();
  await anna.page.keyboard.press('ArrowDown');
  await expect(board).toHaveValue('own');
  await expect(sign(bo.page)).toHaveText('Now everyone changes only their own notes.');
  await expect(anna.page.getByText('participants may now add, and change their own')).toBeVisible();
  await expect(board).toBeFocused();

  await anna.page.keyboard.press('Tab');
  await expect(panel(anna.page).getByRole('button', { name: 'Something else in “Stands”' })).toBeFocused();
  await anna.page.keyboard.press('Enter');
  const stands = panel(anna.page).getByRole('combobox', { name: 'in “Stands”', exact: true });
  await expect(stands).toBeFocused();
  await stands.selectOption('look');
  await expect(sign(bo.page)).toHaveText(
    'Now everyone changes only their own notes. In “Stands”: only reactions.',
  );
  await panel(anna.page).getByRole('button', { name: 'As elsewhere: Stands' }).press('Enter');
  await expect(stands).toHaveCount(0);
  await expect(board).toBeFocused();
  await expect(sign(bo.page)).toHaveText('Now everyone changes only their own notes.');
  await expectNoViolation(anna.page, 'what participants may do');

  // The switch for the lock is there while no phase says what may be done.
  await panel(anna.page).getByRole('tab', { name: 'People' }).click();
  await expect(panel(anna.page).getByRole('switch', { name: 'The board is locked' })).toHaveCount(0);
  helper.leave();
});

test('the plan keeps what participants may do in a phase that is to come', async ({ server, people }) => {
  const room = await server.makeRoom({ plan: planOf({ board: 'all' }, [STANDS]) });
  const anna = await people.enter(room.links.facilitate);
  await anna.page.getByRole('button', { name: 'Plan, people and vote' }).click();
  await panel(anna.page).getByRole('button', { name: 'Edit: Phase taste' }).click();
  const editor = panel(anna.page).getByRole('form', { name: 'Edit: Phase taste' });
  await editor.getByRole('combobox', { name: 'In “Phase taste”, participants may' }).selectOption('add');
  await editor.getByRole('button', { name: 'Save' }).click();
  await expect(editor).toHaveCount(0);
  const bo = await people.enter(room.links.join);
  await expect(sign(bo.page)).toHaveCount(0);
  const helper = await TakingPart.enter(server, room, 'facilitate');
  await helper.goTo('taste');
  await expect(sign(bo.page)).toHaveText('Now notes are only added.');
  helper.leave();
});

test('whoever writes in a note that is not theirs to change any more goes on where their words are kept', async ({
  server,
  people,
  peers,
}) => {
  const { other, facilitator, person, page } = await under(
    { server, people, peers },
    { board: 'own' },
    { begins: false },
  );
  await person.note('theirs').dblclick();
  await page.keyboard.type(', and a plum');
  await expect.poll(() => other.texts()).toEqual(['a pear, and a plum']);
  await facilitator.goTo('taste');
  await expect(person.editor).toHaveCount(0);
  const kept = page.locator('[data-kept="note"] textarea');
  await expect(kept).toHaveValue('a pear, and a plum');
  await page.keyboard.type(' too');
  await expect(kept).toHaveValue('a pear, and a plum too');
  expect(other.texts()).toEqual(['a pear, and a plum']);
  facilitator.leave();
});

test('a note waits for a nod: it comes onto the board, or back to its writer', async ({ server, people }) => {
  const room = await server.makeRoom({ plan: planOf({ board: 'approve' }) });
  const helper = await TakingPart.enter(server, room, 'facilitate');
  await helper.goTo('taste');
  const anna = await people.enter(room.links.facilitate);
  const bo = await people.enter(room.links.join, 'Bo');
  await expect(sign(bo.page)).toHaveText('New notes wait for the facilitator.');
  await bo.page.getByRole('button', { name: 'New note, which waits for the facilitator' }).click();
  const composer = bo.page.getByRole('textbox', { name: 'A new note' });
  for (const text of ['an apple', 'a stone']) {
    await expect(composer).toBeFocused();
    await bo.page.keyboard.type(text);
    await bo.page.keyboard.press('Enter');
  }
  await expect(bo.page.getByText('Sent. It waits for the facilitator.')).toBeVisible();
  await expect(bo.page.getByText('Waits for the facilitator', { exact: true })).toHaveCount(2);
  // Far from where notes are laid: what is let in moves nobody there.
  const away = bo.page.locator('.world');
  await bo.board.hover();
  await bo.page.mouse.wheel(9_000, 9_000);
  await bo.page.mouse.move(0, 0);
  const before = await away.getAttribute('style');
  await expect(bo.notes).toHaveCount(0);

  const open = anna.page.getByRole('button', { name: /^Plan, people and vote, 2 notes wait for you/ });
  await expect(open).toBeVisible();
  // Whoever has the panel closed is told, and led there.
  const waiting = anna.page.locator('.message', { hasText: '2 notes wait for you' });
  await waiting.getByRole('button', { name: 'Look' }).press('Enter');
  await expect(panel(anna.page).getByTestId('offers')).toContainText('Bo');
  await expect(panel(anna.page).getByRole('button', { name: 'Let in: an apple' })).toBeFocused();
  await expect(waiting).toHaveCount(0);
  await panel(anna.page).getByRole('button', { name: 'Let in: an apple' }).press('Enter');
  const offered = panel(anna.page).getByRole('button', { name: 'Let in: an apple' });
  await expect(offered).toHaveCount(0);
  await expect(bo.page.getByText('Waits for the facilitator', { exact: true })).toHaveCount(1);
  expect(await away.getAttribute('style')).toBe(before);
  // Who wrote it is told, and the note is marked for them alone.
  await expect(bo.page.getByText('Your note is on the board now.')).toBeVisible();
  await bo.page.getByRole('button', { name: 'Fit all' }).click();
  await expect.poll(() => bo.texts()).toEqual(['an apple']);
  await expect(bo.page.locator('.note-pointed')).toHaveText('an apple');
  await expect(anna.page.locator('.note-pointed')).toHaveCount(0);
  await panel(anna.page).getByRole('button', { name: 'Hand back: a stone' }).press('Enter');
  await expect(panel(anna.page).getByTestId('offers')).toHaveCount(0);
  await bo.page.getByRole('button', { name: 'Put away', exact: false }).first().click();
  const back = bo.page.locator('.message', { hasText: 'The facilitator handed a note back to you.' });
  await back.getByRole('button', { name: 'Look' }).press('Enter');
  await expect(bo.page.locator('li:has([data-handed-back]) button:focus')).toHaveCount(1);
  await expect(bo.page.getByText(/^Came back from the facilitator/)).toBeVisible();
  await bo.page.getByRole('button', { name: 'Send: a stone' }).click();
  await expect(panel(anna.page).getByRole('button', { name: 'Let in: a stone' })).toBeVisible();
  helper.leave();
});

test('a note that waits for an area says so to the facilitator, and lands there', async ({
  server,
  people,
  peers,
}) => {
  const rights: Rights = { board: 'look', sections: { stands: 'approve' } };
  const room = await server.makeRoom({ plan: planOf(rights, [STANDS]) });
  const other = await peers.join(server, room);
  const helper = await TakingPart.enter(server, room, 'facilitate');
  await helper.goTo('taste');
  const anna = await people.enter(room.links.facilitate);
  const bo = await people.enter(room.links.join, 'Bo');
  const composer = bo.page.getByRole('textbox', { name: 'A new note' });
  await expect(bo.page.getByRole('combobox', { name: 'Area' })).toHaveValue('stands');
  await composer.fill('an apple');
  await composer.press('Enter');
  await anna.page.getByRole('button', { name: /^Plan, people and vote, 1 note waits for you/ }).click();
  await expect(panel(anna.page).getByTestId('offers')).toContainText('For “Stands”');
  await panel(anna.page).getByRole('button', { name: 'Let in: an apple' }).click();
  await expect.poll(() => other.texts()).toEqual(['an apple']);
  const [note] = Object.values(other.notes());
  expect(note?.at[0]).toBeGreaterThanOrEqual(600);
  await bo.page.getByRole('button', { name: 'Look', exact: true }).click();
  await expect(bo.notes.first()).toBeInViewport();
  helper.leave();
});

test('what was written without a connection, where it may not be any more, is kept for its writer', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom({ plan: planOf({ board: 'look' }) });
  const other = await peers.join(server, room);
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  const person = await people.enter(room.links.join);
  const { page } = person;
  await person.reads('saved');
  await page.context().setOffline(true);
  await person.reads('offline');
  await person.write('an apple from far away');
  await facilitator.goTo('taste');
  await page.context().setOffline(false);
  await expect(sign(page)).toHaveText('Now we only react to notes.');
  await expect(page.getByText(/^What you wrote came after the board was closed for it/)).toBeVisible();
  await expect(person.notes).toHaveCount(0);
  await page.reload();
  await expect(page.locator('[data-kept="late"] textarea')).toHaveValue('an apple from far away');
  await facilitator.goTo('cluster');
  await page.getByRole('button', { name: 'Lay on the board: an apple from far away' }).click();
  await expect.poll(() => other.texts()).toEqual(['an apple from far away']);
  facilitator.leave();
});

test('what is typed just as the right ends is kept in whole, though it comes letter by letter on a slow line', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ plan: planOf({ board: 'look' }) });
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  const link = await SlowLink.before(server, 800);
  const person = await people.enter(room.links.join.replace(server.url, link.url));
  const { page } = person;
  await person.reads('saved');
  await facilitator.goTo('taste');
  await page.getByTestId('board').dblclick();
  await page.keyboard.type('an apple', { delay: 15 });
  await page.keyboard.press('Escape');
  await expect(sign(page)).toBeVisible();
  await expect(page.getByText(/^What you wrote came after the board was closed for it/)).toBeVisible();
  const kept = page.locator('[data-kept] textarea');
  await expect(kept).toHaveValue('an apple');
  await expect(person.notes).toHaveCount(0);
  // Thrown away, it stays so: the server says it again to whoever comes back.
  await page.getByRole('button', { name: 'Throw away: an apple' }).click();
  await expect(kept).toHaveCount(0);
  await page.reload();
  await person.boardIsThere();
  await expect(sign(page)).toBeVisible();
  await person.reads('saved');
  await expect(kept).toHaveCount(0);
  facilitator.leave();
  link.stop();
});

test('on a phone a finger moves the board where it may move no note', async ({ server, people, peers }) => {
  const { other, facilitator, person, page } = await under(
    { server, people, peers },
    { board: 'own' },
    { screen: PHONE },
  );
  await expect(sign(page)).toBeVisible();
  await page
    .getByRole('button', { name: /^(Put away|Fold)/ })
    .first()
    .click();
  const before = await person.note('theirs').boundingBox();
  const from = await person.middleOf('theirs');
  const touch = await fingersOn(page);
  await touch('touchStart', from);
  for (let step = 1; step <= 6; step += 1) await touch('touchMove', { x: from.x, y: from.y + step * 12 });
  await touch('touchEnd');
  await expect
    .poll(async () => ((await person.note('theirs').boundingBox())?.y ?? 0) - (before?.y ?? 0))
    .toBeGreaterThan(30);
  expect(other.notes().theirs?.at).toEqual([0, 0]);
  facilitator.leave();
});

test('whoever’s votes come back to them is told, and so is whoever’s count again', async ({
  server,
  people,
  peers,
}) => {
  const vote = phase({ kind: 'vote', on: 'notes', budget: 4, perItemMax: 3 });
  const room = await server.makeRoom({ plan: { anonymous: false, phases: [vote], sections: [] } });
  const helper = await peers.join(server, room, 'facilitate');
  helper.add('pear', 'a pear', [0, 0]);
  helper.add('plum', 'a plum', [300, 0]);
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  await facilitator.goTo('vote');
  const person = await people.enter(room.links.join);
  const { page } = person;
  await expect(person.note('pear')).toBeVisible();
  const beside = await TakingPart.beside(server, room, await page.context().cookies());
  await beside.does({ do: 'vote', round: 1, item: 'pear', count: 2 });
  await expect(page.getByText(/2 votes left|2 left/).first()).toBeVisible();

  // What is voted on is neither offered to be taken away, nor taken away by a key.
  await person.note('pear').click();
  await expect(page.getByRole('toolbar', { name: '1 note selected' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete', exact: true })).toHaveCount(0);
  await page.keyboard.press('Delete');
  await expect(
    page.getByText('People are voting on this. It stays here until the vote is over.'),
  ).toBeVisible();
  expect(helper.texts()).toEqual(['a pear', 'a plum']);

  helper.doc.getMap('notes').delete('pear');
  await expect(page.getByText('Your 2 votes on “a pear” came back to you: it was taken away.')).toBeVisible();
  helper.add('pear', 'a pear', [0, 0]);
  await expect(page.getByText('“a pear” is back, and your 2 votes count again.')).toBeVisible();
  beside.leave();
  facilitator.leave();
});
