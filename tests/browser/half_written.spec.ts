// Promise: what somebody is in the middle of writing stays in their own browser, whatever happens, and they are told where.

import { expect, type Locator, type Page } from '@playwright/test';
import type { Plan } from '../../client/src/protocol/session.ts';
import { expectNoViolation } from '../stage/axe.ts';
import { type Peers, type People, test } from '../stage/fixtures.ts';
import { expectKept } from '../stage/kept.ts';
import { phase, QUESTION, wholePlan } from '../stage/plan.ts';
import { enterAs, scene } from '../stage/scene.ts';
import type { Server } from '../stage/server.ts';
import { newId, TakingPart } from '../stage/taking_part.ts';

const PACK = phase({ kind: 'pack' });
const LAY = phase({ kind: 'lay', reveal: 'together', turnSeconds: null });
const TASTE = phase({ kind: 'taste', comments: true });
const CLUSTER = phase({ kind: 'cluster' });
const VOTE = phase({ kind: 'vote', on: 'notes', budget: 3, perItemMax: 3 });
const TAKE = phase({ kind: 'take' });

const composer = (page: Page) => page.getByRole('textbox', { name: 'A new note' });
const comment = (page: Page) => page.getByRole('textbox', { name: 'Your comment', exact: true });
const promise = (page: Page) => page.getByRole('textbox', { name: 'What do you promise to do?' });
const told = (page: Page) => page.getByText('What you were writing is kept.');

/** All that this browser stores. */
const stored = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage }));

/** Somebody amid a sentence in a note, while people cluster. */
async function inMidNote(server: Server, people: People, peers: Peers, more: { anonymous?: boolean } = {}) {
  const made = await scene(server, people, [CLUSTER], more);
  const board = await peers.join(server, made.room);
  board.add('apple', 'an apple', [0, 0]);
  await expect(made.person.notes).toHaveCount(1);
  await made.person.note('apple').dblclick();
  await made.page.keyboard.press('End');
  await made.page.keyboard.type(', which no');
  await expect.poll(() => board.texts()).toEqual(['an apple, which no']);
  return { ...made, board };
}

/** What says so to whoever was taken out. */
const takenOut = (page: Page) => page.getByRole('heading', { name: 'You have been taken out of this room' });

/** Somebody who packs, and is taken out of the room in mid-sentence. */
async function takenOutInMidSentence(server: Server, people: People) {
  const made = await scene(server, people, [PACK]);
  const me = await TakingPart.beside(server, made.room, await made.page.context().cookies());
  me.leave();
  await composer(made.page).pressSequentially('they never l');
  await made.facilitator.does({ do: 'remove', participant: me.id });
  await expect(takenOut(made.page)).toBeVisible();
  return { ...made, me };
}

/** People in a phase, with three notes on the board. */
async function withNotes(server: Server, people: People, peers: Peers, phases: Plan['phases']) {
  const made = await scene(server, people, phases);
  const board = await peers.join(server, made.room);
  ['apple', 'bread', 'cheese'].forEach((text, index) => {
    board.add(text, text, [index * 240, 0]);
  });
  await expect(made.person.notes).toHaveCount(3);
  return { ...made, board };
}

