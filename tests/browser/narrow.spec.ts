// Promise: on a narrow screen no control lies over another or reaches out of the window, also where words are long.

import { expect, type Page } from '@playwright/test';
import { type People, test } from '../stage/fixtures.ts';
import { phase } from '../stage/plan.ts';
import { enterAs, scene } from '../stage/scene.ts';
import { PHONE } from '../stage/screens.ts';
import type { Server } from '../stage/server.ts';
import { TakingPart } from '../stage/taking_part.ts';
import { understood } from '../stage/told.ts';
import { openWorkshop } from '../stage/workshop.ts';

const PACK = phase({ kind: 'pack' });
const VOTE = phase({ kind: 'vote', on: 'notes', budget: 3, perItemMax: 3 });

/** Names of phases, of steps and of tabs that are cut. */
function cut(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.phase-title, .facilitate-next-name, .facilitate-tabs [role="tab"]')]
      .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 2)
      .map((one) => one.textContent ?? ''),
  );
}

/** What stands in the corners and bars, and does not leave itself all the place it needs. */
function misplaced(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [
      ...document.querySelectorAll('.task-button, .tools, .tools button, .zoom, .bar button, .bar > *'),
    ];
    const seen = all.filter((one) => one.checkVisibility());
    const nameOf = (one: Element) => one.textContent || one.getAttribute('aria-label') || one.className;
    const boxes = seen.map((one) => ({ one, name: nameOf(one), box: one.getBoundingClientRect() }));
    const out = boxes.filter(({ box }) => box.left < 0 || box.right > innerWidth);
    const over = boxes.flatMap(({ one, name, box }, index) =>
      boxes
        .slice(index + 1)
        .filter(({ one: other }) => !one.contains(other) && !other.contains(one))
        .filter(({ box: { left, right } }) => left < box.right - 1 && right > box.left + 1)
        .filter(({ box: { top, bottom } }) => top < box.bottom - 1 && bottom > box.top + 1)
        .map((other) => `${name} and ${other.name}`),
    );
    return [...out.map(({ name }) => name), ...over];
  });
}

for (const width of [320, 390]) {
  for (const locale of ['fi-FI', 'sv-SE']) {
    test(`no control lies over another: ${locale}, ${width} px`, async ({ server, people, peers }) => {
      const options = { ...PHONE, viewport: { width, height: 844 }, locale };
      const { room, page, facilitator } = await scene(server, people, [PACK, VOTE], { options });
      const board = await peers.join(server, room);
      board.add('apple', 'an apple', [0, 0]);
      await understood(page);
      const composer = page.locator('.task-composer textarea');
      await composer.fill('one for the basket');
      await composer.press('Enter');
      await composer.fill('and half of ano');
      const putAway = page.locator('.task-top .button-icon').last();
      await putAway.click();
      await expect(page.locator('.task-button')).toBeVisible();
      await expect.poll(() => misplaced(page)).toEqual([]);

      await facilitator.goTo('vote');
      await understood(page);
      await putAway.click();
      await expect(page.locator('.task-button')).toContainText('3');
      await expect.poll(() => misplaced(page)).toEqual([]);
      await page.screenshot({ path: `results/narrow-${width}-${locale}.png` });
    });
  }
}

/** Somebody who leads a picnic on a small phone, beside Helmi, who leads it too. */
async function leadsPicnic(
  server: Server,
  people: People,
  locale: string,
  viewport: { width: number; height: number },
) {
  const language = locale.slice(0, 2);
  const room = await server.makeRoom({ language, title: 'Brainstorm', model: 'inspiration-picnic' });
  const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  const options = { ...PHONE, viewport, locale };
  const { page } = await enterAs(people, room.links.facilitate, 'Aino', options, '.facilitate-bar');
  return { room, helmi, page };
}

for (const locale of ['fi-FI', 'sv-SE', 'en-GB']) {
  test(`no control lies over another on a small phone that lies: ${locale}, 667 px`, async ({
    server,
    people,
  }) => {
    const { room, helmi, page } = await leadsPicnic(server, people, locale, { width: 667, height: 375 });
    const others = await Promise.all(
      ['Bo', 'Cecilia'].map((name) => TakingPart.enter(server, room, 'join', name)),
    );
    for (const id of ['pack', 'lay', 'cluster', 'take']) {
      await helmi.goTo(id);
      await understood(page);
      await expect.poll(() => misplaced(page), id).toEqual([]);
      await expect.poll(() => cut(page), id).toEqual([]);
    }
    await page.screenshot({ path: `results/narrow-lying-${locale}.png` });
    for (const one of [helmi, ...others]) one.leave();
  });
}

