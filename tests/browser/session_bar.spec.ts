// Promise: everyone sees which phase runs, what to do and the same seconds, also those who come late or lose their network.

import { expect, type Locator, type Page } from '@playwright/test';
import type * as Y from 'yjs';
import type { Phase, Plan } from '../../client/src/protocol/session.ts';
import { expectNoViolation } from '../stage/axe.ts';
import { type People, test } from '../stage/fixtures.ts';
import { openSettings } from '../stage/menu.ts';
import { Person, waveNameAway } from '../stage/person.ts';
import { phase } from '../stage/plan.ts';
import { SCREENS } from '../stage/screens.ts';
import { TakingPart } from '../stage/taking_part.ts';
import { told, understood } from '../stage/told.ts';

const INSTRUCTIONS =
  'Write **one idea** on each note.\n\n- Big ones\n- Small ones\n\nSee [how](https://example.org/).';

/** Ten minutes of a phase that is called by its kind. */
function plain(settings: Parameters<typeof phase>[0], more: Partial<Omit<Phase, 'kind'>> = {}): Phase {
  return { ...phase(settings), title: {}, instructions: {}, length: { minutes: 10 }, ...more };
}

const PLAN: Plan = {
  anonymous: false,
  sections: [],
  phases: [
    plain({ kind: 'arrive', question: null, inTurn: false }),
    plain({ kind: 'pack' }, { title: { en: 'Fill the basket' }, instructions: { en: INSTRUCTIONS } }),
    plain({ kind: 'lay', reveal: 'together', turnSeconds: null }),
    plain({ kind: 'vote', on: 'notes', budget: 5, perItemMax: 3 }),
    plain({ kind: 'take' }, { length: 'open' }),
    plain({ kind: 'harvest' }, { length: 'open' }),
  ],
};

const bar = (page: Page): Locator => page.getByRole('region', { name: 'What we do now' });
const clock = (page: Page): Locator => bar(page).getByRole('timer');
/** The task's foot, with what everybody may say without words. */
const foot = (page: Page): Locator => page.locator('.task-foot');

/** Seconds that a clock shows. */
async function secondsOn(page: Page): Promise<number> {
  const text = (await clock(page).textContent()) ?? '';
  const [minutes = 0, seconds = 0] = text.split(':').map(Number);
  return minutes * 60 + seconds;
}

test('an open board has no bar', async ({ server, people }) => {
  const room = await server.makeRoom();
  const person = await people.enter(room.links.join);
  await person.reads('saved');
  await expect(bar(person.page)).toHaveCount(0);
});

test('everyone sees the phase, its clock at the same second, and once what to do', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ plan: PLAN });
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  const one = await people.enter(room.links.join);
  const other = await people.enter(room.links.view);
  await expect(bar(one.page)).toContainText('We begin soon');
  await facilitator.goTo('pack');

  for (const { page } of [one, other]) {
    await expect(bar(page).getByRole('heading', { name: 'Fill the basket' })).toBeVisible();
    await expect(clock(page)).toHaveText(/^(10:00|9:5\d)$/);
    // Who only watches has no task: that there is something to read is said in the bar, and covers nothing.
    if (page === other.page) await bar(page).getByRole('button', { name: 'New: What to do' }).click();
    await expect(told(page).getByRole('listitem')).toHaveText(['Big ones', 'Small ones']);
    await expect(told(page).getByRole('link', { name: 'how' })).toHaveAttribute('rel', 'noopener noreferrer');
  }
  const [here, there] = await Promise.all([secondsOn(one.page), secondsOn(other.page)]);
  expect(Math.abs(here - there)).toBeLessThanOrEqual(1);

  await understood(one.page);
  await expect(told(one.page)).toHaveCount(0);
  await one.page.reload();
  await expect(clock(one.page)).toBeVisible();
  await expect(told(one.page)).toHaveCount(0);
  await bar(one.page).getByRole('button', { name: 'What to do', exact: true }).click();
  await expect(told(one.page)).toContainText('one idea');

  await facilitator.does({ do: 'pauseTimer' });
  await expect(bar(one.page)).toContainText('paused');
  await facilitator.does({ do: 'resumeTimer' });
  await facilitator.does({ do: 'extendTimer', seconds: 60 });
  await expect(clock(one.page)).toHaveText(/^10:\d\d$/);
  facilitator.leave();
});