test('a sentence goes on in private, in the field that keeps its beginning, when a phase takes its own away', async ({
  server,
  people,
  peers,
}) => {
  const { room, facilitator, page, person } = await scene(server, people, [PACK, LAY, VOTE]);
  const witness = await peers.join(server, room, 'view');
  await composer(page).pressSequentially('they never l');
  await facilitator.goTo('lay');
  await expectKept(page, ['they never l']);
  await expect(told(page)).toBeVisible();
  // The fingers do not know yet.
  const field = page.getByRole('textbox', { name: 'Your note' });
  await expect(field).toBeFocused();
  await page.keyboard.type('isten to anyone new here, Gina ');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await page.keyboard.type('and');
  const both = 'they never listen to anyone new here, Gina\nand';
  await expectKept(page, [both]);
  // Also where it was folded away, and back in the field that it was begun in.
  await facilitator.goTo('vote');
  await expect(page.locator('.task-sheet[data-kind="vote"]')).toBeVisible();
  await expect(field).toBeFocused();
  await page.keyboard.type(' so');
  await facilitator.goTo('pack');
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type(' on');
  await expect(composer(page)).toHaveValue(`${both} so on`);
  await facilitator.goTo('lay');
  await expect(field).toBeFocused();
  expect(await person.texts()).toEqual([]);
  expect(witness.texts()).toEqual([]);
  await expect(person.editor).toHaveCount(0);
  // Nothing of it is at the server: a page that takes over has the words only in this browser.
  await field.fill('they never listen');
  // Pressed twice it is not laid for all to see: that is asked first.
  await page.getByRole('button', { name: 'Put into my basket' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const lay = page.getByRole('button', { name: 'Lay on the blanket: they never listen' });
  await expect(lay).toBeVisible();
  await expectKept(page, []);
  // The command that sends them is kept until the server has answered.
  await expect.poll(() => stored(page)).not.toContain('they never listen');
  await lay.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Not yet' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(lay).toBeFocused();
  expect(witness.texts()).toEqual([]);
  facilitator.leave();
});

for (const [kind, begin, then] of [
  ['answer', phase({ kind: 'arrive', question: QUESTION, inTurn: false }), TASTE],
  ['commitment', TAKE, TASTE],
  ['comment', TASTE, LAY],
] as const) {
  test(`what is typed of ${kind === 'answer' ? 'an' : 'a'} ${kind} after its phase has ended is kept with what was typed before`, async ({
    server,
    people,
    peers,
  }) => {
    const { facilitator, page, board } = await withNotes(server, people, peers, [begin, then]);
    if (kind === 'comment') await page.locator('[data-listed="apple"] .task-draft-open').click();
    const field = {
      answer: page.getByRole('textbox', { name: QUESTION.en }),
      commitment: promise(page),
      comment: comment(page),
    }[kind];
    await field.pressSequentially('half of');
    await facilitator.goTo(then.kind);
    await expect(page.locator('[data-kept] textarea').first()).toBeFocused();
    await page.keyboard.type(' a thought');
    await expectKept(page, [/^half of a thought/]);
    expect(Object.keys(board.notes())).toHaveLength(3);
    facilitator.leave();
  });
}

test('on a phone the sheet of the next phase opens under whoever is writing', async ({ server, people }) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const { facilitator, page } = await scene(server, people, [PACK, LAY], { options: phone });
  await composer(page).tap();
  await page.keyboard.type('half of');
  await facilitator.goTo('lay');
  await expect(page.getByRole('textbox', { name: 'Your note' })).toBeFocused();
  await page.keyboard.type(' a thought');
  await expectKept(page, ['half of a thought']);
  facilitator.leave();
});

test('a commitment that was cut off is finished before it is promised', async ({ server, people }) => {
  const { facilitator, page } = await scene(server, people, [TAKE, phase({ kind: 'harvest' })]);
  await promise(page).pressSequentially('I will bring cak');
  await facilitator.goTo('harvest');
  const field = page.getByRole('textbox', { name: 'Your commitment' });
  await expect(field).toBeFocused();
  await page.keyboard.type('e');
  await page.getByRole('button', { name: 'Promise: I will bring cake' }).click();
  await facilitator.goTo('take');
  await expect(page.locator('[data-promise]')).toContainText('I will bring cake');
  facilitator.leave();
});

test('a half-written note survives a reload, a lost line, a folded sheet and a closed tab, and is sent by nobody but its writer', async ({
  server,
  people,
}) => {
  const { room, facilitator, page } = await scene(server, people, [PACK, LAY]);
  await composer(page).pressSequentially('half of a tho');
  await page.getByRole('button', { name: 'Put away and see the board' }).click();
  await page.getByRole('button', { name: /My basket.* 1 unfinished text/ }).click();
  await expect(composer(page)).toHaveValue('half of a tho');
  await page.context().setOffline(true);
  await page.reload().catch(() => {});
  await page.context().setOffline(false);
  // The browser loads its own page of a lost line anew once the line is back, maybe in the middle of this.
  await expect(async () => void (await page.goto(room.links.join))).toPass();
  await expect(composer(page)).toHaveValue('half of a tho');
  const again = await page.context().newPage();
  await page.close();
  await again.goto(room.links.join);
  await expect(composer(again)).toHaveValue('half of a tho');
  await expect(again.getByText('All together, 0 notes are packed to be laid')).toBeVisible();
  await composer(again).press('Enter');
  await expect(again.locator('[data-draft]')).toHaveText(['half of a tho']);
  await expect.poll(() => stored(again)).not.toContain('half of a tho');
  facilitator.leave();
});

test('a change of a note in the basket is kept when the phase goes on, and can still be used', async ({
  server,
  people,
}) => {
  const { facilitator, page } = await scene(server, people, [PACK, VOTE]);
  await composer(page).fill('before');
  await composer(page).press('Enter');
  await page.locator('[data-draft] button').first().click();
  await page.getByRole('textbox', { name: 'Text of the note' }).fill('after, and mo');
  await facilitator.goTo('vote');
  await expectKept(page, ['after, and mo']);
  await facilitator.goTo('pack');
  await expect(page.locator('[data-draft]')).toHaveText(['before']);
  await page.getByRole('button', { name: 'Put into my basket' }).click();
  await expect(page.locator('[data-draft]')).toHaveText(['after, and mo']);
  facilitator.leave();
});

test('Escape leaves a note in the basket as it was, and what was changed in it comes back if it is asked for', async ({
  server,
  people,
}) => {
  const { facilitator, page } = await scene(server, people, [PACK]);
  await composer(page).fill('before');
  await composer(page).press('Enter');
  await page.locator('[data-draft] button').first().click();
  await page.getByRole('textbox', { name: 'Text of the note' }).fill('after, and mo');
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-draft]')).toHaveText(['before']);
  await expect(page.getByText('The unfinished text is thrown away.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expectKept(page, ['after, and mo']);
  facilitator.leave();
});

test('the keys that the sheet of clustering names are those of the board', async ({ server, people }) => {
  const { facilitator, page } = await scene(server, people, [phase({ kind: 'cluster' })]);
  await expect(page.locator('.task-keys kbd')).toHaveText(['Ctrl G', 'Ctrl M', 'F2']);
  facilitator.leave();
});

test('a half-written comment waits for its note: while another is open, and when somebody deletes the note', async ({
  server,
  people,
  peers,
}) => {
  const { facilitator, page, board } = await withNotes(server, people, peers, [TASTE, VOTE]);
  const list = (text: string) => page.locator(`[data-listed="${text}"] .task-draft-open`);
  await list('apple').click();
  await comment(page).fill('sour, if you ask m');
  await page.getByRole('button', { name: 'All notes' }).click();
  await expectKept(page, ['sour, if you ask m']);
  await list('bread').click();
  await expect(comment(page)).toHaveValue('');
  await comment(page).fill('dry');
  await page.getByRole('button', { name: 'All notes' }).click();
  await page.locator('[data-kept]').first().getByRole('button', { name: 'Go on writing' }).click();
  await expect(comment(page)).toBeFocused();
  // The caret is behind the words.
  const caret = await comment(page).evaluate((field: HTMLTextAreaElement) => field.selectionStart);
  expect(caret).toBe('sour, if you ask m'.length);
  await expect(comment(page)).toHaveValue('sour, if you ask m');
  board.doc.getMap('notes').delete('apple');
  await expect(page.getByText('The note is no longer on the board.')).toBeVisible();
  await expectKept(page, ['sour, if you ask m', 'dry']);
  await facilitator.goTo('vote');
  await expectKept(page, ['sour, if you ask m', 'dry']);
  // Somebody was writing there: it is not folded.
  await page.getByRole('button', { name: 'Throw away: sour, if you ask m' }).click();
  await expectKept(page, ['dry']);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expectKept(page, ['sour, if you ask m', 'dry']);
  facilitator.leave();
});

test('an answer and a commitment are in their fields again when the phase comes back', async ({
  server,
  people,
}) => {
  const arrive = phase({ kind: 'arrive', question: QUESTION, inTurn: false });
  const { facilitator, page } = await scene(server, people, [arrive, TAKE, VOTE]);
  const answer = page.getByRole('textbox', { name: QUESTION.en });
  await answer.fill('The fo');
  await facilitator.goTo('take');
  await expectKept(page, ['The fo']);
  await promise(page).fill('Bake bre');
  await page.getByLabel('By when').fill('2027-01-31');
  await facilitator.goTo('vote');
  await expectKept(page, ['The fo', /^Bake bre\nAino\n2027-01-31$/]);
  await facilitator.goTo('take');
  await expect(promise(page)).toHaveValue('Bake bre');
  await expect(page.getByLabel('By when')).toHaveValue('2027-01-31');
  await facilitator.goTo('arrive');
  await expect(answer).toHaveValue('The fo');
  facilitator.leave();
});

test('who is made a viewer in the middle of a sentence still has it', async ({ server, people }) => {
  const { facilitator, page, room } = await scene(server, people, [PACK]);
  const me = await TakingPart.beside(server, room, await page.context().cookies());
  await composer(page).fill('half of a tho');
  await facilitator.does({ do: 'grant', to: me.id, role: 'viewer' });
  await expect(composer(page)).toHaveCount(0);
  await expectKept(page, ['half of a tho']);
  await expect(page.getByRole('button', { name: 'Put into my basket' })).toHaveCount(0);
  await facilitator.does({ do: 'grant', to: me.id, role: 'participant' });
  await expect(composer(page)).toHaveValue('half of a tho');
  me.leave();
  facilitator.leave();
});

test('what the room refuses comes back into its field, beside what is written there by then', async ({
  server,
  people,
  peers,
}) => {
  const { facilitator, page, board } = await withNotes(server, people, peers, [TASTE, VOTE]);
  await page.locator('[data-listed="apple"] .task-draft-open').click();
  await comment(page).fill('too late');
  await page.context().setOffline(true);
  await page.evaluate(() => dispatchEvent(new Event('offline')));
  await expect(page.locator('.saved-state')).toHaveAttribute('data-word', 'offline', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(comment(page)).toHaveValue('');
  await comment(page).fill('another one');
  await facilitator.goTo('vote');
  await page.context().setOffline(false);
  await expectKept(page, ['another one', 'too late']);
  expect(Object.keys(board.notes())).toHaveLength(3);
  facilitator.leave();
});

test('another person at the same browser is shown none of it', async ({ server, people }) => {
  const { room, facilitator, page } = await scene(server, people, [PACK, LAY]);
  await composer(page).fill('half of a tho');
  await page.context().clearCookies();
  await page.goto(room.links.join);
  await expect(composer(page)).toHaveValue('');
  await facilitator.goTo('lay');
  await expect(page.locator('.task-sheet[data-kind="lay"], .task-button')).toBeVisible();
  await expectKept(page, []);
  facilitator.leave();
});

test('where the browser stores nothing, words last as long as the tab', async ({ server, people }) => {
  const room = await server.makeRoom({ plan: { anonymous: false, phases: [PACK, LAY], sections: [] } });
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await facilitator.goTo('pack');
  const page = await people.page({ reducedMotion: 'reduce' });
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await page.goto(room.links.join);
  await composer(page).fill('half of a tho');
  await facilitator.goTo('lay');
  await expectKept(page, ['half of a tho']);
  await expect(page.locator('.task-kept')).toContainText('it is only in this tab');
  facilitator.leave();
});

test('the facilitator’s change of a phase waits: for its panel, a reload, and when the phase is taken out', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ plan: wholePlan() });
  const other = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await other.goTo('arrive');
  const { page } = await enterAs(people, room.links.facilitate, 'Aino');
  const open = async () => {
    await page.getByRole('button', { name: /Plan, people and vote/ }).click();
    await expect(page.getByTestId('workshop')).toBeVisible();
  };
  const edit = () => page.getByRole('button', { name: 'Edit: Phase take', exact: true }).click();
  await open();
  await edit();
  const instructions = page.getByRole('textbox', { name: 'What to do now' });
  await instructions.fill('One small st');
  await page.reload();
  await open();
  await expect(page.getByText('Changes not saved yet')).toBeVisible();
  await edit();
  await expect(instructions).toHaveValue('One small st');
  await other.does({ do: 'removePhase', phase: 'take' });
  await expect(page.getByRole('heading', { name: 'Changes to phases that are gone' })).toBeVisible();
  await expect(page.locator('.plan-unfinished textarea')).toHaveValue('One small st');
  other.leave();
});

