// Promise: a facilitator leads from one bar and one panel, and what they do happens on everyone's page.

import { expect, type Page } from '@playwright/test';
import type { Phase, Plan } from '../../client/src/protocol/session.ts';
import { expectNoViolation } from '../stage/axe.ts';
import { type People, test } from '../stage/fixtures.ts';
import { type Person, waveNameAway } from '../stage/person.ts';
import { phase } from '../stage/plan.ts';
import { DESKTOP, PHONE } from '../stage/screens.ts';
import type { Room, Server } from '../stage/server.ts';
import { draft, TakingPart } from '../stage/taking_part.ts';
import { openTab, openWorkshop, panel } from '../stage/workshop.ts';

const minutes = (count: number, one: Phase): Phase => ({ ...one, length: { minutes: count } });

const PLAN: Plan = {
  anonymous: false,
  sections: [],
  phases: [
    minutes(5, phase({ kind: 'arrive', question: { en: 'How are you?' }, inTurn: true }, 'welcome')),
    minutes(10, phase({ kind: 'pack' })),
    phase({ kind: 'lay', reveal: 'together', turnSeconds: null }),
    minutes(5, phase({ kind: 'vote', on: 'notes', budget: 3, perItemMax: 2 })),
    phase({ kind: 'harvest' }),
  ],
};

interface Stage {
  readonly anna: Person;
  readonly bo: Person;
  readonly room: Room;
}

/** Anna facilitates and Bo takes part. */
async function stage(server: Server, people: People, plan: Plan = PLAN): Promise<Stage> {
  const room = await server.makeRoom({ title: 'Welcoming newcomers', language: 'en', plan });
  const anna = await people.enter(room.links.facilitate, 'Anna');
  const bo = await people.enter(room.links.join, 'Bo');
  await expect(bar(anna.page)).toBeVisible();
  return { anna, bo, room };
}

/** What the bar of the phase calls it. */
const phaseOn = (page: Page) => page.locator('.phase-title');

/** Somebody without a browser, who packs a note. */
async function packed(server: Server, room: Room, name: string, ...texts: string[]): Promise<TakingPart> {
  const person = await TakingPart.enter(server, room, 'join', name);
  if (texts.length === 0) return person;
  await person.does({ do: 'putDrafts', drafts: texts.map((text) => draft(text)) });
  return person;
}

const bar = (page: Page) => page.getByTestId('facilitate-bar');
/** The row of one person: others' rows name them too, as whom they may be the same as. */
const rowOf = (page: Page, name: string) =>
  panel(page)
    .locator('.people-item')
    .filter({ has: page.locator('.people-name', { hasText: name }) });
const press = (page: Page, name: string | RegExp) =>
  bar(page)
    .getByRole('button', { name, exact: typeof name === 'string' })
    .click();

/** Whose turn it is, as a line under the bar. */
const turn = (page: Page) => page.locator('.facilitate-turn');

/** Where everyone looks is told from the panel. */
async function attend(page: Page, name: string): Promise<void> {
  if (!(await panel(page).isVisible())) await openWorkshop(page);
  await panel(page).getByRole('button', { name, exact: true }).click();
}

const suggestButton = (page: Page) =>
  page.getByTestId('board').getByRole('button', { name: 'Suggest clusters' });

/** The titles of the plan, as its list has them. */
const titles = (page: Page) => panel(page).locator('.plan-title').allTextContents();

async function undo(page: Page, said: string | RegExp) {
  const message = page.locator('.message').filter({ hasText: said });
  await message.getByRole('button', { name: 'Undo' }).click();
  await expect(message).toHaveCount(0);
}

test.setTimeout(300_000); // Two people's pages, and axe on six of them, on a machine with two cores.