test('the journey shows what is done, where we are, and what is to come', async ({ server, people }) => {
  const room = await server.makeRoom({ plan: PLAN });
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  const { page } = await people.enter(room.links.join);
  await facilitator.goTo('pack');
  await bar(page).getByRole('button', { name: 'The whole picnic: phase 2 of 6' }).click();
  const journey = page.getByRole('dialog', { name: 'The whole picnic' });
  await expect(journey.getByRole('listitem')).toHaveCount(6);
  await expect(journey.getByRole('listitem').first()).toContainText('done');
  await expect(journey.locator('[aria-current=step]')).toContainText('Fill the basket');
  await expect(journey.getByRole('listitem').last()).toContainText('no time limit');
  await expectNoViolation(page, 'bar-journey');
  facilitator.leave();
});

/** Opens what one may do with the clock. */
async function openClock(page: Page): Promise<void> {
  await bar(page).getByRole('button', { name: 'Clock' }).click();
}

test('the clock warns at a minute and at ten seconds: seen, said, and heard unless muted', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({
    plan: { ...PLAN, phases: [plain({ kind: 'pack' }, { length: { minutes: 1 } })] },
  });
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  const page = await people.page();
  const muted = await people.page();
  for (const each of [page, muted]) {
    await each.clock.install();
    await each.addInitScript(() => {
      const tones: number[] = [];
      Object.assign(globalThis, { tones });
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
        tones.push(this.frequency.value);
        start.call(this, when);
      };
    });
    // Somebody who has touched the page.
    await people.enter(room.links.join, 'Aino', each);
  }
  await facilitator.goTo('pack');
  await facilitator.does({ do: 'extendTimer', seconds: 5 });
  await openClock(muted);
  await muted.getByRole('button', { name: 'Mute the sound of the clock' }).click();
  await muted.keyboard.press('Escape');
  const tones = (each: Page) =>
    each.evaluate(() => (globalThis as unknown as { tones: number[] }).tones.length);
  const said = (each: Page, words: string) =>
    expect(each.locator('.for-screen-readers[aria-live]')).toContainText(words, { timeout: 15_000 });

  await Promise.all([said(page, 'One minute left.'), said(muted, 'One minute left.')]);
  await expect(bar(page).locator('.timer')).toHaveAttribute('data-near', 'minute');
  expect([await tones(page), await tones(muted)]).toEqual([2, 0]);

  await page.clock.fastForward(48_000);
  await said(page, 'Ten seconds left.');
  await expect(bar(page).locator('.timer')).toHaveAttribute('data-near', 'tenSeconds');
  expect(await tones(page)).toBe(3);
  await page.clock.fastForward(10_000);
  await said(page, 'Time is up.');
  // Quietly, and for everybody alike, it goes on counting.
  await expect(clock(page)).toHaveText(/^(0:00|\+0:0\d)$/);
  await page.clock.fastForward(70_000);
  await expect(clock(page)).toHaveText(/^\+1:1\d$/);

  // Muted stays muted in this browser.
  await muted.reload();
  await openClock(muted);
  await expect(muted.getByRole('button', { name: 'Turn on the sound of the clock' })).toBeVisible();
  facilitator.leave();
});

test('who comes late is told in a sentence what is going on', async ({ server, people, peers }) => {
  const room = await server.makeRoom({ plan: PLAN });
  const writer = await peers.join(server, room);
  writer.add('a', 'an idea');
  writer.add('b', 'another', [400, 0]);
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  const early = await people.enter(room.links.join);
  await facilitator.goTo('vote');
  await expect(bar(early.page).getByRole('heading', { name: 'Vote' })).toBeVisible();
  await expect(told(early.page)).toHaveCount(0);

  const page = await halfAMinuteLater(people, { locale: 'fi-FI' });
  await page.goto(room.links.join);
  await expect(page.locator('.phase-told')).toContainText('Äänestys on käynnissä. Sinulla on 5 ääntä.');
  await expect(page.locator('.for-screen-readers[aria-live]')).toContainText('Sinulla on 5 ääntä.');
  await openSettings(page);
  await page.getByRole('radio', { name: 'English' }).click();
  await expect(page.locator('.phase-sentence')).toContainText('You have 5 votes.');

  // Who watches is told what is going on, and asked for nothing.
  await facilitator.goTo('take');
  const sentences = (page: Page) => page.locator('.phase-sentence').allTextContents();
  const joiner = await halfAMinuteLater(people);
  await joiner.goto(room.links.join);
  await expect
    .poll(() => sentences(joiner))
    .toEqual(['We are choosing what to take along. Write down what you promise.']);
  const viewer = await halfAMinuteLater(people);
  await waveNameAway(viewer);
  await viewer.goto(room.links.view);
  await expect.poll(() => sentences(viewer)).toEqual(['We are choosing what to take along.']);
  facilitator.leave();
});

