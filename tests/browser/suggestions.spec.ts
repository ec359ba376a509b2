// Promise: a facilitator is shown what may belong together, nothing changes until they accept it, and one step takes it back.

import { expect } from '@playwright/test';
import type * as Y from 'yjs';
import { expectNoViolation } from '../stage/axe.ts';
import { fingersOn } from '../stage/fingers.ts';
import { type Peers, type People, test } from '../stage/fixtures.ts';
import { expectKept } from '../stage/kept.ts';
import { KIRJASTO, layOut } from '../stage/library_board.ts';
import type { Person } from '../stage/person.ts';
import { stands } from '../stage/rest.ts';
import { SCREENS } from '../stage/screens.ts';
import type { Server } from '../stage/server.ts';
import { TakingPart } from '../stage/taking_part.ts';

/** A room with the library's notes on its board, and Eva, who facilitates it and sees them. */
async function library(
  { server, people, peers }: { server: Server; people: People; peers: Peers },
  options: object = {},
) {
  const room = await server.makeRoom(options);
  const peer = await peers.join(server, room);
  layOut(peer, KIRJASTO);
  const eva = await people.enter(room.links.facilitate, 'Eva');
  await expect(eva.notes).toHaveCount(KIRJASTO.length);
  return { room, peer, eva };
}