for (const [size, shape] of Object.entries({ wide: DESKTOP, phone: PHONE })) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`bar and panel have no violation: ${size}, ${colorScheme}`, async ({ server, people, peers }) => {
      const room = await server.makeRoom({ title: 'Uusien tulo', language: 'fi', plan: PLAN });
      const writer = await peers.join(server, room);
      ['A buddy for the first week', 'Lunch together', 'A garden on the roof'].forEach((idea, index) => {
        writer.add(`n${index}`, idea, [index * 240, 0], 'yellow');
      });
      const anna = await people.enter(
        room.links.facilitate,
        'Anna',
        await people.page({ ...shape, colorScheme }),
      );
      await people.enter(room.links.join, 'Bo');
      const { page } = anna;
      const named = (part: string) => `facilitate-${part}-${size}-${colorScheme}`;
      await expectNoViolation(page, named('start'));
      await press(page, 'Start: Phase welcome');
      await expect(turn(page)).toContainText('Turn:');
      await openTab(page, 'Plan');
      await expectNoViolation(page, named('plan'));
      await panel(page).getByRole('button', { name: 'Edit: Phase vote' }).click();
      await expectNoViolation(page, named('editor'));
      await openTab(page, 'People');
      await panel(page).getByRole('button', { name: 'Actions: Bo' }).click();
      await panel(page).getByRole('button', { name: 'Remove from the room' }).click();
      await expectNoViolation(page, named('people'));
      await panel(page).getByRole('button', { name: 'Cancel' }).click();
      await openTab(page, 'Plan');
      await panel(page).getByRole('button', { name: 'Go to: Phase vote' }).click();
      await openTab(page, 'Vote');
      await expect(panel(page)).toContainText('The vote is open');
      await expectNoViolation(page, named('vote'));
      await panel(page).getByRole('button', { name: 'Close', exact: true }).click();
      await press(page, 'Next: Phase harvest');
      await expect(page.getByRole('alertdialog')).toBeVisible();
      await expectNoViolation(page, named('question'));
    });
  }
}

test('a participant sees nothing of the bar', async ({ server, people }) => {
  const { anna, bo } = await stage(server, people);
  await expect(bar(bo.page)).toHaveCount(0);
  // Until the role is handed on, and no longer than that.
  await openTab(anna.page, 'People');
  await panel(anna.page).getByRole('button', { name: 'Actions: Bo' }).click();
  await panel(anna.page).getByRole('button', { name: 'Make facilitator' }).click();
  await expect(bar(bo.page)).toBeVisible();
  await undo(anna.page, 'Bo is now a facilitator');
  await expect(bar(bo.page)).toHaveCount(0);
});

test('the plan is gone through, forth and back, and a slip is undone', async ({ server, people }) => {
  const { anna, bo } = await stage(server, people);
  await press(anna.page, 'Start: Phase welcome');
  await expect(phaseOn(bo.page)).toHaveText('Phase welcome');
  await press(anna.page, 'Next: Phase pack');
  await expect(phaseOn(bo.page)).toHaveText('Phase pack');
  await undo(anna.page, 'Now: Phase pack');
  await expect(phaseOn(bo.page)).toHaveText('Phase welcome');
  await press(anna.page, 'Next: Phase pack');
  await press(anna.page, 'Back: Phase welcome');
  await expect(phaseOn(bo.page)).toHaveText('Phase welcome');
  await openTab(anna.page, 'Plan');
  await panel(anna.page).getByRole('button', { name: 'Go to: Phase harvest' }).click();
  await expect(phaseOn(bo.page)).toHaveText('Phase harvest');
  await expect(bar(anna.page)).toContainText('This is the last phase');
});

test('where one went is not said any more once somebody else has gone on', async ({ server, people }) => {
  const { anna, bo } = await stage(server, people);
  await openTab(anna.page, 'People');
  await panel(anna.page).getByRole('button', { name: 'Actions: Bo' }).click();
  await panel(anna.page).getByRole('button', { name: 'Make facilitator' }).click();
  await expect(bar(bo.page)).toBeVisible();
  await press(anna.page, 'Start: Phase welcome');
  await press(anna.page, 'Next: Phase pack');
  const went = anna.page.locator('.message').filter({ hasText: 'Now: Phase pack' });
  await expect(went).toBeVisible();
  await press(bo.page, 'Back: Phase welcome');
  await expect(phaseOn(anna.page)).toHaveText('Phase welcome');
  await expect(went).toHaveCount(0);
});

test('the time is paused, runs on and is given a minute more on every screen', async ({ server, people }) => {
  const { anna, bo } = await stage(server, people);
  await press(anna.page, 'Start: Phase welcome');
  const clock = bo.page.locator('.timer-text');
  await expect(clock).toHaveText(/^4:5\d$/);
  await press(anna.page, 'One minute more');
  await expect(clock).toHaveText(/^5:[45]\d$/);
  await press(anna.page, 'Pause the time');
  await expect(bo.page.locator('.timer')).toHaveAttribute('data-paused', 'true');
  await press(anna.page, 'Let the time run again');
  await expect(bo.page.locator('.timer')).toHaveAttribute('data-paused', 'false');
});

test('turns are passed on by the facilitator until everyone has had theirs', async ({ server, people }) => {
  const { anna } = await stage(server, people);
  await press(anna.page, 'Start: Phase welcome');
  await expect(turn(anna.page)).toContainText(/Turn: (Anna|Bo) 1 of 2/);
  await turn(anna.page).getByRole('button', { name: 'Next turn' }).click();
  await expect(turn(anna.page)).toContainText(/Turn: (Anna|Bo) 2 of 2/);
  await turn(anna.page).getByRole('button', { name: 'Next turn' }).click();
  await expect(turn(anna.page)).toContainText('Everyone has had their turn');
});