test('a title that the board is locked under is kept, and saved when its writer says so', async ({
  server,
  people,
}) => {
  const { facilitator, page } = await scene(server, people, [PACK]);
  const title = page.locator('.room-title-field');
  await title.fill('How we w');
  await facilitator.does({ do: 'setLocked', locked: true });
  await expect(title).toHaveCount(0);
  await expectKept(page, ['How we w']);
  await facilitator.does({ do: 'setLocked', locked: false });
  await expect(title).toHaveValue('How we w');
  await expectKept(page, []);
  await title.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How we w');
  facilitator.leave();
});

test('a change of a phase that somebody else changed meanwhile shows both, and takes its place only when it is saved', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ plan: wholePlan() });
  const other = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  const page = await people.page();
  await people.enter(room.links.facilitate, undefined, page);
  const edit = page.getByRole('button', { name: 'Edit: Phase pack' });
  const title = page.locator('.plan-editor input.field').first();
  const openPlan = async () => {
    await page.getByRole('button', { name: 'Plan, people and vote' }).click();
    await edit.click();
  };
  await openPlan();
  await title.fill('Mine');
  const pack = wholePlan().phases.find(({ id }) => id === 'pack');
  if (pack === undefined) throw new Error('no such phase');
  await page.reload();
  await other.does({ do: 'changePhase', phase: { ...pack, title: { en: 'Theirs' } } });
  await page.getByRole('button', { name: 'Plan, people and vote' }).click();
  await page.getByRole('button', { name: 'Edit: Theirs' }).click();
  await expect(title).toHaveValue('Mine');
  const told = page.locator('.plan-overtaken');
  await expect(told).toContainText('Somebody has changed this phase since you began.');
  await expect(told).toContainText('Theirs');

  await told.getByRole('button', { name: 'Keep what is there' }).click();
  await expect(title).toHaveValue('Theirs');
  await expect(told).toHaveCount(0);
  await page.locator('.messages').getByRole('button', { name: 'Undo' }).click();
  await expect(title).toHaveValue('Mine');
  await expect(told).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Edit: Mine' })).toBeVisible();
});