async function openSuggestions({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Suggest clusters' }).click();
  await expect(page.getByRole('heading', { name: 'Suggest clusters' })).toBeFocused();
}

test('what is found is shown first, then accepted as one step, and taken back as one', async ({
  server,
  people,
  peers,
}) => {
  const { peer, eva } = await library({ server, people, peers });
  const before = peer.notes();

  await openSuggestions(eva);
  await eva.page.getByRole('button', { name: /^Find clusters/ }).click();
  const panel = eva.page.getByTestId('suggestions');
  await expect(panel.getByText('Suggested by the words that notes share.')).toBeVisible();
  await expect(panel.getByRole('listitem').first()).toBeVisible();
  await expectNoViolation(eva.page, 'suggestions-found');

  // Nobody else sees anything, and nothing is changed.
  expect(peer.notes()).toEqual(before);
  expect(peer.membership()).toEqual({});

  await panel.getByRole('button', { name: 'Accept all' }).click();
  await expect.poll(() => Object.keys(peer.membership()).length).toBeGreaterThan(8);

  await eva.page.keyboard.press('Control+z');
  await expect.poll(() => peer.membership()).toEqual({});
  expect(peer.notes()).toEqual(before);
});

test('by keyboard: titles are written, a note is moved and teaches the rest, one cluster is accepted', async ({
  server,
  people,
  peers,
}) => {
  const { peer, eva } = await library({ server, people, peers }, { language: 'fi' });
  const { page } = eva;
  const { keyboard } = page;

  await page.getByRole('button', { name: 'Suggest clusters' }).focus();
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Suggest clusters' })).toBeFocused();
  await page.getByRole('button', { name: /^Sort into my clusters/ }).focus();
  await keyboard.press('Enter');
  for (const title of ['Aukioloajat', 'Kirjat ja aineisto', 'Tapahtumat']) {
    await page.getByRole('textbox', { name: 'Title of a new cluster' }).focus();
    await keyboard.type(title);
    await keyboard.press('Enter');
    await expect(page.getByRole('listitem', { name: `Suggestion ${title}` })).toBeVisible();
  }
  const books = page.getByRole('listitem', { name: 'Suggestion Kirjat ja aineisto' });
  const hours = page.getByRole('listitem', { name: 'Suggestion Aukioloajat' });
  await expect(hours.getByText(/\d+ notes?/).first()).toBeVisible();

  // A note of another pile is put among the opening hours.
  await books.getByText('Notes', { exact: true }).focus();
  await keyboard.press('Enter');
  const row = books.locator('.suggest-note').last();
  const text = (await row.locator('.suggest-note-text').textContent()) ?? '';
  await row.getByRole('button', { name: /^Move/ }).focus();
  await keyboard.press('Enter');
  const where = row.getByRole('combobox', { name: 'Move to' });
  await expect(where).toBeFocused();
  const asked = page.waitForResponse(/suggestions$/);
  await where.selectOption('Aukioloajat');
  await asked;
  await hours.getByText('Notes', { exact: true }).focus();
  await keyboard.press('Enter');
  await expect(hours.locator('.suggest-note').filter({ hasText: text })).toContainText('moved by you');
  await expect(hours.getByText('moved by you')).toHaveCount(1);
  expect(peer.membership()).toEqual({});

  // Why, and then it is accepted: its notes join a cluster of that title, and nothing else is touched.
  await hours.getByText('Why together?').click();
  await hours.getByRole('button', { name: 'Accept Aukioloajat' }).focus();
  await keyboard.press('Enter');
  await expect.poll(() => Object.values(peer.titles())).toEqual(['Aukioloajat']);
  await expect(page.getByRole('heading', { name: 'Suggest clusters' })).toBeFocused();
  const [cluster] = Object.keys(peer.titles());
  await expect.poll(() => new Set(Object.values(peer.membership()))).toEqual(new Set([cluster]));
  await keyboard.press('Escape');
  await expect(page.getByTestId('suggestions')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Suggest clusters' })).toBeFocused();
  await keyboard.press('Escape');
  await keyboard.press('Control+z');
  await expect.poll(() => peer.membership()).toEqual({});
});

test('by pointer: fewer or more, a note dragged from pile to pile over the board, one rejected, the sure ones accepted', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  layOut(peer, KIRJASTO);
  peer.cluster('hand', 'Made by hand', ['n00', 'n01']);
  const eva = await people.enter(room.links.facilitate, 'Eva');
  const { page } = eva;
  await openSuggestions(eva);
  await page.getByRole('button', { name: /^Find clusters/ }).click();
  const panel = page.getByTestId('suggestions');
  const piles = panel.locator('.suggest-pile');
  await expect(piles.first()).toBeVisible();

  const many = await piles.count();
  const slider = panel.getByRole('slider', { name: 'How many clusters' });
  await slider.fill('0');
  await expect(slider).toHaveAttribute('aria-valuetext', /\d+ cluster/);
  await expect.poll(() => piles.count()).toBeLessThan(many);
  await slider.fill((await slider.getAttribute('max')) ?? '0');
  await expect.poll(() => piles.count()).toBeGreaterThanOrEqual(many);

  // The first note of the second pile, into the first.
  await page.waitForFunction(() => document.getAnimations().length === 0);
  const second = piles.nth(1);
  await second.getByText('Notes', { exact: true }).click();
  const name = (await second.locator('.suggest-note-text').first().textContent()) ?? '';
  const ghost = page.locator('.ghost').first();
  const note = page.locator('[data-note]').filter({ hasText: name });
  await expect.poll(() => note.boundingBox()).not.toBeNull();
  await stands(page);
  const from = await note.boundingBox();
  const first = await piles.first().getByRole('textbox').inputValue();
  const target = await page.locator('.ghost', { hasText: first }).first().boundingBox();
  if (from === null || target === null) throw new Error('they are not in view');
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(target.x + 30, target.y + 40, { steps: 8 });
  await page.mouse.up();
  await piles.first().getByText('Notes', { exact: true }).click();
  await expect(piles.first().locator('.suggest-note').filter({ hasText: name })).toContainText(
    'moved by you',
  );
  await expect(ghost).toBeVisible();
  await expect.poll(() => Object.keys(peer.membership())).toEqual(['n00', 'n01']);

  const left = await piles.count();
  await piles
    .last()
    .getByRole('button', { name: /^Reject/ })
    .click();
  await expect(piles).toHaveCount(left - 1);
  await panel.getByRole('button', { name: 'Accept the sure ones' }).click();
  await expect.poll(() => Object.keys(peer.membership()).length).toBeGreaterThan(3);
  await expect.poll(() => peer.membership()).toMatchObject({ n00: 'hand', n01: 'hand' });
});

test('notes that say nearly the same are piled up under one with their count, and spread out again', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  layOut(peer, [
    ...KIRJASTO.slice(0, 6),
    'Kissa kirjastoon',
    'kissa kirjastoon!',
    'Kissa kirjastoon ',
    'Kissat kirjastoon',
  ]);
  const eva = await people.enter(room.links.facilitate, 'Eva');
  const otso = await people.enter(room.links.join, 'Otso');
  await expect(eva.notes).toHaveCount(10);
  await openSuggestions(eva);
  await eva.page.getByRole('button', { name: /^Find clusters/ }).click();
  const panel = eva.page.getByTestId('suggestions');
  await expect(panel.getByText('4 notes say nearly the same: «Kissa kirjastoon»')).toBeVisible();
  await panel.getByRole('button', { name: 'Pile up «Kissa kirjastoon»' }).click();
  await expect(panel.getByText(/say nearly the same/)).toHaveCount(0);
  await expect(eva.notes).toHaveCount(7);
  await expect(otso.notes).toHaveCount(7);
  const top = otso.page.locator('[data-note][data-same]');
  await expect(top).toHaveAttribute('data-same', '×4');
  await expect(top).toHaveAttribute('aria-description', /4 notes that say nearly the same/);
  await eva.page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);

  // Nothing is lost: all four are on the board, and come out again by the keyboard.
  await expect.poll(() => Object.keys(peer.notes())).toHaveLength(10);
  await eva.page.locator('[data-note][data-same]').focus();
  await eva.page.keyboard.press('Control+Enter');
  await expect(eva.notes).toHaveCount(10);
  await expect(otso.notes).toHaveCount(10);
});