test('baskets are laid out for good only when one says so', async ({ server, people }) => {
  const { anna, bo, room } = await stage(server, people);
  await press(anna.page, 'Start: Phase welcome');
  await press(anna.page, 'Next: Phase pack');
  // What somebody writes before is kept back.
  await expect(phaseOn(bo.page)).toHaveText('Phase pack');
  await packed(server, room, 'Cecilia', 'Lunch together', 'A garden on the roof');
  await openTab(anna.page, 'People');
  await expect(panel(anna.page)).toContainText('1 of 3 have packed');
  await expect(rowOf(anna.page, 'Cecilia')).toContainText('2 notes');

  await press(anna.page, 'Next: Phase lay');
  const question = bar(anna.page).getByRole('alertdialog');
  await expect(question).toContainText('All 2 notes that are packed to be laid come onto the blanket');
  // Escape and «Not yet» leave all as it is, and the focus where it was.
  await expect(question.getByRole('button', { name: 'Not yet' })).toBeFocused();
  await anna.page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(bar(anna.page).getByRole('button', { name: 'Next: Phase lay' })).toBeFocused();
  await expect(phaseOn(bo.page)).toHaveText('Phase pack');
  await expect(bo.notes).toHaveCount(0);

  await anna.page.keyboard.press('Enter');
  await question.getByRole('button', { name: 'Lay them out' }).click();
  await expect(phaseOn(bo.page)).toHaveText('Phase lay');
  await expect.poll(() => bo.texts()).toEqual(['A garden on the roof', 'Lunch together']);
});

test('a vote is closed when one says so, and goes on among the top ones', async ({
  server,
  people,
  peers,
}) => {
  const { anna, bo, room } = await stage(server, people);
  const writer = await peers.join(server, room);
  for (const [index, id] of ['a', 'b', 'c', 'd'].entries()) writer.add(id, `Idea ${id}`, [index * 240, 0]);
  await expect(anna.notes).toHaveCount(4);
  await openTab(anna.page, 'Plan');
  await panel(anna.page).getByRole('button', { name: 'Go to: Phase vote' }).click();
  await openTab(anna.page, 'Vote');
  await expect(panel(anna.page)).toContainText('3 votes a person, 2 at most for one');

  const voter = await packed(server, room, 'Cecilia');
  await voter.does({ do: 'vote', round: 1, item: 'b', count: 1 });
  await voter.does({ do: 'vote', round: 1, item: 'c', count: 1 });
  await expect(panel(anna.page)).toContainText('1 of 3 have begun to vote');
  // The next step is what came of it, before anybody goes on. It closes the vote: that is asked.
  await press(anna.page, 'Next: Result');
  await expect(bar(anna.page).getByRole('alertdialog')).toContainText('The vote closes');
  await bar(anna.page).getByRole('button', { name: 'Not yet' }).click();

  await panel(anna.page).getByRole('button', { name: 'Close the vote' }).click();
  await panel(anna.page).getByRole('alertdialog').getByRole('button', { name: 'Close the vote' }).click();
  const rows = panel(anna.page).locator('.vote-result li');
  await expect(rows).toHaveText([/1\..*Idea b.*1 vote/, /1\..*Idea c.*1 vote/, /^–.*0 votes/, /^–.*0 votes/]);
  for (const { page } of [anna, bo]) {
    await expect(page.locator('.result-line')).toHaveText([/1\..*Idea b.*1 vote/, /1\..*Idea c.*1 vote/]);
  }
  await expect(bar(anna.page).getByRole('button', { name: 'Next: Phase harvest' })).toBeVisible();

  await expect(panel(anna.page).getByRole('radio', { name: /share the first place \(2\)/ })).toBeChecked();
  await panel(anna.page).getByRole('textbox', { name: 'Votes a person', exact: true }).fill('2');
  await panel(anna.page).getByRole('textbox', { name: 'Most votes a person for one' }).fill('1');
  await panel(anna.page).screenshot({ path: 'results/vote-again.png' });
  await panel(anna.page).getByRole('button', { name: 'Open the new round' }).click();
  await expect(panel(anna.page)).toContainText('2 to choose from · 2 votes a person, 1 at most for one');
  await expect(bo.page.locator('.result-stage')).toHaveCount(0);
  await voter.does({ do: 'vote', round: 2, item: 'c', count: 1 });
  expect(await voter.asks({ do: 'vote', round: 2, item: 'a', count: 1 })).toBe('notThere');
});