test('a title that was half-written before a reload is passed by Tab and stays one’s own', async ({
  server,
  people,
}) => {
  const { facilitator, page } = await scene(server, people, [PACK]);
  const title = page.locator('.room-title-field');
  await title.fill('How we w');
  await page.reload();
  await expect(title).toHaveValue('How we w');
  await title.focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Room without a title');
  await expect(title).toHaveValue('How we w');
  await title.press('End');
  await page.keyboard.type('ork');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How we work');
  facilitator.leave();
});

test('a title that waits in the browser says that only its writer sees it, and is saved or put back there', async ({
  server,
  people,
  peers,
}) => {
  const { facilitator, page, room } = await scene(server, people, [PACK]);
  const board = await peers.join(server, room);
  const meta = board.doc.getMap('meta');
  meta.set('title', 'Lunch');
  const title = page.locator('.room-title-field');
  const onlyMine = page.getByText('Only you see this yet');
  await expect(title).toHaveValue('Lunch');
  await title.fill('How we w');
  // It is saved when the field is left, and says nothing meanwhile.
  await expect(onlyMine).toHaveCount(0);
  await page.reload();
  await expect(title).toHaveValue('How we w');
  await expect(onlyMine).toBeVisible();
  await expect(page.locator('.saved-state')).toBeHidden();
  await page.getByRole('button', { name: 'Keep the old one: Lunch' }).focus();
  await page.keyboard.press('Enter');
  await expect(title).toHaveValue('Lunch');
  await expect(title).toBeFocused();
  await expect(onlyMine).toHaveCount(0);
  await expect(page.locator('.saved-state')).toHaveText('Saved');

  // With a mouse as well, which was nowhere before.
  await title.fill('How we w');
  await page.reload();
  await expect(onlyMine).toBeVisible();
  await page.getByRole('button', { name: 'Keep the old one: Lunch' }).click();
  await expect(title).toHaveValue('Lunch');
  await expect(title).toBeFocused();

  // What somebody else gave it meanwhile is told before it is undone: a press says so once, the next saves.
  await title.fill('How we work');
  await page.reload();
  meta.set('title', 'Dinner');
  await expect(page).toHaveTitle(/Dinner/);
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await title.press('End');
  await page.keyboard.type('s');
  await save.click();
  await expect(page.getByText('gave the room the title “Dinner”')).toBeVisible();
  await expect(onlyMine).toBeVisible();
  expect(meta.get('title')).toBe('Dinner');
  // What says so has the title's place until it is gone.
  await page.getByRole('button', { name: 'Close the message' }).click();
  await save.click();
  await expect.poll(() => meta.get('title')).toBe('How we works');
  await expect(onlyMine).toHaveCount(0);
  facilitator.leave();
});