test('a drag over the preview that is broken off leaves the note where it is proposed', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  layOut(peer, KIRJASTO);
  const page = await people.page({ ...SCREENS.desktop, hasTouch: true });
  await people.enter(room.links.facilitate, 'Eva', page);
  await page.getByRole('button', { name: 'Suggest clusters' }).click();
  await page.getByRole('button', { name: /^Find clusters/ }).click();
  const pile = page.locator('.suggest-pile').first();
  await pile.getByText('Notes', { exact: true }).click();
  const name = (await pile.locator('.suggest-note-text').first().textContent()) ?? '';
  const note = page.locator('[data-note]').filter({ hasText: name });
  await stands(page);
  const from = await note.boundingBox();
  if (from === null) throw new Error('it is not in view');
  const finger = await fingersOn(page);
  await finger('touchStart', { x: from.x + 20, y: from.y + 20 });
  for (const step of [40, 80, 140]) await finger('touchMove', { x: from.x + step, y: from.y + step });
  await expect.poll(async () => (await note.boundingBox())?.x).toBeGreaterThan(from.x + 60);
  await finger('touchCancel');
  await expect.poll(async () => Math.round((await note.boundingBox())?.x ?? 0)).toBe(Math.round(from.x));
  await expect(page.getByText('moved by you')).toHaveCount(0);
});

test('a pile that is shown to all has its ring; put under another, a note is shown no more', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  layOut(peer, KIRJASTO.slice(0, 4));
  const layUnder = (note: string, top: string) =>
    peer.doc.getMap<Y.Map<unknown>>('notes').get(note)?.set('under', top);
  layUnder('n01', 'n00');
  const otso = await people.enter(room.links.join, 'Otso');
  await expect(otso.notes).toHaveCount(3);
  const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  const shadow = () => otso.note('n00').evaluate((note) => getComputedStyle(note).boxShadow);
  const lying = await shadow();
  await helmi.does({ do: 'spotlight', note: 'n00' });
  await expect(otso.note('n00')).toHaveClass(/note-spotlit/);
  await expect.poll(shadow).toContain('0px 0px 0px 6px');
  expect(lying).not.toContain('0px 0px 0px 6px');

  layUnder('n01', '');
  await expect(otso.notes).toHaveCount(4);
  layUnder('n00', 'n02');
  await expect(otso.notes).toHaveCount(3);
  await expect(otso.note('n00')).toHaveCount(0);
  helmi.leave();
});

test('those who run nothing are offered no suggestions', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  layOut(await peers.join(server, room), KIRJASTO.slice(0, 4));
  const otso = await people.enter(room.links.join, 'Otso');
  await expect(otso.notes).toHaveCount(4);
  await expect(otso.page.getByRole('button', { name: 'New note', exact: true })).toBeVisible();
  await expect(otso.page.getByRole('button', { name: 'Suggest clusters' })).toHaveCount(0);
});