test('the plan is changed before and during it, and everyone has the new one', async ({ server, people }) => {
  const { anna, bo } = await stage(server, people);
  const { page } = anna;
  await openTab(page, 'Plan');
  await panel(page)
    .getByRole('button', { name: /^Move: Phase vote/ })
    .press('ArrowUp');
  await expect
    .poll(() => titles(page))
    .toEqual(['Phase welcome', 'Phase pack', 'Phase vote', 'Phase lay', 'Phase harvest']);
  // The keyboard stays with what it moves.
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => titles(page).then((all) => all.indexOf('Phase vote'))).toBe(3);

  // By hand, to before the first.
  const handle = await panel(page).locator('[data-handle="pack"]').boundingBox();
  const first = await panel(page).locator('[data-phase="welcome"]').boundingBox();
  if (!handle || !first) throw new Error('the list is not on the screen');
  await page.mouse.move(handle.x + 10, handle.y + 10);
  await page.mouse.down();
  await page.mouse.move(handle.x + 10, first.y + 4, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => titles(page).then((all) => all[0])).toBe('Phase pack');
  await undo(page, 'Phase pack is now 1. of 5');
  await expect.poll(() => titles(page).then((all) => all[0])).toBe('Phase welcome');

  await press(page, 'Start: Phase welcome');
  await panel(page).getByRole('button', { name: 'Edit: Phase welcome' }).click();
  const editor = panel(page).getByRole('form');
  await editor.getByRole('textbox', { name: 'Title' }).fill('Hello');
  await editor
    .getByRole('textbox', { name: 'What to do now' })
    .fill('Say **hello** to whoever is beside you');
  await editor.getByRole('textbox', { name: 'Minutes' }).fill('0');
  await editor.getByRole('button', { name: 'Save' }).click();
  // What makes no sense is not sent.
  await expect(phaseOn(bo.page)).toHaveText('Phase welcome');
  await editor.getByRole('textbox', { name: 'Minutes' }).fill('20');
  await editor.getByRole('button', { name: 'Save' }).click();
  await expect(phaseOn(bo.page)).toHaveText('Hello');
  await expect(bo.page.locator('.timer-text')).toHaveText(/^1\d:\d\d$/);
  await expect(bo.page.getByText('to whoever is beside you')).toBeVisible();
  // The other languages' title is as it was.
  await panel(page).getByRole('button', { name: 'Edit: Hello' }).click();
  await editor.getByRole('radio', { name: 'Suomi' }).check();
  await expect(editor.getByRole('textbox', { name: 'Title' })).toHaveValue('Vaihe welcome');
  // The phase that runs stays.
  await expect(editor.getByRole('button', { name: 'Remove the phase' })).toBeDisabled();
  await editor.getByRole('button', { name: 'Cancel' }).click();

  await panel(page).getByRole('combobox', { name: 'What people do in it' }).selectOption('take');
  await panel(page).getByRole('button', { name: 'Add', exact: true }).click();
  await expect
    .poll(() => titles(page).then((all) => all.slice(-2)))
    .toEqual([expect.any(String), 'Phase harvest']);
  await expect(editor.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await editor.getByRole('button', { name: 'Remove the phase' }).click();
  await expect.poll(() => titles(page).then((all) => all.length)).toBe(5);
  await undo(page, /is off the plan/);
  await expect.poll(() => titles(page).then((all) => all.length)).toBe(6);
});

test('what is typed in a phase that somebody else takes out of the plan goes on where it is kept', async ({
  server,
  people,
}) => {
  const { anna, room } = await stage(server, people);
  const { page } = anna;
  const other = await TakingPart.enter(server, room, 'facilitate', 'Cai');
  await openTab(page, 'Plan');
  await panel(page).getByRole('button', { name: 'Edit: Phase vote' }).click();
  const instructions = panel(page).getByRole('textbox', { name: 'What to do now' });
  await instructions.fill('Give your votes to wh');
  // Somebody moves it, and it is still under the fingers.
  await other.does({ do: 'movePhase', phase: 'vote', before: 'lay' });
  await expect.poll(() => titles(page).then((all) => all[2])).toBe('Phase vote');
  await expect(instructions).toBeFocused();
  await page.keyboard.type('at you');
  await other.does({ do: 'removePhase', phase: 'vote' });
  await expect(page.getByText('Somebody took this phase out of the plan.')).toBeVisible();
  await page.keyboard.type(' want, and why');
  const kept = panel(page).getByRole('textbox', { name: 'Edit: Phase vote' });
  await expect(kept).toBeFocused();
  await expect(kept).toHaveValue('Give your votes to what you want, and why');
  await expectNoViolation(page, 'phase-taken-out');
  // Put back, it has the change in its field, and the fingers with it.
  const phaseBack = PLAN.phases[3];
  if (phaseBack !== undefined) await other.does({ do: 'addPhase', phase: phaseBack, before: null });
  await expect(instructions).toBeFocused();
  await page.keyboard.type('!');
  await expect(instructions).toHaveValue('Give your votes to what you want, and why!');
  other.leave();
});