/** A page half a minute later, by its clock and the server’s alike: both are asked. */
async function halfAMinuteLater(people: People, options: object = {}): Promise<Page> {
  const page = await people.page(options);
  await page.clock.install();
  await page.addInitScript(() => {
    const ahead = 30_000;
    const parse = JSON.parse;
    JSON.parse = (text: string, ...rest: []) => {
      const value = parse(text, ...rest);
      if (value?.type === 'hello') value.nowMs += ahead;
      return value;
    };
  });
  return page;
}

test('a phase of days says until when, and who comes back to it hears what is new', async ({
  server,
  people,
  peers,
}) => {
  const until = new Date(Date.now() + 3 * 24 * 60 * 60 * 1000);
  until.setHours(12, 0, 0, 0);
  const room = await server.makeRoom({
    plan: {
      ...PLAN,
      phases: [plain({ kind: 'pack' }, { length: { until: { unixMs: until.getTime() } } })],
    },
  });
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  await facilitator.goTo('pack');
  const page = await people.page();
  await page.clock.install();
  const person = await people.enter(room.links.join, undefined, page);
  const day = until.toLocaleDateString('en-GB', { weekday: 'long' });
  await expect(bar(page)).toContainText(`until ${day} 12:00`);
  await person.reads('saved');
  await page.goto('about:blank');

  const writer = await peers.join(server, room);
  writer.add('a', 'an idea');
  writer.add('b', 'another', [400, 0]);
  await expect.poll(() => writer.texts().length).toBe(2);
  // As if it had been yesterday.
  await page.goto(room.links.join);
  await expect(person.notes).toHaveCount(2);
  await expect(page.getByText('since you were here')).toHaveCount(0);
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith('picnic.look.'))) {
      const look = JSON.parse(localStorage.getItem(key) ?? '{}');
      localStorage.setItem(key, JSON.stringify({ ...look, atMs: look.atMs - 86_400_000, notes: 0 }));
    }
    Object.defineProperty(document, 'visibilityState', { get: () => 'visible' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect(told(page)).toContainText('2 new notes since you were here.');
  facilitator.leave();
});

test('ready and a raised hand are seen at once, and survive a reload', async ({ server, people }) => {
  const room = await server.makeRoom({ plan: PLAN });
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  const { page } = await people.enter(room.links.join, 'Aino');
  await facilitator.goTo('pack');
  await foot(page).getByRole('button', { name: 'I’m ready' }).click();
  await foot(page).getByRole('button', { name: 'Raise your hand' }).click();
  await expect(foot(page)).toContainText('1/2 ready');
  await page.reload();
  for (const name of ['I’m ready', 'Raise your hand']) {
    await expect(foot(page).getByRole('button', { name })).toHaveAttribute('aria-pressed', 'true');
  }
  facilitator.leave();
});

test('those are counted who are here, and of those who left nobody is waited for', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ plan: PLAN });
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  const others = await Promise.all(
    ['Bo', 'Cai', 'Dan'].map((name) => TakingPart.enter(server, room, 'join', name)),
  );
  const { page } = await people.enter(room.links.join, 'Aino');
  await facilitator.goTo('pack');
  const [bo] = others;
  await bo?.does({ do: 'ready', ready: true });
  await expect(foot(page)).toContainText('1/5 ready');
  for (const other of others.slice(1)) other.leave();
  await expect(foot(page)).toContainText('1/3 ready');
  bo?.leave();
  await expect(foot(page)).toContainText('0/2 ready');
  facilitator.leave();
});

test('what was said without a connection is kept over a reload and sent later', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ plan: PLAN });
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  const person = await people.enter(room.links.join, 'Aino');
  const { page } = person;
  await facilitator.goTo('pack');
  await expect(foot(page).getByRole('button', { name: 'I’m ready' })).toBeVisible();
  await person.reads('saved');

  // The page itself can be had, and the room's socket cannot.
  await page.context().setOffline(true);
  await page.evaluate(() => dispatchEvent(new Event('offline')));
  await person.reads('offline');
  await foot(page).getByRole('button', { name: 'I’m ready' }).click();
  await expect(foot(page).getByRole('button', { name: 'I’m ready' })).toHaveAttribute('aria-pressed', 'true');
  await expect(foot(page)).toContainText('0/2 ready');
  await page.routeWebSocket(/sync/, (socket) => socket.close());
  await page.context().setOffline(false);
  await page.reload();
  await person.reads('offline');

  const back = await page.context().newPage();
  await page.close();
  await back.goto(room.links.join);
  const again = await Person.at(back);
  await expect(foot(back)).toContainText('1/2 ready');
  await again.reads('saved');
  facilitator.leave();
});