for (const [size, shape] of Object.entries(SCREENS)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`suggestions have no violation: ${size}, ${colorScheme}`, async ({ server, people, peers }) => {
      const room = await server.makeRoom({ language: 'fi' });
      layOut(await peers.join(server, room), KIRJASTO);
      const page = await people.page({ ...shape, colorScheme, locale: 'fi-FI' });
      await people.enter(room.links.facilitate, undefined, page);
      await page.getByRole('button', { name: 'Ehdota ryhmiä' }).click();
      await page.getByRole('button', { name: /^Etsi ryhmiä/ }).click();
      const first = page.locator('.suggest-pile').first();
      await first.getByText('Laput', { exact: true }).click();
      await first.getByText('Miksi yhdessä?').click();
      await stands(page);
      await expectNoViolation(page, `suggestions-${size}-${colorScheme}`);
    });
  }
}

test('a title that is half-written, or not accepted yet, is kept when the panel closes, the page reloads or its writer facilitates no more', async ({
  server,
  people,
  peers,
}) => {
  const { room, peer, eva } = await library({ server, people, peers });
  const { page } = eva;
  const panel = page.getByTestId('suggestions');
  const newTitle = page.getByRole('textbox', { name: 'Title of a new cluster' });
  const sort = page.getByRole('button', { name: /^Sort into my clusters/ });
  const find = page.getByRole('button', { name: /^Find clusters/ });

  await test.step('a title for a new cluster stands in its field again', async () => {
    await openSuggestions(eva);
    await sort.click();
    await newTitle.pressSequentially('Opening h');
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await expectKept(page, ['Opening h']);
    await page.reload();
    await expectKept(page, ['Opening h']);
    await openSuggestions(eva);
    await sort.click();
    await expect(newTitle).toHaveValue('Opening h');
    await expectKept(page, []);
    await newTitle.fill('');
  });

  await test.step('a title of a proposed cluster waits with what is not finished', async () => {
    await find.click();
    const title = panel.locator('input.suggest-title').first();
    await title.fill('Book cl');
    await panel.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(page.getByText('What you were writing is kept.')).toBeVisible();
    await expectKept(page, ['Book cl']);
    await page.getByRole('button', { name: 'Throw away: Book cl' }).click();
    await expectKept(page, []);
  });

  await test.step('and goes with its cluster once that is accepted', async () => {
    await openSuggestions(eva);
    await find.click();
    await panel.locator('input.suggest-title').first().fill('Book clubs');
    await page.keyboard.press('Enter');
    await panel.getByRole('button', { name: 'Accept Book clubs' }).click();
    await expect.poll(() => Object.keys(peer.membership()).length).toBeGreaterThan(1);
    await panel.getByRole('button', { name: 'Close', exact: true }).click();
    await expectKept(page, []);
  });

  await test.step('whoever writes one while they facilitate no more goes on where it is kept', async () => {
    const other = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
    const me = await TakingPart.beside(server, room, await page.context().cookies());
    me.leave();
    await openSuggestions(eva);
    await find.click();
    await panel.locator('input.suggest-title').last().click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('What chil');
    await other.does({ do: 'grant', to: me.id, role: 'participant' });
    await expect(page.locator('[data-kept="pileTitle"] textarea')).toBeFocused();
    await page.keyboard.type('dren like');
    await expectKept(page, ['What children like']);
    other.leave();
  });
});

test('a title of a suggested cluster stays with whoever is put out, and no heading is named that is not there', async ({
  server,
  people,
  peers,
}) => {
  const { room, eva } = await library({ server, people, peers });
  const { page } = eva;
  const other = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  const me = await TakingPart.beside(server, room, await page.context().cookies());
  me.leave();
  await openSuggestions(eva);
  await page.getByRole('button', { name: /^Find clusters/ }).click();
  const title = page.getByTestId('suggestions').locator('input.suggest-title').first();
  await title.fill('What chil');
  await other.does({ do: 'remove', participant: me.id });
  await expect(page.getByRole('heading', { name: 'You have been taken out of this room' })).toBeVisible();
  await expectKept(page, ['What chil']);
  await expect(page.getByText('You find it in')).toHaveCount(0);
  other.leave();
});