test('the field of an answer stays under its writer while it says what the answer is', async ({
  server,
  people,
}) => {
  const ARRIVE = phase({ kind: 'arrive', question: QUESTION, inTurn: false });
  const { facilitator, page } = await scene(server, people, [ARRIVE]);
  const answer = page.getByRole('textbox', { name: QUESTION.en });
  await answer.fill('tea');
  await answer.press('Enter');
  await page.getByRole('button', { name: 'Change' }).click();
  await answer.fill('tea and');
  await page.reload();
  await expect(answer).toHaveValue('tea and');
  await answer.press('End');
  for (const _ of ' and') await page.keyboard.press('Backspace');
  await expect(answer).toHaveValue('tea');
  await page.keyboard.type(' first');
  await expect(answer).toHaveValue('tea first');
  facilitator.leave();
});

test('whoever writes about what somebody takes away is told where the words are', async ({
  server,
  people,
  peers,
}) => {
  const { facilitator, page, board } = await withNotes(server, people, peers, [TASTE, TAKE]);
  await page.locator('[data-listed="apple"] .task-draft-open').click();
  await comment(page).fill('sour, if you ask m');
  board.doc.getMap('notes').delete('apple');
  await expect(told(page)).toBeVisible();
  await expectKept(page, ['sour, if you ask m']);

  await facilitator.goTo('take');
  await promise(page).fill('bake a cake');
  await page.getByRole('button', { name: 'Promise', exact: true }).click();
  const commitment = await page.locator('[data-promise]').getAttribute('data-promise');
  await page.getByRole('button', { name: 'Change: bake a cake' }).click();
  await page.getByRole('textbox', { name: 'What do you promise to do?' }).last().fill('bake two cak');
  const messages = page.getByRole('log');
  await expect(messages).not.toContainText('“Take along”');
  await facilitator.does({ do: 'dropCommitment', commitment: commitment ?? '' });
  await expectKept(page, [/./, /^bake two cak\n/]);
  await expect(told(page).last()).toBeVisible();
  facilitator.leave();
});

for (const anonymous of [false, true]) {
  test(`what is written in a note or a title${anonymous ? ', where nobody is named,' : ''} is kept when somebody takes that away, and goes on there`, async ({
    server,
    people,
    peers,
  }) => {
    const { page, person, facilitator, board } = await inMidNote(server, people, peers, { anonymous });
    board.doc.getMap('notes').delete('apple');
    await expect(told(page)).toBeVisible();
    await expect(page.locator('[data-kept="note"] textarea')).toBeFocused();
    await page.keyboard.type('body likes');
    await expectKept(page, ['an apple, which nobody likes']);
    board.add('bread', 'bread', [300, 0]);
    board.cluster('fruit', 'Fruit', ['bread']);
    const { x, y } = await person.headingOf('fruit');
    await page.mouse.click(x, y);
    await page.keyboard.press('Enter');
    await expect(person.titleField).toBeFocused();
    await page.keyboard.press('End');
    await page.keyboard.type(' nobody ');
    board.doc.getMap('clusters').delete('fruit');
    await expect(page.locator('[data-kept="clusterTitle"] textarea')).toBeFocused();
    await page.keyboard.type('likes');
    await expectKept(page, ['an apple, which nobody likes', 'Fruit nobody likes']);
    facilitator.leave();
  });
}

test('two tabs write on in the same kept words one after the other, and the focus stays there in both', async ({
  server,
  people,
}) => {
  const { facilitator, page } = await scene(server, people, [PACK, LAY]);
  await composer(page).pressSequentially('they n');
  await facilitator.goTo('lay');
  const kept = (at: Page) => at.locator('[data-kept="draft"] textarea');
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await kept(tab).press('End');
  await kept(page).press('End');
  for (const [at, other, letters] of [
    [page, tab, 'eve'],
    [tab, page, 'r li'],
    [page, tab, 'sten'],
  ] as const) {
    await at.bringToFront();
    await at.keyboard.press('End');
    await at.keyboard.type(letters);
    await expect(kept(other)).toHaveValue(await kept(at).inputValue());
    await expect(kept(other)).toBeFocused();
  }
  await expect(kept(tab)).toHaveValue('they never listen');
  facilitator.leave();
});