for (const locale of ['fi-FI', 'sv-SE', 'en-GB']) {
  test(`a facilitator reads which phase is next, and presses all that there is: ${locale}, 320 px`, async ({
    server,
    people,
  }) => {
    const { helmi, page } = await leadsPicnic(server, people, locale, { width: 320, height: 640 });
    for (const id of ['pack', 'lay', 'taste', 'cluster', 'take']) {
      await helmi.goTo(id);
      await understood(page);
      await expect.poll(() => cut(page), id).toEqual([]);
    }
    const putAway = page.locator('.task-top .button-icon').last();
    await putAway.click();
    await expect.poll(() => misplaced(page)).toEqual([]);
    await openWorkshop(page);
    await expect(page.getByTestId('workshop')).toBeVisible();
    const top = page.locator('.side-docked .side-top');
    const boxes = await top.locator('button').evaluateAll((all) =>
      all.map((one) => {
        const { left, right } = one.getBoundingClientRect();
        return { left, right };
      }),
    );
    for (const [index, { left }] of boxes.slice(1).entries()) {
      expect(left).toBeGreaterThanOrEqual((boxes[index]?.right ?? 0) - 1);
    }
    await expect.poll(() => cut(page)).toEqual([]);
    await page.screenshot({ path: `results/narrow-facilitator-${locale}.png` });
    helmi.leave();
  });
}

test('beside a phase with a clock nobody’s face lies under its bar: fi-FI, 1280 px', async ({
  ownServer: server,
  people,
}) => {
  const title = 'Miten otamme uudet työntekijät vastaan?';
  const room = await server.makeRoom({ language: 'fi', title, model: 'inspiration-picnic' });
  const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  const others = await Promise.all(
    ['Bo', 'Cecilia', 'David'].map((name) => TakingPart.enter(server, room, 'join', name)),
  );
  await helmi.goTo('pack');
  const options = { viewport: { width: 1280, height: 720 }, locale: 'fi-FI' };
  const { page } = await enterAs(people, room.links.facilitate, 'Aino', options, '.timer');
  await expect(page.locator('.bar .faces')).toContainText('+1');
  await expect(page.getByTestId('facilitate-bar')).toBeVisible();
  await expect.poll(() => misplaced(page)).toEqual([]);
  await server.killNine();
  await expect(page.locator('.saved-state')).toHaveAttribute('data-word', /^offline/, { timeout: 30_000 });
  await expect.poll(() => misplaced(page)).toEqual([]);
  for (const one of [helmi, ...others]) one.leave();
});

for (const [width, height] of [
  [1280, 720],
  [1241, 800],
  [1024, 768],
] as const) {
  for (const locale of ['fi-FI', 'sv-SE', 'en-GB']) {
    test(`a facilitator’s bar lies over nothing of the basket: ${locale}, ${width} px`, async ({
      server,
      people,
    }) => {
      const language = locale.slice(0, 2);
      const room = await server.makeRoom({ language, title: 'Brainstorm', model: 'inspiration-picnic' });
      const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
      await helmi.goTo('pack');
      const options = { viewport: { width, height }, locale };
      const { page } = await enterAs(people, room.links.facilitate, 'Aino', options, '.facilitate-bar');
      await understood(page);
      await expect(page.locator('.task-sheet')).toBeVisible();
      /** What lies over the sheet, among the room's bars. */
      const over = () =>
        page.evaluate(() => {
          const sheet = document.querySelector('.task-sheet')?.getBoundingClientRect();
          return [...document.querySelectorAll('.bar, .bar > *, .strip')]
            .filter((one) => {
              const { left, bottom } = one.getBoundingClientRect();
              return sheet === undefined || (left < sheet.right && bottom > sheet.top + 1);
            })
            .map(({ className }) => className);
        });
      await expect.poll(over).toEqual([]);
      await page.screenshot({ path: `results/basket-${width}-${locale}.png` });
      helmi.leave();
    });
  }
}