for (const [screen, options] of Object.entries({ DESKTOP, PHONE })) {
  test(`whoever facilitates no more goes on with what they were typing in the plan: ${screen}`, async ({
    server,
    people,
  }) => {
    const room = await server.makeRoom({ plan: PLAN });
    const page = await people.page({ ...options, reducedMotion: 'reduce' });
    await people.enter(room.links.facilitate, undefined, page);
    const other = await TakingPart.enter(server, room, 'facilitate', 'Cai');
    await other.goTo('lay');
    const me = await page.evaluate(
      () => JSON.parse(localStorage.getItem('picnic.rooms') ?? '[]')[0].participant,
    );
    await openTab(page, 'Plan');
    await panel(page).getByRole('button', { name: 'Edit: Phase vote' }).click();
    await panel(page).getByRole('textbox', { name: 'Title' }).fill('Choose wh');
    await other.does({ do: 'grant', to: me, role: 'participant' });
    await expect(panel(page)).toHaveCount(0);
    await expect(page.getByText('What you were writing is kept.')).toBeVisible();
    await page.keyboard.type('at you like');
    const kept = page.getByRole('textbox', { name: 'Your change of the plan' });
    await expect(kept).toBeFocused();
    await expect(kept).toHaveValue('Choose what you like');
    await page.screenshot({ path: `results/facilitates-no-more-${screen}.png` });
    other.leave();
  });
}