test('on a board without a plan, a note that was only looked into leaves nothing, and what was written in one is kept', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const person = await people.enter(room.links.join, 'Aino');
  const { page } = person;
  const board = await peers.join(server, room);
  board.add('apple', 'an apple', [0, 0]);
  board.add('bread', 'bread', [300, 0]);
  await expect(person.notes).toHaveCount(2);
  await person.note('apple').dblclick();
  await expect(person.editor).toBeFocused();
  board.doc.getMap('notes').delete('apple');
  await expect(person.notes).toHaveCount(1);
  await expect(told(page)).toHaveCount(0);
  await person.note('bread').dblclick();
  await expect(person.editor).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(' and butter');
  board.doc.getMap('notes').delete('bread');
  await expect(page.getByRole('log')).toContainText('You find it in “Not finished”.');
  await expectKept(page, ['bread and butter']);
});

test('whoever is taken out in the middle of a sentence comes in by themselves when they are let in again, and still has it', async ({
  server,
  people,
}) => {
  const { facilitator, page, me } = await takenOutInMidSentence(server, people);
  // Asked too early it says that it did ask.
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Tried again: nothing has changed yet.')).toBeVisible();
  await facilitator.does({ do: 'readmit', participant: me.id });
  await expect(composer(page)).toHaveValue('they never l', { timeout: 20_000 });
  await expect(page.getByRole('textbox', { name: 'Title of the room' })).toBeVisible();
  await composer(page).fill('they never listen');
  await composer(page).press('Enter');
  await expect(page.getByRole('listitem').filter({ hasText: 'they never listen' })).toBeVisible();
  facilitator.leave();
});

test('whoever is taken out in mid-sentence ends it beside what the page says then, and goes on with it when they are back', async ({
  server,
  people,
}) => {
  const { facilitator, page, me } = await takenOutInMidSentence(server, people);
  await expect(page.locator('[data-kept="draft"] textarea')).toBeFocused();
  await page.keyboard.type('isten, do');
  await expectKept(page, ['they never listen, do']);
  await expectNoViolation(page, 'words-outside');
  await facilitator.does({ do: 'readmit', participant: me.id });
  await expect(composer(page)).toBeFocused({ timeout: 20_000 });
  await page.keyboard.type(' they?');
  await expect(composer(page)).toHaveValue('they never listen, do they?');
  facilitator.leave();
});

test('whoever loads the page again while they are out still sees what they were writing, ends it, and has it when they are back', async ({
  server,
  people,
}) => {
  const { room, facilitator, page, me } = await takenOutInMidSentence(server, people);
  const outside = takenOut(page);
  await page.reload();
  await expect(outside).toBeVisible();
  await expectKept(page, ['they never l']);
  const kept = page.locator('[data-kept="draft"] textarea');
  await kept.press('End');
  await page.keyboard.type('isten');
  // By the link of the invitation as well: the server still knows who it is.
  await page.goto('about:blank');
  await page.goto(room.links.join);
  await expect(outside).toBeVisible();
  await expectKept(page, ['they never listen']);
  await expectNoViolation(page, 'words-of-before');
  await facilitator.does({ do: 'readmit', participant: me.id });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(composer(page)).toHaveValue('they never listen');
  await expectKept(page, []);
  facilitator.leave();
});

for (const viewport of [
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
  { width: 1280, height: 600 },
]) {
  test(`whoever is out and ends several texts has in sight where they are, in ${viewport.width} × ${viewport.height}`, async ({
    server,
    people,
  }) => {
    const phases = [PACK, phase({ kind: 'arrive', question: QUESTION, inTurn: false }), TAKE];
    const { room, facilitator, page } = await scene(server, people, phases, { options: { viewport } });
    const me = await TakingPart.beside(server, room, await page.context().cookies());
    me.leave();
    const lines = 'one\ntwo\nthree\nfour\nfive';
    await composer(page).fill(lines);
    await facilitator.goTo('arrive');
    await page.getByRole('textbox', { name: QUESTION.en }).fill(lines);
    await facilitator.goTo('take');
    await promise(page).fill(lines);
    await facilitator.does({ do: 'remove', participant: me.id });
    const outside = takenOut(page);
    for (const again of [false, true]) {
      if (again) await page.reload();
      // The room has fields of its own for what it keeps: until she is out they are the last.
      await expect(outside).toBeVisible();
      const last = page.locator('[data-kept] textarea').last();
      await last.focus();
      await expect(last).toBeInViewport();
      await expect(outside).toBeInViewport({ ratio: 1 });
      await expect(page.getByRole('button', { name: 'Try again' })).toBeInViewport({ ratio: 1 });
    }
    await expectNoViolation(page, `words-outside-${viewport.width}-${viewport.height}`);
    facilitator.leave();
  });
}

