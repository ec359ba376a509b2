// Promise: in every phase everyone can do its one task, by hand, by keyboard and on a phone, and private stays private.

import { expect, type Locator, type Page } from '@playwright/test';
import type { Plan } from '../../client/src/protocol/session.ts';
import { type Peers, type People, test } from '../stage/fixtures.ts';
import { expectKept } from '../stage/kept.ts';
import { phase, QUESTION } from '../stage/plan.ts';
import type { Peer } from '../stage/provider.ts';
import { enterAs, type Scene, scene } from '../stage/scene.ts';
import type { Server } from '../stage/server.ts';
import { draft, newId, TakingPart } from '../stage/taking_part.ts';

/** From opening the link to a note in the basket. */
const FIRST_NOTE_MS_MAX = 5_000;

const composer = (page: Page) => page.getByRole('textbox', { name: 'A new note' });
const basket = (page: Page) => page.locator('[data-draft]');

async function pack(page: Page, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    await composer(page).fill(text);
    await composer(page).press('Enter');
  }
}

const PACK = phase({ kind: 'pack' });
const LAY = phase({ kind: 'lay', reveal: 'together', turnSeconds: null });

test('the first note is in the basket within five seconds of opening the link', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ plan: { anonymous: true, phases: [PACK], sections: [] } });
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  await facilitator.goTo('pack');
  const page = await people.page({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const start = Date.now();
  await page.goto(room.links.join);
  await composer(page).fill('A buddy for the first week');
  await composer(page).press('Enter');
  await expect(basket(page)).toHaveText(['A buddy for the first week']);
  expect(Date.now() - start).toBeLessThan(FIRST_NOTE_MS_MAX);
  facilitator.leave();
});