test('whoever is removed is out and stays out, until they are let in again', async ({ server, people }) => {
  const { anna, bo, room } = await stage(server, people);
  await openTab(anna.page, 'People');
  const row = rowOf(anna.page, 'Bo');
  await row.getByRole('button', { name: 'Actions: Bo' }).click();
  await row.getByRole('button', { name: 'Remove from the room' }).click();
  await row.getByRole('button', { name: 'Cancel' }).click();
  await expect(bo.board).toBeVisible();
  await row.getByRole('button', { name: 'Remove from the room' }).click();
  await row.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(bo.board).toHaveCount(0);
  await bo.page.goto(room.links.join);
  await expect(bo.page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(bo.board).toHaveCount(0);
  await panel(anna.page).getByRole('button', { name: 'Let in again: Bo' }).click();
  await expect(row).toBeVisible();
  await bo.page.goto(room.links.join);
  await bo.page.reload();
  await expect(bo.board).toBeVisible();
});

test('the board is locked for participants, and newcomers are kept out', async ({ server, people }) => {
  const { anna, bo, room } = await stage(server, people);
  const newNote = bo.page.getByRole('button', { name: 'New note', exact: true });
  await expect(newNote).toBeVisible();
  await openTab(anna.page, 'People');
  const rule = (name: string) => panel(anna.page).getByRole('switch', { name });
  await rule('The board is locked').check();
  await expect(newNote).toHaveCount(0);
  await rule('The board is locked').uncheck();
  await expect(newNote).toBeVisible();

  const newcomers = (name: RegExp) => panel(anna.page).getByRole('radio', { name });
  await newcomers(/do not come in/).check();
  const late = await people.page();
  await late.goto(room.links.join);
  await expect(late.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(late.getByTestId('board')).toHaveCount(0);
  await newcomers(/come in by the link/).check();
  await late.goto(room.links.join);
  await late.reload();
  await expect(late.getByTestId('board')).toBeVisible();
});

test('in a window of 1280 px what is told stands in the task, and nothing in the bar lies on anything else, in long words and many faces', async ({
  server,
  people,
}) => {
  const words = { fi: 'Määrittele: mihin kysymykseen tartumme' };
  const plan = { anonymous: true, phases: [{ ...phase({ kind: 'pack' }), title: words }], sections: [] };
  const room = await server.makeRoom({ title: 'Vuoden viimeinen tapaaminen', language: 'fi', plan });
  for (const name of ['Bertta', 'Cecilia', 'Disa']) await TakingPart.enter(server, room, 'join', name);
  const page = await people.page({ locale: 'fi-FI', viewport: { width: 1280, height: 720 } });
  await waveNameAway(page);
  await people.enter(room.links.facilitate, undefined, page);
  await bar(page).locator('.facilitate-next').click();
  await expect(page.locator('.task-sheet[data-kind="pack"]')).toBeVisible();
  await expect(page.locator('.task-sheet .phase-told')).toBeVisible();
  const parts = await page.locator('.bar > *').evaluateAll((all) =>
    all
      .filter((one) => one.checkVisibility() && !one.matches('.bar-gap'))
      .map((one) => ({
        name: one.className,
        left: one.getBoundingClientRect().left,
        right: one.getBoundingClientRect().right,
      })),
  );
  expect(parts.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['bar-room', 'phase', 'facilitate-bar', 'faces']),
  );
  for (const [index, { name, left }] of parts.entries()) {
    expect(left, name).toBeGreaterThanOrEqual(parts[index - 1]?.right ?? 0);
  }
  expect(parts.at(-1)?.right).toBeLessThanOrEqual(1280);
});

test('the panel leaves the bar that closes it and what is asked there free, in a window of 1280 px and in long words', async ({
  server,
  people,
}) => {
  const phases = [phase({ kind: 'pack' }), phase({ kind: 'lay', reveal: 'together', turnSeconds: null })];
  const words = { fi: 'Mitä opimme ja mitä jätämme tänne' };
  const plan = { anonymous: true, phases: phases.map((one) => ({ ...one, title: words })), sections: [] };
  const room = await server.makeRoom({ title: 'Vuoden viimeinen tapaaminen', language: 'fi', plan });
  const page = await people.page({ locale: 'fi-FI', viewport: { width: 1280, height: 720 } });
  await waveNameAway(page);
  await people.enter(room.links.facilitate, undefined, page);
  await bar(page).locator('.facilitate-next').click();
  await expect(page.locator('.task-sheet[data-kind="pack"]')).toBeVisible();
  const cecilia = await packed(server, room, 'Cecilia', 'yksi', 'kaksi');
  // Else nobody is asked.
  await expect(page.locator('.task-sheet')).toContainText('2 lappua');
  await page.locator('.facilitate-open').click();
  await expect(panel(page)).toBeVisible();
  const seen = (element: Element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const points = [left + 5, right - 5].flatMap((x) => [top + 5, bottom - 5].map((y) => [x, y] as const));
    return points.every(([x, y]) => element.contains(document.elementFromPoint(x, y)));
  };
  await expect.poll(() => page.locator('.facilitate-open').evaluate(seen)).toBe(true);
  await bar(page).locator('.facilitate-next').click();
  const asked = bar(page).getByRole('alertdialog');
  await expect(asked).toContainText('2');
  await expect.poll(() => asked.evaluate(seen)).toBe(true);
  for (const button of await asked.getByRole('button').all()) expect(await button.evaluate(seen)).toBe(true);
  cecilia.leave();
});

test('a promise of anonymity is not taken back once people have written', async ({ server, people }) => {
  const { anna, bo, room } = await stage(server, people);
  await openTab(anna.page, 'People');
  const anonymous = panel(anna.page).getByRole('switch', { name: 'Anonymous' });
  await anonymous.check();
  // Until the room is anonymous there is nothing to ask before it is not.
  await expect(bo.page.getByRole('log')).toContainText('nobody learns who writes what');
  await anonymous.click();
  await panel(anna.page).getByRole('button', { name: 'Show names' }).click();
  await expect(anonymous).not.toBeChecked();
  await anonymous.check();
  // That somebody holds a note back is told to nobody: the room says no when it is asked.
  const cecilia = await packed(server, room, 'Cecilia', 'Trusting in this');
  await anonymous.click();
  await panel(anna.page).getByRole('button', { name: 'Show names' }).click();
  await expect(anna.page.getByRole('alert')).toContainText('That promise is kept');
  await expect(anonymous).toBeChecked();

  // What is known is said before anybody asks.
  const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await helmi.goTo('pack');
  const question = panel(anna.page).getByRole('button', { name: 'Show names' });
  await anonymous.click();
  await expect(question).toBeVisible();
  await cecilia.does({ do: 'putDrafts', drafts: [draft('And in this')] });
  // What was being asked goes for good, and says why.
  await expect(anna.page.getByRole('log').getByText('No names can be shown before')).toBeVisible();
  await expect(question).toHaveCount(0);
  await expect(anonymous).toBeFocused();
  await expect(panel(anna.page).getByText('No names can be shown before')).toBeVisible();
  await anonymous.click({ force: true });
  await expect(anonymous).toBeChecked();
  await expect(question).toHaveCount(0);
  await helmi.goTo('lay');
  await expect(panel(anna.page).getByText('Nobody learns who wrote what.')).toBeVisible();
  await expect(question).toHaveCount(0);
});

test('names are shown once that is asked and told to all, and not on what was begun without them', async ({
  server,
  people,
}) => {
  const { anna, bo } = await stage(server, people);
  await openTab(anna.page, 'People');
  const anonymous = panel(anna.page).getByRole('switch', { name: 'Anonymous' });
  await anonymous.check();
  await expect(bo.page.getByText('From now on nobody learns who writes what.')).toBeVisible();
  await bo.page.keyboard.press('Escape');
  await bo.ground.focus();
  await bo.page.keyboard.press('n');
  await expect(bo.editor).toBeFocused();
  await bo.page.keyboard.type('begun without a name');
  await expect(anna.notes.filter({ hasText: 'begun without a name' })).toBeVisible();
  await anonymous.click();
  await expect(anonymous).toBeChecked();
  await panel(anna.page)
    .getByRole('button', { name: 'Cancel' })
    .or(panel(anna.page).getByRole('button', { name: 'Not yet' }))
    .click();
  await expect(anonymous).toBeFocused();
  await anonymous.click();
  await panel(anna.page).getByRole('button', { name: 'Show names' }).click();
  await expect(anonymous).not.toBeChecked();
  await expect(bo.page.getByText('Names are shown from now on')).toBeVisible();
  await bo.page.keyboard.type(', and on');
  await expect(anna.notes.filter({ hasText: 'and on' })).toBeVisible();
  await expect(anna.page.locator('.note-writer').filter({ hasNotText: 'Someone' })).toHaveCount(0);
  // What is begun now has a name.
  await bo.page.keyboard.press('Escape');
  await bo.page.keyboard.press('Escape');
  await bo.page.keyboard.press('n');
  await bo.page.keyboard.type('begun with one');
  await expect(anna.page.locator('.note-writer').first()).toHaveText('Bo');
});

test('somebody without a device is added, and their facilitator acts for them', async ({
  server,
  people,
}) => {
  const { anna, bo } = await stage(server, people);
  await openTab(anna.page, 'People');
  const name = panel(anna.page).getByRole('textbox', { name: 'Their name' });
  // Characters that nobody sees are no name: the server is not asked.
  await name.fill('\u200b\u202e');
  await name.press('Enter');
  await name.fill('Pirkko');
  await name.press('Enter');
  const row = rowOf(anna.page, 'Pirkko');
  await expect(row).toContainText('without a device');
  await expect(anna.page.locator('.message')).toHaveText(/^Pirkko is with us/);
  await undo(anna.page, 'Pirkko is with us');
  await expect(row).toHaveCount(0);
  await expect(bo.board).toBeVisible();
});

test('a raised hand is seen on the bar and comes first in the list', async ({ server, people }) => {
  const { anna, bo } = await stage(server, people);
  await press(anna.page, 'Start: Phase welcome');
  await bo.page.getByRole('button', { name: 'Raise your hand' }).click();
  await expect(bar(anna.page).getByRole('button', { name: /1 hand raised/ })).toBeVisible();
  await openTab(anna.page, 'People');
  await expect(panel(anna.page).locator('.people-item').first()).toContainText('hand raised');
});

test('one thing at a time lies at the side: the panel or cluster suggestions', async ({
  server,
  people,
  peers,
}) => {
  const { anna, room } = await stage(server, people);
  const writer = await peers.join(server, room);
  writer.add('a', 'Lunch together', [0, 0]);
  await openTab(anna.page, 'Plan');
  const suggestions = anna.page.getByTestId('suggestions');
  await suggestButton(anna.page).click();
  await expect(suggestions).toBeVisible();
  await expect(panel(anna.page)).toHaveCount(0);
  await openTab(anna.page, 'People');
  await expect(panel(anna.page)).toBeVisible();
  await expect(suggestions).toHaveCount(0);
  // The board behind can be written on again.
  await expect(anna.page.getByRole('button', { name: 'New note', exact: true })).toBeVisible();

  // Whoever hands the role on while suggestions lie open is left with the board as it is.
  await suggestButton(anna.page).click();
  await expect(suggestions).toBeVisible();
  const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  const cookies = await anna.page.context().cookies();
  const anotherOfAnna = await TakingPart.beside(server, room, cookies);
  await helmi.does({ do: 'grant', to: anotherOfAnna.id, role: 'participant' });
  await expect(suggestions).toHaveCount(0);
  await expect(anna.page.getByRole('button', { name: 'New note', exact: true })).toBeVisible();
});

test('everyone is brought to the facilitator’s view, and can go back', async ({ server, people, peers }) => {
  const { anna, bo, room } = await stage(server, people);
  const writer = await peers.join(server, room);
  writer.add('far', 'far away', [9_000, 4_000]);
  await anna.looksAtAllWith(anna.note('far'));
  await expect(bo.note('far')).not.toBeInViewport();
  await attend(anna.page, 'Bring everyone to my view');
  await expect(bo.note('far')).toBeInViewport();
  await bo.page
    .locator('.message')
    .filter({ hasText: 'Anna brought everyone here' })
    .getByRole('button', { name: 'Go back' })
    .click();
  await expect(bo.note('far')).not.toBeInViewport();
  // Who comes later is not moved by what was before them.
  const late = await people.enter(room.links.join, 'Cecilia');
  await expect(late.page.locator('.message').filter({ hasText: 'brought' })).toHaveCount(0);
});

test('nobody is taken away from what they are writing', async ({ server, people, peers }) => {
  const { anna, bo, room } = await stage(server, people);
  const writer = await peers.join(server, room);
  writer.add('far', 'far away', [9_000, 4_000]);
  await bo.page.getByRole('button', { name: 'New note', exact: true }).click();
  await expect(bo.editor).toBeFocused();
  await anna.looksAtAllWith(anna.note('far'));
  await attend(anna.page, 'Bring everyone to my view');
  const asked = bo.page.locator('.message').filter({ hasText: 'asks everyone to look' });
  await expect(asked).toBeVisible();
  await expect(bo.editor).toBeFocused();
  await expect(bo.note('far')).not.toBeInViewport();
  await bo.page.keyboard.press('Escape');
  await asked.getByRole('button', { name: 'Go there' }).click();
  await expect(bo.note('far')).toBeInViewport();
});

test('views follow the leader until one stops, and again when one likes', async ({
  server,
  people,
  peers,
}) => {
  const { anna, bo, room } = await stage(server, people);
  const writer = await peers.join(server, room);
  writer.add('near', 'near', [0, 0]);
  writer.add('far', 'far away', [3_000, 0]);
  await anna.looksAtAllWith(anna.note('far'));
  await attend(anna.page, 'Everyone follows my view');
  await expect(bo.note('far')).toBeInViewport();
  await expect(anna.page.getByText('Everyone’s view follows yours')).toBeVisible();
  await expect(bo.page.getByText('Your view follows Anna')).toBeVisible();
  const scale = (person: Person) =>
    person.page.getByRole('button', { name: /show at full size/ }).textContent();
  // On and on, as the leader's view moves.
  await anna.page.getByRole('button', { name: /show at full size/ }).click();
  await expect.poll(() => scale(bo)).toBe('100 %');

  // Who moves by hand looks elsewhere, until they like to follow again.
  await bo.page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(bo.page.getByText('Anna is showing the board')).toBeVisible();
  await expect.poll(() => scale(bo)).toBe('125 %');
  await anna.looksAtAllWith(anna.note('far'));
  expect(await scale(bo)).toBe('125 %');
  await bo.page.getByRole('button', { name: 'Follow along' }).click();
  await expect(bo.note('far')).toBeInViewport();
  await bo.page.getByRole('button', { name: 'Stop following' }).click();
  await expect(bo.page.getByText('Anna is showing the board')).toBeVisible();
  await anna.page.getByRole('button', { name: 'Stop leading' }).click();
  await expect(bo.page.getByText('Anna is showing the board')).toHaveCount(0);
});

test('a note is shown to everyone from the bar beside it, until it is ended', async ({
  server,
  people,
  peers,
}) => {
  const { anna, bo, room } = await stage(server, people);
  const writer = await peers.join(server, room);
  writer.add('a', 'Lunch together', [0, 0]);
  writer.add('far', 'A garden on the roof', [6_000, 0]);
  await anna.note('a').click();
  await anna.page.getByRole('button', { name: 'Show to everyone' }).click();
  await expect(anna.page.getByText('Shown to everyone: Lunch together')).toBeVisible();
  await anna.page.locator('.attention').getByRole('button', { name: 'Stop showing' }).click();
  await expect(anna.page.getByText('Shown to everyone')).toHaveCount(0);
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await facilitator.does({ do: 'spotlight', note: 'far' });
  await expect(bo.note('far')).toBeInViewport();
  // A participant can neither show nor end it.
  await bo.note('far').click();
  await expect(bo.page.getByRole('button', { name: 'Delete' })).toBeVisible();
  await expect(bo.page.getByRole('button', { name: /Show to everyone|Stop showing/ })).toHaveCount(0);
});