test('whoever is let in again in mid-sentence after they loaded the page again goes on with it in the room', async ({
  server,
  people,
  peers,
}) => {
  const { room, facilitator, page, person } = await scene(server, people, [PACK, TASTE]);
  const board = await peers.join(server, room);
  board.add('apple', 'an apple', [0, 0]);
  const me = await TakingPart.beside(server, room, await page.context().cookies());
  me.leave();
  const outside = takenOut(page);

  async function comesInWriting(kind: string, field: Locator) {
    await facilitator.does({ do: 'remove', participant: me.id });
    await expect(outside).toBeVisible();
    await page.reload();
    await expect(outside).toBeVisible();
    const kept = page.locator(`[data-kept="${kind}"] textarea`);
    await kept.press('End');
    await facilitator.does({ do: 'readmit', participant: me.id });
    // As somebody types who does not look: until the room is there, and a little longer.
    let typed = '';
    const goesOn = async (letters: string) => {
      for (const letter of letters) await page.keyboard.press(letter);
      typed += letters;
    };
    while (await outside.isVisible()) await goesOn('a');
    await goesOn('bread');
    await expect(field).toHaveValue(`they never l${typed}`);
    await expect(field).toBeFocused();
    await expectKept(page, kind === 'draft' ? [] : [`they never l${typed}`]);
  }

  await composer(page).pressSequentially('they never l');
  await comesInWriting('draft', composer(page));
  await composer(page).fill('');
  await facilitator.goTo('taste');
  await person.note('apple').click();
  await comment(page).pressSequentially('they never l');
  await comesInWriting('comment', page.locator('[data-kept="comment"] textarea'));
  facilitator.leave();
});

test('whoever is taken out while they write for somebody else sees for whom, as they did in the room', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ plan: { anonymous: false, phases: [PACK], sections: [] } });
  const host = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await host.goTo('pack');
  const { page } = await enterAs(people, room.links.facilitate, 'Aino');
  const me = await TakingPart.beside(server, room, await page.context().cookies());
  await me.does({ do: 'putProxy', participant: newId(), name: 'Pirkko' });
  await composer(page).fill('bread by Aino');
  await page.getByLabel('You are acting for').selectOption({ label: 'Pirkko' });
  await composer(page).fill('butter by Pirkko');
  me.leave();
  await host.does({ do: 'remove', participant: me.id });
  await expect(takenOut(page)).toBeVisible();
  await expectKept(page, ['bread by Aino', 'butter by Pirkko']);
  await expect(page.locator('.task-kept-what')).toHaveText([/^(?!For )/, /^For Pirkko: /]);
  await expect(page.getByRole('textbox', { name: /^For Pirkko: / })).toHaveValue('butter by Pirkko');
  host.leave();
});

test('what is written in a note or a title when its writer is taken out goes no further onto the board', async ({
  server,
  people,
  peers,
}) => {
  const { room, facilitator, page, board } = await inMidNote(server, people, peers);
  const me = await TakingPart.beside(server, room, await page.context().cookies());
  me.leave();
  await facilitator.does({ do: 'remove', participant: me.id });
  await expect(page.locator('[data-kept="note"] textarea')).toBeFocused();
  await page.keyboard.type('body likes');
  await expectKept(page, ['an apple, which nobody likes']);
  await facilitator.does({ do: 'readmit', participant: me.id });
  const title = page.getByRole('textbox', { name: 'Title of the room' });
  await title.click({ timeout: 20_000 });
  await page.keyboard.type('How we w');
  await facilitator.does({ do: 'remove', participant: me.id });
  await expect(page.locator('[data-kept="title"] textarea')).toBeFocused();
  await page.keyboard.type('ork');
  await expectKept(page, ['an apple, which nobody likes', 'How we work']);
  expect(board.texts()).toEqual(['an apple, which no']);
  expect(board.doc.getMap('meta').get('title') ?? '').toBe('');
  facilitator.leave();
});

test('a title that was half-written when its writer might no longer change it takes the place of no later one unasked', async ({
  server,
  people,
  peers,
}) => {
  const { room, facilitator, page } = await scene(server, people, [PACK]);
  const board = await peers.join(server, room);
  const meta = board.doc.getMap('meta');
  const me = await TakingPart.beside(server, room, await page.context().cookies());
  me.leave();
  const title = page.getByRole('textbox', { name: 'Title of the room' });
  await title.click();
  await page.keyboard.type('How we w');
  await facilitator.does({ do: 'grant', to: me.id, role: 'viewer' });
  await expect(page.locator('[data-kept="title"] textarea')).toBeFocused();
  await page.keyboard.type('ork');
  meta.set('title', 'How we rest');
  await expect(page).toHaveTitle(/How we rest/);
  await facilitator.does({ do: 'grant', to: me.id, role: 'participant' });
  await expect(title).toHaveValue('How we work');
  await title.press('Enter');
  await expect(page.getByText('Meanwhile somebody gave the room the title “How we rest”.')).toBeVisible();
  await expect(title).toHaveValue('How we work');
  expect(meta.get('title')).toBe('How we rest');
  await title.press('Enter');
  await expect.poll(() => meta.get('title')).toBe('How we work');

  // The same while one is writing: leaving the field saves nothing over what came meanwhile, and loses nothing.
  await title.fill('How we play');
  meta.set('title', 'How we sleep');
  await expect(page).toHaveTitle(/How we sleep/);
  await composer(page).click();
  await expect(page.getByText('gave the room the title “How we sleep”')).toBeVisible();
  await expect(title).toHaveValue('How we play');
  expect(meta.get('title')).toBe('How we sleep');
  await title.press('Escape');
  await expect(title).toHaveValue('How we sleep');
  facilitator.leave();
});

