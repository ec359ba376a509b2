// Promise: on a phone one sees what to do in a phase, and what that is about.

import { expect, type Page } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { phase } from '../stage/plan.ts';
import { enterAs } from '../stage/scene.ts';
import { PHONE } from '../stage/screens.ts';
import { draft, TakingPart } from '../stage/taking_part.ts';
import { understood } from '../stage/told.ts';
import { openWorkshop } from '../stage/workshop.ts';

const TEXTS = ['soup', 'bread', 'berries', 'cheese', 'juice', 'apples', 'nuts', 'cake', 'tea'];

/** How many notes are wholly seen: under the bars and above the sheet. */
function notesInSight(page: Page): Promise<number> {
  return page.evaluate(() => {
    const edgeOf = (selector: string, edge: 'top' | 'bottom', none: number) =>
      document.querySelector(selector)?.getBoundingClientRect()[edge] ?? none;
    const under = edgeOf('.strip', 'bottom', 0);
    const above = edgeOf('.task-sheet', 'top', innerHeight);
    return [...document.querySelectorAll('[data-note]')].filter((one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      return left >= 0 && right <= innerWidth && top >= under && bottom <= above;
    }).length;
  });
}

test('what is laid is seen above the sheet, also by a facilitator, and before the instructions are put away', async ({
  server,
  people,
}) => {
  const lay = phase({ kind: 'lay', reveal: 'walkThrough', turnSeconds: 60 });
  const room = await server.makeRoom({
    plan: { anonymous: false, phases: [phase({ kind: 'pack' }), lay], sections: [] },
  });
  const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await helmi.goTo('pack');
  const aino = await enterAs(people, room.links.join, 'Aino', PHONE);
  const eva = await enterAs(people, room.links.facilitate, 'Eva', PHONE, '.facilitate-bar');
  await helmi.does({ do: 'putDrafts', drafts: TEXTS.map((text) => draft(text)) });
  for (const { page } of [aino, eva]) await understood(page);
  await helmi.goTo('lay');
  await expect.poll(() => notesInSight(aino.page)).toBe(TEXTS.length);
  for (const { page } of [aino, eva]) {
    await expect(page.locator('.task-sheet')).toContainText('Now: Helmi');
    await understood(page);
    await expect.poll(() => notesInSight(page)).toBe(TEXTS.length);
    await page.getByRole('button', { name: 'Put away and see the board' }).click();
    await expect.poll(() => notesInSight(page)).toBe(TEXTS.length);
  }
  await aino.page.screenshot({ path: 'results/phone-in-sight-lay.png' });
  helmi.leave();
});

test('whose turn it is to lay sees the way to, and a sheet is no higher than what is in it', async ({
  server,
  people,
}) => {
  const rounds = phase({ kind: 'lay', reveal: 'rounds', turnSeconds: 60 }, 'rounds');
  const together = phase({ kind: 'lay', reveal: 'together', turnSeconds: null }, 'together');
  const room = await server.makeRoom({
    plan: { anonymous: false, phases: [phase({ kind: 'pack' }), rounds, together], sections: [] },
  });
  const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await helmi.goTo('pack');
  const { page } = await enterAs(people, room.links.join, 'Aino', PHONE);
  const me = await TakingPart.beside(server, room, await page.context().cookies());
  await me.does({ do: 'putDrafts', drafts: [draft('soup'), { ...draft('bread'), held: true }] });
  me.leave();
  await understood(page);
  await helmi.goTo('rounds');
  const lay = page.getByRole('button', { name: 'Lay on the blanket: soup' });
  await expect(page.getByText('It is your turn: lay one note')).toBeInViewport();
  await expect(lay).toBeInViewport({ ratio: 1 });
  await lay.click();
  await expect.poll(() => notesInSight(page)).toBe(1);

  await helmi.goTo('together');
  await understood(page);
  await page.getByRole('button', { name: 'Still in your basket · 1 note' }).click();
  await expect(page.getByRole('button', { name: 'Lay on the blanket: bread' })).toBeInViewport({ ratio: 1 });
  await expect.poll(() => notesInSight(page)).toBe(1);
  const unused = await page
    .locator('.task-inside')
    .evaluate(
      (inside) =>
        inside.getBoundingClientRect().bottom -
        (inside.lastElementChild?.getBoundingClientRect().bottom ?? 0),
    );
  expect(unused).toBeLessThan(40);
  helmi.leave();
});