test('a basket is written by keyboard: kept, changed, moved, held back and thrown away with a way back', async ({
  server,
  people,
}) => {
  const { facilitator, page } = await scene(server, people, [PACK]);
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type('one');
  await page.keyboard.press('Enter');
  await page.keyboard.type('two');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('with a second line');
  await page.keyboard.press('Enter');
  await page.keyboard.type('three');
  await page.keyboard.press('Enter');
  await expect(composer(page)).toHaveValue('');
  await expect(basket(page)).toHaveText(['one', 'two\nwith a second line', 'three']);

  // Changed in place.
  await basket(page).nth(0).getByRole('button').press('Enter');
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toBeFocused();
  await page.keyboard.type(' and a half');
  await page.keyboard.press('Enter');
  await expect(basket(page).nth(0)).toHaveText('one and a half');
  await expect(basket(page).nth(0).getByRole('button')).toBeFocused();

  // Moved by keys, and by buttons.
  await page.keyboard.press('Alt+ArrowDown');
  await expect(basket(page)).toHaveText([/^two/, 'one and a half', 'three']);
  await basket(page).nth(2).getByRole('button').press('Enter');
  await page.getByRole('button', { name: 'Up', exact: true }).click();
  await page.getByRole('button', { name: 'Up', exact: true }).click();
  await page.getByRole('button', { name: 'Hold back' }).click();
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(basket(page)).toHaveText([/^three.*Held back/, /^two/, 'one and a half']);

  // Thrown away, and back where it was.
  await basket(page).nth(1).getByRole('button').press('Delete');
  await expect(basket(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(basket(page)).toHaveText([/^three/, /^two/, 'one and a half']);
  await page.reload();
  await expect(basket(page)).toHaveText([/^three.*Held back/, /^two/, 'one and a half']);
  facilitator.leave();
});

test('a note in the basket is dragged to another place', async ({ server, people }) => {
  const { facilitator, page } = await scene(server, people, [PACK]);
  await pack(page, 'one', 'two', 'three');
  await expect(basket(page)).toHaveText(['one', 'two', 'three']);
  const grip = await middleOf(basket(page).nth(2).locator('.task-grip'));
  const first = await middleOf(basket(page).nth(0));
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  await page.mouse.move(grip.x, first.y - 8, { steps: 8 });
  await page.mouse.up();
  await expect(basket(page)).toHaveText(['three', 'one', 'two']);
  facilitator.leave();
});

async function middleOf(shown: Locator): Promise<{ x: number; y: number }> {
  const box = await shown.boundingBox();
  if (!box) throw new Error('it is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('pasted lines are a note each, and others see how many are packed but not what', async ({
  server,
  people,
}) => {
  const { room, facilitator, page } = await scene(server, people, [PACK], { anonymous: true });
  const other = await enterAs(people, room.links.join, 'Matti');
  await composer(page).focus();
  await composer(page).evaluate((area) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '- secret one\n- secret two\n\n- secret three');
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(basket(page)).toHaveText(['secret one', 'secret two', 'secret three']);
  await expect(other.page.getByText('All together, 3 notes are packed to be laid')).toBeVisible();
  await expect(other.page.getByText('secret')).toHaveCount(0);
  await expect(other.page.locator('.task-packers')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(basket(page)).toHaveCount(0);
  facilitator.leave();
});

test('what is written without a network is kept, and sent when it is back', async ({ server, people }) => {
  const { facilitator, page } = await scene(server, people, [PACK]);
  await pack(page, 'before');
  await page.context().setOffline(true);
  await expect(page.getByText('No connection right now.')).toBeVisible({ timeout: 30_000 });
  await pack(page, 'meanwhile');
  await expect(basket(page)).toHaveText(['before', 'meanwhile']);
  await page.context().setOffline(false);
  await expect(page.getByText('No connection right now.')).toHaveCount(0);
  await expect(page.getByText('All together, 2 notes are packed to be laid')).toBeVisible();
  facilitator.leave();
});

test('a half-written note is not lost when the facilitator reveals', async ({ server, people }) => {
  const { facilitator, page, person } = await scene(server, people, [PACK, LAY]);
  await pack(page, 'whole');
  await expect(basket(page)).toHaveCount(1);
  await composer(page).fill('half of a tho');
  await person.reads('saved');
  await facilitator.goTo('lay');
  await expect.poll(() => person.texts()).toEqual(['whole']);
  // It goes nowhere by itself.
  await expectKept(page, ['half of a tho']);
  await page.getByRole('button', { name: 'Put into my basket' }).click();
  await page.getByRole('button', { name: 'Lay on the blanket: half of a tho' }).click();
  await page.getByRole('button', { name: 'Lay', exact: true }).click();
  await expect.poll(() => person.texts()).toEqual(['half of a tho', 'whole']);
  facilitator.leave();
});

test('a held note stays in the basket at the reveal and is laid by hand', async ({ server, people }) => {
  const { facilitator, page, person } = await scene(server, people, [PACK, LAY]);
  await pack(page, 'now', 'later');
  await basket(page).nth(1).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Hold back' }).click();
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await person.reads('saved');
  await facilitator.goTo('lay');
  await expect.poll(() => person.texts()).toEqual(['now']);
  await expect(page.getByRole('heading', { name: 'Still in your basket' })).toBeVisible();
  await page.getByRole('button', { name: 'Lay on the blanket: later' }).click();
  await page.getByRole('button', { name: 'Lay', exact: true }).click();
  await expect.poll(() => person.texts()).toEqual(['later', 'now']);
  await expect(basket(page)).toHaveCount(0);
  facilitator.leave();
});

test('whoever missed the reveal lays what they packed in any phase after it', async ({ server, people }) => {
  const phases = [PACK, LAY, phase({ kind: 'taste', comments: true }), phase({ kind: 'pack' }, 'again')];
  const { facilitator, page, person } = await scene(server, people, phases);
  await pack(page, 'held');
  await basket(page).first().getByRole('button').first().click();
  await page.getByRole('button', { name: 'Hold back' }).click();
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await composer(page).fill('half a note');
  await facilitator.goTo('lay');
  await facilitator.goTo('taste');
  await page.getByRole('button', { name: 'Put into my basket' }).click();
  await expect(page.getByText('You can lay them when you like')).toBeVisible();
  for (const text of ['held', 'half a note']) {
    await page.getByRole('button', { name: `Lay on the blanket: ${text}` }).click();
    await page.getByRole('button', { name: 'Lay', exact: true }).click();
  }
  await expect.poll(() => person.texts()).toEqual(['half a note', 'held']);
  await expect(basket(page)).toHaveCount(0);
  facilitator.leave();
});

test('what is kept to oneself is changed and thrown away in every later phase, and no reveal lays it', async ({
  server,
  people,
}) => {
  const { facilitator, page, person } = await scene(server, people, [PACK, LAY, phase({ kind: 'cluster' })]);
  await composer(page).fill('kept to mys');
  await facilitator.goTo('cluster');
  await expectKept(page, ['kept to mys']);
  await page.getByRole('button', { name: 'Put into my basket' }).press('Enter');
  await expect(basket(page)).toBeFocused();
  await expect(page.getByText('Kept. 1 note in your basket')).toBeVisible();
  await expect(page.getByText('Only you see these.')).toBeVisible();

  const field = page.getByRole('textbox', { name: 'Text of the note' });
  await page.getByRole('button', { name: 'Change: kept to mys' }).click();
  await field.fill('kept to myself');
  await field.press('Enter');
  await expect(basket(page)).toContainText('kept to myself');
  await expect(basket(page)).toBeFocused();
  await page.getByRole('button', { name: 'Throw away: kept to myself' }).click();
  await expect(basket(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(page.getByText('Still in your basket · 1 note')).toBeVisible();

  await facilitator.goTo('lay');
  await page.getByRole('button', { name: 'Change: kept to myself' }).click();
  await field.fill('still mine');
  await field.press('Enter');
  await expect(basket(page)).toContainText('still mine');
  await facilitator.goTo('cluster');
  await facilitator.goTo('lay');
  await expect(page.getByRole('button', { name: 'Lay on the blanket: still mine' })).toBeVisible();
  expect(await person.texts()).toEqual([]);
  await page.getByRole('button', { name: 'Throw away: still mine' }).click();
  await expect(basket(page)).toHaveCount(0);
  expect(await person.texts()).toEqual([]);
  facilitator.leave();
});

test('notes are laid in rounds, one in each turn, and whose turn it is is shown', async ({
  server,
  people,
}) => {
  const rounds = phase({ kind: 'lay', reveal: 'rounds', turnSeconds: 90 });
  const { facilitator, page, person } = await scene(server, people, [PACK, rounds]);
  await pack(page, 'mine one', 'mine two');
  await expect(basket(page)).toHaveCount(2);
  await expect(page.getByText('2 notes', { exact: true })).toBeVisible();
  const theirs = draft('theirs');
  await facilitator.does({ do: 'putDrafts', drafts: [theirs] });
  await person.reads('saved');
  await facilitator.goTo('lay');
  expect(await person.texts()).toEqual([]);

  /** Whoever's turn it is lays one. */
  const layNext = async (isMine: boolean) => {
    if (!isMine) {
      await expect(page.locator('.task-turn-who')).toHaveText('Now: Helmi');
      await expect(page.getByRole('button', { name: /Lay on the blanket/ }).first()).toBeDisabled();
      await facilitator.does({ do: 'lay', drafts: [theirs.id] });
      return;
    }
    await expect(page.locator('.task-turn-who')).toHaveText('It is your turn: lay one note');
    await expect(page.locator('.task-turn-clock')).toHaveText(/^1:[0-3]\d$/);
    const before = (await person.texts()).length;
    await page
      .getByRole('button', { name: /Lay on the blanket: mine/ })
      .first()
      .click();
    await expect.poll(async () => (await person.texts()).length).toBe(before + 1);
  };
  const isMineFirst = facilitator.journey?.turn?.who !== facilitator.id;
  await layNext(isMineFirst);
  await layNext(!isMineFirst);
  await layNext(true);
  await expect.poll(() => person.texts()).toEqual(['mine one', 'mine two', 'theirs']);
  await expect(page.getByText('Everyone has had their turn.')).toBeVisible();
  facilitator.leave();
});

test('notes are walked through writer by writer', async ({ server, people }) => {
  const walk = phase({ kind: 'lay', reveal: 'walkThrough', turnSeconds: null });
  const { facilitator, page, person } = await scene(server, people, [PACK, walk]);
  await pack(page, 'mine');
  await facilitator.does({ do: 'putDrafts', drafts: [draft('theirs')] });
  await expect(page.getByText('All together, 2 notes are packed to be laid')).toBeVisible();
  await facilitator.goTo('lay');
  await expect.poll(() => person.texts()).toEqual(['mine', 'theirs']);
  const turns = page.locator('.task-turn-who');
  for (let turn = 0; turn < 2; turn += 1) {
    const who = facilitator.journey?.turn?.who;
    const isMine = who !== facilitator.id;
    await expect(turns).toHaveText(isMine ? 'It is your turn: tell about your notes' : 'Now: Helmi');
    await expect(page.locator('.task-basket .task-draft')).toHaveText(isMine ? 'mine' : 'theirs');
    if (isMine) await page.getByRole('button', { name: 'On to the next' }).click();
    else if (who) await facilitator.does({ do: 'nextTurn', from: who });
    await expect.poll(() => facilitator.journey?.turn?.who).not.toBe(who);
  }
  await expect(page.getByText('Everyone has had their turn.')).toBeVisible();
  facilitator.leave();
});

/** Notes on the board of a room that begins in this phase. */
async function withNotes(
  server: Server,
  people: People,
  peers: Peers,
  phases: Plan['phases'],
  options: object = {},
): Promise<Scene & { board: Peer }> {
  const room = await server.makeRoom({ plan: { anonymous: false, phases, sections: [] } });
  const board = await peers.join(server, room);
  ['apple', 'bread', 'cheese'].forEach((text, index) => {
    board.add(text, text, [index * 240, 0]);
  });
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await facilitator.goTo(phases[0]?.id ?? '');
  const { page, person } = await enterAs(people, room.links.join, 'Aino', options);
  await expect(person.notes).toHaveCount(3);
  return { room, facilitator, page, person, board };
}

const TASTE = phase({ kind: 'taste', comments: true });

test('one reacts once a kind, takes it back, and the counts are on the note for eye and ear', async ({
  server,
  people,
  peers,
}) => {
  const { facilitator, page, person } = await withNotes(server, people, peers, [TASTE]);
  const row = page.locator('[data-listed="bread"]');
  await row.getByRole('button', { name: 'Love it, 0' }).click();
  await expect(row.getByRole('button', { name: 'Love it, 1' })).toHaveAttribute('aria-pressed', 'true');
  await facilitator.does({ do: 'react', note: 'bread', reaction: 'heart', on: true });
  await facilitator.does({ do: 'react', note: 'bread', reaction: 'question', on: true });
  await expect(person.note('bread').locator('.note-reactions')).toHaveText('21');
  await expect(person.note('bread')).toHaveAttribute('aria-description', /2 hearts, 1 question/);
  await row.getByRole('button', { name: 'Love it, 2' }).click();
  await expect(row.getByRole('button', { name: 'Love it, 1' })).toHaveAttribute('aria-pressed', 'false');
  await expect(person.note('bread').locator('.note-reactions')).toHaveText('11');
  facilitator.leave();
});

test('a note tapped on the board opens with its thread; one deletes one’s own comment', async ({
  server,
  people,
  peers,
}) => {
  const { facilitator, page, person } = await withNotes(server, people, peers, [TASTE]);
  await person.note('cheese').click();
  await expect(page.getByRole('button', { name: 'All notes' })).toBeVisible();
  await facilitator.does({ do: 'comment', comment: newId(), note: 'cheese', text: 'Which one?' });
  await expect(page.locator('.task-said')).toHaveText(['Helmi Which one?']);
  await page.getByRole('textbox', { name: 'Your comment' }).fill('The blue one');
  await page.keyboard.press('Enter');
  await expect(page.locator('.task-said')).toHaveText(['Helmi Which one?', 'Aino The blue one']);
  await expect(page.getByRole('button', { name: /Delete the comment/ })).toHaveCount(1);
  await page.getByRole('button', { name: 'Delete the comment: The blue one' }).click();
  await expect(page.locator('.task-said')).toHaveCount(1);
  await page.getByRole('button', { name: 'All notes' }).click();
  await expect(page.locator('[data-listed]')).toHaveCount(3);
  facilitator.leave();
});

test('in an anonymous room one takes back one’s own comment, and nobody else learns whose it was', async ({
  server,
  people,
  peers,
}) => {
  const { room, facilitator, page, person } = await scene(server, people, [TASTE], { anonymous: true });
  const board = await peers.join(server, room);
  board.add('cheese', 'cheese', [0, 0]);
  const other = await enterAs(people, room.links.join, 'Bo');
  const takesBack = (at: Page) => at.getByRole('button', { name: 'Delete the comment: The blue one' });
  for (const { person: one } of [{ person }, other]) await one.note('cheese').click();
  await page.getByRole('textbox', { name: 'Your comment' }).fill('The blue one');
  await page.keyboard.press('Enter');
  await expect(other.page.locator('.task-said')).toHaveText(['The blue one']);
  await expect(takesBack(other.page)).toHaveCount(0);
  await page.reload();
  await person.note('cheese').click();
  await takesBack(page).click();
  for (const at of [page, other.page]) await expect(at.locator('.task-said')).toHaveCount(0);
  facilitator.leave();
});

test('the note in the spotlight is marked, brought into view and said', async ({ server, people, peers }) => {
  const { facilitator, page, person, board } = await withNotes(server, people, peers, [TASTE]);
  board.add('far', 'far away', [4_000, 3_000]);
  await expect(page.locator('[data-listed]')).toHaveCount(4);
  await facilitator.does({ do: 'spotlight', note: 'far' });
  await expect(page.getByText('Everyone is shown this note: far away')).toBeAttached();
  await expect(person.note('far')).toHaveClass(/note-spotlit/);
  await expect(person.note('far')).toBeInViewport({ ratio: 1 });
  await facilitator.does({ do: 'spotlight', note: null });
  await expect(page.locator('.note-spotlit')).toHaveCount(0);
  facilitator.leave();
});

test('a ballot holds to the budget and to the most an item may have, and ties are shown as ties', async ({
  server,
  people,
  peers,
}) => {
  const vote = phase({ kind: 'vote', on: 'notes', budget: 3, perItemMax: 2 });
  const { facilitator, page } = await withNotes(server, people, peers, [vote]);
  const give = (item: string) => page.getByRole('button', { name: `Give a vote: ${item}` });
  const take = (item: string) => page.getByRole('button', { name: `Take a vote back: ${item}` });
  await expect(page.getByText('Your votes are secret.')).toBeVisible();
  await give('apple').click();
  await give('apple').click();
  await expect(page.getByText('1 vote left of 3')).toBeVisible();
  await expect(give('apple')).toBeDisabled();
  await give('bread').click();
  await expect(page.getByText('0 votes left of 3')).toBeVisible();
  await expect(give('cheese')).toBeDisabled();
  await take('apple').click();
  await give('cheese').press('Enter');
  await expect(page.getByText('0 votes left of 3')).toBeVisible();
  await page.reload();
  await expect(page.getByText('0 votes left of 3')).toBeVisible();
  await facilitator.does({ do: 'vote', round: 1, item: 'cheese', count: 1 });
  // Nobody is shown anything of it before it is closed.
  await expect(page.locator('.task-result, .result-stage')).toHaveCount(0);

  await facilitator.does({ do: 'closeVote', round: 1 });
  // What came of it is the stage, the same for everybody.
  await expect(page.locator('.result-line')).toHaveText([
    /^1\.\s*cheese\s*2 votes$/,
    /^2\..*1 vote$/,
    /^2\..*1 vote$/,
  ]);
  await expect(page.getByText('Place 2 is shared.')).toBeVisible();
  await expect(page.locator('.for-screen-readers[aria-live]')).toContainText('The vote is closed.');
  // Whoever looks at the board meanwhile has it in the task, and its counts where they belong.
  await page.getByRole('button', { name: 'Show the board' }).click();
  await expect(page.locator('.result-stage')).toHaveCount(0);
  await expect(page.locator('.task-result')).toHaveText([
    /^1\.\s*cheese\s*2 votes/,
    /^2\.–3\..*1 vote/,
    /^2\.–3\..*1 vote/,
  ]);
  await page.getByRole('button', { name: 'Show the result' }).click();
  await expect(page.locator('.result-line')).toHaveCount(3);
  await facilitator.does({ do: 'openVote', among: ['apple', 'bread'], budget: 1, perItemMax: 1 });
  await expect(page.getByText('1 vote left of 1')).toBeVisible();
  await expect(page.locator('.task-vote')).toHaveCount(2);
  await give('apple').click();
  await facilitator.does({ do: 'closeVote', round: 2 });
  await expect(page.locator('.result-line')).toHaveText([/apple\s*1 vote$/]);
  await page.getByRole('button', { name: 'Show the board' }).click();
  await expect(page.getByRole('heading', { name: 'Results of vote 2' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Results of vote 1' })).toBeVisible();
  facilitator.leave();
});

test('what a vote brought in is there in the phase to which it was closed by going on', async ({
  server,
  people,
  peers,
}) => {
  const vote = phase({ kind: 'vote', on: 'notes', budget: 3, perItemMax: 3 });
  const phases = [vote, phase({ kind: 'take' })];
  const { room, facilitator, page } = await withNotes(server, people, peers, phases);
  const viewer = await people.enter(room.links.view);
  await page.getByRole('button', { name: 'Give a vote: bread' }).click();
  await page.getByRole('button', { name: 'Give a vote: bread' }).click();
  await expect(page.getByText('1 vote left of 3')).toBeVisible();
  await facilitator.goTo('take');
  for (const at of [page, viewer.page]) {
    await expect(at.locator('.task-result').first()).toHaveText(/bread2 votes$/);
    await expect(at.getByText('1 person voted')).toBeVisible();
  }
  facilitator.leave();
});

test('commitments are made, seen by all, changed and taken back by who made them', async ({
  server,
  people,
  peers,
}) => {
  const { room, facilitator, page } = await withNotes(server, people, peers, [phase({ kind: 'take' })]);
  const other = await enterAs(people, room.links.join, 'Matti');
  await page.getByRole('textbox', { name: 'What do you promise to do?' }).fill('Bake bread');
  await expect(page.getByRole('textbox', { name: 'Who' })).toHaveValue('Aino');
  await page.getByLabel('By when').fill('2027-01-31');
  await page.getByRole('button', { name: 'Promise', exact: true }).click();
  await expect(other.page.getByText('Bake bread')).toBeVisible();
  await expect(other.page.getByText('Aino · by 31 Jan 2027')).toBeVisible();
  await expect(other.page.getByRole('button', { name: /^(Change|Delete): Bake bread/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Change: Bake bread' }).click();
  await page.getByRole('textbox', { name: 'What do you promise to do?' }).last().fill('Bake two breads');
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(other.page.getByText('Bake two breads')).toBeVisible();
  await page.getByRole('button', { name: 'Delete: Bake two breads' }).click();
  await expect(other.page.getByText('Bake two breads')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(other.page.getByText('Bake two breads')).toBeVisible();
  facilitator.leave();
});

test('the check-in is answered in turn, and answers stand with their names', async ({ server, people }) => {
  const arrive = phase({ kind: 'arrive', question: QUESTION, inTurn: true });
  const room = await server.makeRoom({ plan: { anonymous: false, phases: [arrive], sections: [] } });
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  const page = await people.page({ reducedMotion: 'reduce' });
  await page.addInitScript(() => localStorage.setItem('picnic.name', 'Aino'));
  await people.enter(room.links.join, undefined, page);
  await facilitator.goTo('arrive');
  if (facilitator.journey?.turn?.who === facilitator.id) {
    await expect(page.locator('.task-turn-who')).toHaveText('Now: Helmi');
    await page.getByRole('textbox', { name: QUESTION.en }).fill('Too early');
    await page.getByRole('button', { name: 'Answer', exact: true }).click();
    await expect(page.getByText('It is somebody else’s turn now. Yours will come.')).toBeVisible();
    await expect(page.getByRole('textbox', { name: QUESTION.en })).toHaveValue('Too early');
    await facilitator.does({ do: 'answer', text: 'The weather' });
    await facilitator.does({ do: 'nextTurn', from: facilitator.id });
  }
  await expect(page.locator('.task-turn-who')).toHaveText('It is your turn to answer');
  await page.getByRole('textbox', { name: QUESTION.en }).fill('The food');
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(page.locator('.arrive-said').filter({ hasText: /^The food.*Aino$/ })).toBeVisible();
  await page.getByRole('button', { name: 'On to the next' }).click();
  await expect(page.getByText('It is your turn to answer')).toHaveCount(0);
  facilitator.leave();
});

test('what one writes in answer stays there while others answer', async ({ server, people }) => {
  const arrive = phase({ kind: 'arrive', question: QUESTION, inTurn: false });
  const room = await server.makeRoom({ plan: { anonymous: false, phases: [arrive], sections: [] } });
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await facilitator.goTo('arrive');
  const { page } = await enterAs(people, room.links.join, 'Aino');
  const field = page.getByRole('textbox', { name: QUESTION.en });
  await field.fill('The food');
  await facilitator.does({ do: 'answer', text: 'The weather' });
  await expect(page.locator('.arrive-said').filter({ hasText: /^The weather.*Helmi$/ })).toBeVisible();
  await expect(field).toHaveValue('The food');
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(page.locator('.arrive-said').filter({ hasText: /^The food.*Aino$/ })).toBeVisible();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(field).toHaveValue('The food');
  // They give the stage to the board, and stand in the task then.
  await page.getByRole('button', { name: 'Show the board' }).click();
  await expect(page.locator('.arrive-said')).toHaveCount(0);
  await expect(page.locator('.task-said')).toHaveText(['HelmiThe weather', 'AinoThe food']);
  await page.getByRole('button', { name: 'Show the answers' }).click();
  await expect(page.locator('.arrive-said')).toHaveCount(2);
  facilitator.leave();
});

test('who acts for somebody without a device packs into their basket, not into their own', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ plan: { anonymous: false, phases: [PACK, LAY], sections: [] } });
  const { page, person } = await (async () => {
    const host = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
    await host.goTo('pack');
    host.leave();
    return await enterAs(people, room.links.facilitate, 'Aino');
  })();
  const aino = await TakingPart.beside(server, room, await page.context().cookies());
  await aino.does({ do: 'putProxy', participant: newId(), name: 'Pirkko' });
  await pack(page, 'by Aino');
  await composer(page).fill('half by Aino');
  await page.getByLabel('You are acting for').selectOption({ label: 'Pirkko' });
  await expect(basket(page)).toHaveCount(0);
  await pack(page, 'by Pirkko');
  await expect(basket(page)).toHaveText(['by Pirkko']);
  await page.getByRole('button', { name: 'I’m ready' }).last().click();
  await page.getByLabel('You are acting for').selectOption({ label: 'Myself' });
  // What was half written stayed with whoever wrote it, in its field.
  await expect(basket(page)).toHaveText(['by Aino']);
  await expect(composer(page)).toHaveValue('half by Aino');
  await composer(page).press('Enter');
  await expect(basket(page)).toHaveText(['by Aino', 'half by Aino']);
  await person.reads('saved');
  await aino.goTo('lay');
  await expect.poll(() => person.texts()).toEqual(['by Aino', 'by Pirkko', 'half by Aino']);
  aino.leave();
});

test('who acts for somebody without a device votes for them, each held to their own budget', async ({
  server,
  people,
  peers,
}) => {
  const vote = phase({ kind: 'vote', on: 'notes', budget: 2, perItemMax: 2 });
  const { facilitator, room } = await withNotes(server, people, peers, [vote]);
  const { page } = await enterAs(people, room.links.facilitate, 'Aino');
  const aino = await TakingPart.beside(server, room, await page.context().cookies());
  await aino.does({ do: 'putProxy', participant: newId(), name: 'Pirkko' });
  const give = (item: string) => page.getByRole('button', { name: `Give a vote: ${item}` });
  const actFor = (label: string) => page.getByLabel('You are acting for').selectOption({ label });
  await give('apple').click();
  await give('apple').click();
  await expect(give('bread')).toBeDisabled();
  await actFor('Pirkko');
  await expect(page.getByText('2 votes left of 2')).toBeVisible();
  await give('bread').click();
  await expect(page.getByText('1 vote left of 2')).toBeVisible();
  await actFor('Myself');
  await expect(page.getByText('0 votes left of 2')).toBeVisible();
  await facilitator.does({ do: 'closeVote', round: 1 });
  await expect(page.locator('.result-line')).toHaveText([/apple.*2 votes$/, /bread.*1 vote$/]);
  aino.leave();
  facilitator.leave();
});

test('a section is chosen for a note, and it is laid there', async ({ server, people, peers }) => {
  const sections: Plan['sections'] = [
    { id: 'left', title: { en: 'Keep' }, at: [0, 0], size: [800, 800], color: 'green' },
    { id: 'right', title: { en: 'Try' }, at: [2_000, 0], size: [800, 800], color: 'blue' },
  ];
  const { room, facilitator, page, person } = await scene(server, people, [PACK, LAY], { sections });
  await expect(page.locator('.section')).toHaveText(['Keep', 'Try']);
  await page.getByLabel('Area', { exact: true }).selectOption({ label: 'Try' });
  await pack(page, 'on the right');
  await expect(basket(page)).toHaveCount(1);
  await person.reads('saved');
  await facilitator.goTo('lay');
  const board = await peers.join(server, room);
  await expect
    .poll(() => Object.values(board.notes()).map(({ at }) => at[0] >= 2_000 && at[0] < 2_800))
    .toEqual([true]);
  await expect(person.notes.first()).toHaveAttribute('aria-description', /in the area Try/);
  facilitator.leave();
});

test('on a phone the sheet is put away to see the board, and one button brings it back', async ({
  server,
  people,
}) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const { facilitator, page, person } = await scene(server, people, [PACK], { options: phone });
  await pack(page, 'one');
  await page.getByRole('button', { name: 'Got it' }).tap();
  await page.getByRole('button', { name: 'Put away and see the board' }).tap();
  await expect(page.locator('.task-sheet')).toHaveCount(0);
  await expect(person.board).toBeInViewport();
  const again = page.getByRole('button', { name: 'My basket · 1 note' });
  await expect(again).toBeFocused();
  const box = await again.boundingBox();
  expect(box?.height ?? 0).toBeGreaterThanOrEqual(44);
  await again.tap();
  await expect(basket(page)).toHaveText(['one']);
  facilitator.leave();
});

test('a viewer is asked for nothing', async ({ server, people }) => {
  const room = await server.makeRoom({
    plan: { anonymous: false, phases: [PACK, phase({ kind: 'take' })], sections: [] },
  });
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await facilitator.goTo('pack');
  const viewer = await people.enter(room.links.view);
  await viewer.boardIsThere();
  await facilitator.goTo('take');
  await expect(viewer.page.getByText('Nobody has promised anything yet.')).toBeVisible();
  // A projector shows what to do, to those who do it.
  await expect(viewer.page.getByRole('region', { name: 'What to do' })).toHaveText(
    'For those who take part:Phase take',
  );
  await expect(viewer.page.locator('.task-sheet').getByRole('textbox')).toHaveCount(0);
  facilitator.leave();
});

/** From the reveal to the last note, as limits.ts and laying.ts promise, with what a busy machine adds. */
const REVEAL_MS_MAX = 1_200;
const BUSY_MS = 1_500;

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test(`three hundred notes are revealed calmly: ${reducedMotion}`, async ({ server, people }) => {
    const { room, facilitator, page, person } = await scene(server, people, [PACK, LAY], {
      anonymous: true,
      options: { reducedMotion },
    });
    const matti = await TakingPart.enter(server, room, 'join', 'Matti');
    const hundred = (of: string) => Array.from({ length: 100 }, (_, index) => draft(`${of} ${index}`));
    await facilitator.does({ do: 'putDrafts', drafts: hundred('bread') });
    await matti.does({ do: 'putDrafts', drafts: hundred('cheese') });
    await matti.does({ do: 'putDrafts', drafts: hundred('apple') });
    await page.evaluate(() => {
      const seen = { first: 0, last: 0, waiting: 0, coming: 0, now: 0 };
      Object.assign(window, { seen });
      const look = (now: number) => {
        const count = document.querySelectorAll('.world > .note').length;
        const waiting = document.querySelectorAll('.note-waiting').length;
        const coming = document.querySelectorAll('.note-coming').length;
        if (count > 0 && seen.first === 0) seen.first = now;
        seen.now = now;
        if (waiting + coming > 0) seen.last = now;
        seen.waiting = Math.max(seen.waiting, waiting);
        seen.coming = Math.max(seen.coming, coming);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await facilitator.goTo('lay');
    await expect(person.notes.first()).toBeVisible();
    await expect(page.locator('.note-waiting, .note-coming')).toHaveCount(0);
    await page.waitForFunction(() => {
      const { now, first } = Reflect.get(window, 'seen');
      return now - first > 1_500;
    });
    const seen = await page.evaluate(() => Reflect.get(window, 'seen'));
    if (reducedMotion === 'reduce') {
      expect(seen.waiting + seen.coming).toBe(0);
    } else {
      expect(seen.waiting).toBeGreaterThan(0);
      expect(seen.last - seen.first).toBeLessThan(REVEAL_MS_MAX + BUSY_MS);
    }
    facilitator.leave();
    matti.leave();
  });
}