test('a title typed back or emptied follows what others make of it, and a key held down saves nothing over theirs', async ({
  server,
  people,
  peers,
}) => {
  const { facilitator, page, room } = await scene(server, people, [PACK]);
  const board = await peers.join(server, room);
  const meta = board.doc.getMap('meta');
  meta.set('title', 'Lunch');
  const title = page.getByRole('textbox', { name: 'Title of the room' });
  await expect(title).toHaveValue('Lunch');
  await title.click();
  await title.press('End');
  await title.press('s');
  await title.press('Backspace');
  meta.set('title', 'Dinner');
  await expect(title).toHaveValue('Dinner');
  await title.press('End');
  await title.press('s');
  await title.press('Enter');
  await expect.poll(() => meta.get('title')).toBe('Dinners');

  await title.press('ControlOrMeta+a');
  await title.press('x');
  await title.press('Backspace');
  await expect(title).toHaveValue('');
  meta.set('title', 'Supper');
  await expect(page).toHaveTitle(/Supper/);
  await expect(title).toHaveValue('');
  await title.press('Enter');
  await expect(page.getByText('It stays: if the room is to have none')).toBeVisible();
  await expect(title).toHaveValue('Supper');

  await title.fill('Mine');
  meta.set('title', 'Theirs');
  await expect(page).toHaveTitle(/Theirs/);
  // Held: the second comes as a repetition.
  await page.keyboard.down('Enter');
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(page.getByText('gave the room the title “Theirs”')).toBeVisible();
  await expect(title).toHaveValue('Mine');
  await expect(title).toHaveAttribute('data-unfinished', 'true');
  expect(meta.get('title')).toBe('Theirs');
  facilitator.leave();
});

test('what is written in a note when its writer may only read from then on goes on in private', async ({
  server,
  people,
  peers,
}) => {
  const { room, facilitator, page, person, board } = await inMidNote(server, people, peers);
  const me = await TakingPart.beside(server, room, await page.context().cookies());
  me.leave();
  await facilitator.does({ do: 'grant', to: me.id, role: 'viewer' });
  await expect(page.locator('[data-kept="note"] textarea')).toBeFocused();
  await page.keyboard.type('body likes');
  await expectKept(page, ['an apple, which nobody likes']);
  await facilitator.does({ do: 'grant', to: me.id, role: 'participant' });
  await expect(page.locator('.task-sheet[data-kind="cluster"] [data-kept="note"] textarea')).toBeFocused();
  expect(board.texts()).toEqual(['an apple, which no']);
  // Which one it is, and the way back to it.
  await expect(page.locator('.task-kept-what')).toHaveText('The note “an apple, which no”');
  await page.getByRole('button', { name: /^Put back in its place/ }).press('Enter');
  await expect(person.editor).toBeFocused();
  await page.keyboard.type(' at all');
  await expect.poll(() => board.texts()).toEqual(['an apple, which nobody likes at all']);
  await expectKept(page, []);
  facilitator.leave();
});

test('a name that is being added goes on where it is kept when its writer facilitates no more', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ plan: wholePlan() });
  const other = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await other.goTo('pack');
  const { page } = await enterAs(people, room.links.facilitate, 'Aino');
  const me = await TakingPart.beside(server, room, await page.context().cookies());
  me.leave();
  await page.getByRole('button', { name: 'Plan, people and vote' }).click();
  await page.getByRole('tab', { name: 'People' }).click();
  await page.getByRole('textbox', { name: 'Their name' }).pressSequentially('Pirk');
  await other.does({ do: 'grant', to: me.id, role: 'participant' });
  await expect(page.locator('[data-kept="person"] textarea')).toBeFocused();
  await page.keyboard.type('ko');
  await expectKept(page, ['Pirkko']);
  other.leave();
});

test('whoever asks to be let in again is in at once when they may be', async ({ server, people }) => {
  const { room, facilitator, page } = await scene(server, people, [PACK]);
  const me = await TakingPart.beside(server, room, await page.context().cookies());
  me.leave();
  await facilitator.does({ do: 'remove', participant: me.id });
  const again = page.getByRole('button', { name: 'Try again' });
  await expect(again).toBeVisible();
  await facilitator.does({ do: 'readmit', participant: me.id });
  await again.click();
  await expect(composer(page)).toBeVisible({ timeout: 3_000 });
  facilitator.leave();
});