test('a locked board says so, and cannot be written on until it is open again', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom();
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  const { page } = await people.enter(room.links.join);
  await facilitator.does({ do: 'setLocked', locked: true });
  await expect(page.getByText('The board is locked.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'New note', exact: true })).toHaveCount(0);
  // The title is the board's, too.
  await expect(page.getByRole('textbox', { name: 'Title of the room' })).toHaveCount(0);
  await facilitator.does({ do: 'setLocked', locked: false });
  await expect(page.getByText('The board is locked.')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'New note', exact: true })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Title of the room' })).toBeVisible();
  facilitator.leave();
});

test('what is typed in a note that is locked meanwhile waits, and is sent once the board is open', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  const person = await people.enter(room.links.join);
  const { page } = person;
  await person.ground.focus();
  await page.keyboard.press('n');
  await page.keyboard.type('before');
  await expect.poll(() => witness.texts()).toEqual(['before']);
  await facilitator.does({ do: 'setLocked', locked: true });
  await expect(page.getByText('The board is locked.')).toBeVisible();
  await page.keyboard.type(', and meanwhile');
  await person.reads('locked');
  await expect(page.locator('.saved-state')).toContainText('sent once it is open again');
  await expect.poll(() => witness.texts()).toEqual(['before']);
  await facilitator.does({ do: 'setLocked', locked: false });
  await expect.poll(() => witness.texts()).toEqual(['before, and meanwhile']);
  await person.reads('saved');
  facilitator.leave();
});

test('who is put out, and who comes to a closed door, are told so and what to do', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ plan: PLAN });
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  const { page } = await people.enter(room.links.join, 'Aino');
  await facilitator.does({ do: 'setJoiningClosed', closed: true });
  const late = await people.page();
  await late.goto(room.links.join);
  await expect(late.getByRole('heading', { name: 'The door is closed' })).toBeVisible();
  await facilitator.does({ do: 'setJoiningClosed', closed: false });
  await late.getByRole('button', { name: 'Try again' }).click();
  await expect(late.getByTestId('board')).toBeVisible();

  const aino = await page.evaluate(
    (id) =>
      JSON.parse(localStorage.getItem('picnic.rooms') ?? '[]').find((one: { id: string }) => one.id === id),
    room.room,
  );
  await facilitator.does({ do: 'remove', participant: aino.participant });
  const heading = { name: 'You have been taken out of this room' };
  await expect(page.getByRole('heading', heading)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', heading)).toBeVisible();
  facilitator.leave();
});

test('a note in an anonymous picnic says nothing of its writer', async ({ server, people, peers }) => {
  const room = await server.makeRoom({ plan: { ...PLAN, anonymous: true } });
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  const witness = await peers.join(server, room);
  const person = await people.enter(room.links.join, 'Aino');
  await facilitator.goTo('take');
  await expect(bar(person.page).getByRole('heading', { name: 'Take along' })).toBeVisible();
  const id = await person.write('by nobody');
  await expect.poll(() => witness.texts()).toEqual(['by nobody']);
  await expect.poll(() => witness.doc.getMap('notes').toJSON()[id].by).toBeNull();
  facilitator.leave();
});

test('nothing joins what is written once a picnic is anonymous to what the same person wrote before', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom({ plan: PLAN });
  const facilitator = await TakingPart.enter(server, room, 'facilitate');
  const witness = await peers.join(server, room);
  const person = await people.enter(room.links.join, 'Aino');
  await facilitator.goTo('take');
  await expect(bar(person.page).getByRole('heading', { name: 'Take along' })).toBeVisible();
  const notes = witness.doc.getMap<Y.Map<unknown>>('notes');
  const writes = async (text: string) => {
    const id = await person.write(text);
    await expect.poll(() => notes.has(id)).toBe(true);
    return id;
  };
  const writerOf = (id: string) => notes._map.get(id)?.id.client;
  const before = await writes('signed');
  expect(notes.get(before)?.get('by')).not.toBeNull();
  await facilitator.does({ do: 'setAnonymous', anonymous: true });
  let after = before;
  await expect
    .poll(async () => {
      after = await writes('by nobody');
      return notes.get(after)?.get('by');
    })
    .toBeNull();
  expect(writerOf(before)).toBeDefined();
  expect(writerOf(after)).not.toBe(writerOf(before));
  facilitator.leave();
});

for (const [size, shape] of Object.entries(SCREENS)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the bar has no violation: ${size}, ${colorScheme}`, async ({ server, people }) => {
      const room = await server.makeRoom({ title: 'Welcoming newcomers', plan: PLAN });
      const facilitator = await TakingPart.enter(server, room, 'facilitate');
      const page = await people.page({ ...shape, colorScheme });
      await people.enter(room.links.join, 'Aino', page);
      await facilitator.goTo('pack');
      await expect(told(page)).toBeVisible();
      await expectNoViolation(page, `bar-${size}-${colorScheme}`);
      facilitator.leave();
    });
  }
}