test('how many votes are left stays in sight, whatever one scrolls to', async ({ server, people, peers }) => {
  const vote = phase({ kind: 'vote', on: 'notes', budget: 3, perItemMax: 3 });
  const room = await server.makeRoom({ plan: { anonymous: false, phases: [vote], sections: [] } });
  const board = await peers.join(server, room);
  for (const [index, text] of TEXTS.entries()) board.add(text, text, [index * 240, 0]);
  const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await helmi.goTo('vote');
  // Whoever has just come is asked for a name there too.
  const page = await people.page({ reducedMotion: 'reduce', ...PHONE });
  await page.goto(room.links.join);
  const left = page.getByText(/votes? left of 3/);
  const give = (text: string) => page.getByRole('button', { name: `Give a vote: ${text}` });
  await expect(page.getByRole('heading', { name: 'Vote · 3 votes left' })).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'Show more of it' }).click();
  await understood(page);
  await expect(left).toBeInViewport({ ratio: 1 });
  await expect(give('soup').or(give('tea')).first()).toBeInViewport({ ratio: 1 });
  await give('tea').click();
  await give('nuts').click();
  await expect(left).toBeInViewport({ ratio: 1 });
  await expect(left).toHaveText('1 vote left of 3');
  helmi.leave();
});

/** Of the tools and of what an empty board says, what something else lies over. */
function hidden(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.tools button, .zoom button, .board-hint')]
      .filter((one) => one.checkVisibility())
      .filter((one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect();
        const corners = [left + 4, right - 4].flatMap((x) => [top + 4, bottom - 4].map((y) => ({ x, y })));
        const own = one.closest('.panel') ?? one;
        // What an empty board says lets presses through, to the board alone.
        const isSeen = (over: Element | null) =>
          over?.closest('.panel, .surface')?.matches('.surface') !== false;
        return corners.some(({ x, y }) => {
          const over = document.elementFromPoint(x, y);
          return own === one ? over !== one && !isSeen(over) : !own.contains(over);
        });
      })
      .map((one) => one.getAttribute('aria-label') ?? one.textContent ?? ''),
  );
}

for (const [language, locale] of Object.entries({ fi: 'fi-FI', sv: 'sv-SE', en: 'en-GB' })) {
  test(`on a phone that lies neither a card nor instructions lie over tools or the empty board’s words: ${locale}`, async ({
    server,
    people,
  }) => {
    const room = await server.makeRoom({ language, title: 'Picnic', model: 'inspiration-picnic' });
    const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
    const lying = {
      ...PHONE,
      viewport: { width: 844, height: 390 },
      locale,
      reducedMotion: 'reduce',
    } as const;
    const page = await people.page(lying);
    await page.goto(room.links.join);
    await expect(page.locator('.name-card')).toBeVisible();
    await expect(page.locator('.board-hint')).toBeVisible();
    await expect.poll(() => hidden(page)).toEqual([]);
    await helmi.goTo('pack');
    const told = page.locator('.phase-told > .button');
    await expect(told).toBeVisible();
    await expect(page.locator('.tools-for-all')).toBeVisible();
    await expect.poll(() => hidden(page)).toEqual([]);
    await page.screenshot({ path: `results/phone-lying-told-${language}.png` });
    await told.click();
    await expect(page.locator('.board-hint')).toBeVisible();
    await expect.poll(() => hidden(page)).toEqual([]);
    helmi.leave();
  });
}

test('on a phone that lies the task stands at the side, and covers nothing that one presses', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({
    plan: {
      anonymous: false,
      phases: [phase({ kind: 'pack' })],
      sections: [],
    },
  });
  const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await helmi.goTo('pack');
  const LYING = { viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true };
  const { page } = await enterAs(people, room.links.join, 'Aino', LYING);
  const eva = await enterAs(people, room.links.facilitate, 'Eva', LYING, '.facilitate-bar');
  // A press where something lies over it fails.
  for (const each of [page, eva.page]) {
    await each.getByRole('button', { name: 'Got it' }).click({ timeout: 3_000 });
    await each.getByRole('textbox', { name: 'A new note' }).fill('soup');
    await each.getByRole('button', { name: 'Into the basket' }).click({ timeout: 3_000 });
    await expect(each.locator('.task-draft')).toHaveCount(1);
    await expect(each.getByRole('button', { name: 'Fit all', exact: true })).toBeInViewport({ ratio: 1 });
    await each.screenshot({
      path: `results/phone-lying-${each === page ? 'participant' : 'facilitator'}.png`,
    });
  }
  await openWorkshop(eva.page);
  await eva.page.screenshot({ path: 'results/phone-lying-panel.png' });
  helmi.leave();
});
