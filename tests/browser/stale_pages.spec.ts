// Promise: a page that is older than its server, lacks a part or breaks says so, keeps what was written, and offers to load again.

import { expect, type Locator, type Page } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { test } from '../stage/fixtures.ts';
import { Person } from '../stage/person.ts';
import { wholePlan } from '../stage/plan.ts';

const sign = (page: Page): Locator => page.locator('.stale-sign');

/** A change of the board, as it is made or all of it after a pause; one without words is five bytes. */
function bringsWords(message: string | Buffer): boolean {
  if (typeof message === 'string') return false;
  const [plane, kind] = message;
  return plane === 0 && (kind === 2 || (kind === 1 && message.length > 5));
}

/** Hands this page out as one of another version. */
async function asIfOlder(page: Page): Promise<void> {
  await page.route(/\/r\/[^/]+$/, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/(name="picnic-page" content=")[^"]+/, '$1older');
    await route.fulfill({ response: answer, body });
  });
}

test('a page whose server has a newer one says so, and goes on until its person reloads', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom();
  const page = await people.page();
  await asIfOlder(page);
  const person = await people.enter(room.links.join, undefined, page);
  await expect(sign(page)).toContainText('There is a new version of picnic.');
  await person.write('written on the old page');
  await person.reads('saved');
  await expectNoViolation(page, 'new-version');
  await page.unrouteAll();
  await sign(page).getByRole('button', { name: 'Reload' }).click();
  await person.boardIsThere();
  await expect.poll(() => person.texts()).toEqual(['written on the old page']);
  await expect(sign(page)).toHaveCount(0);
});

test('a part of the page that is gone is told, and comes when it is there again', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ plan: wholePlan() });
  const page = await people.page();
  await page.route(/\/assets\/Facilitation-[^/]+\.js$/, (route) =>
    route.fulfill({ status: 404, body: 'gone' }),
  );
  const person = await people.enter(room.links.facilitate, undefined, page);
  await expect(sign(page)).toContainText('A part of this page could not be loaded.');
  await person.write('the board works');
  await person.reads('saved');
  await page.unrouteAll();
  await expect(sign(page)).toHaveCount(0, { timeout: 20_000 });
  await expect(page.getByTestId('facilitate-bar')).toBeVisible();
});

test('a page whose messages the server cannot read twice stops, says so, and keeps the words', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  const page = await people.page();
  let opened = 0;
  await page.routeWebSocket(/\/sync\//, (socket) => {
    opened += 1;
    const far = socket.connectToServer();
    socket.onMessage((message) => {
      if (bringsWords(message)) void socket.close({ code: 1007, reason: 'no frame' });
      else far.send(message);
    });
  });
  const person = await people.enter(room.links.join, undefined, page);
  await person.reads('saved');
  await person.write('not lost');
  await expect(page.locator('.saved-state')).toHaveAttribute('data-word', 'stopped', { timeout: 30_000 });
  await expect(sign(page)).toContainText('This page and the server do not understand each other.');
  await expect.poll(() => person.texts()).toEqual(['not lost']);
  expect(opened).toBe(2);

  const again = await page.context().newPage();
  await page.close();
  await again.goto(room.links.join);
  await Person.at(again);
  await expect.poll(() => witness.texts()).toEqual(['not lost']);
});

test('a page that breaks says what is safe and offers to load it again', async ({ server, people }) => {
  const room = await server.makeRoom();
  const page = await people.page();
  await page.addInitScript(() => {
    globalThis.ResizeObserver = class {
      constructor() {
        throw new Error('this browser is broken');
      }
    } as unknown as typeof ResizeObserver;
  });
  await page.goto(room.links.join);
  await expect(page.getByRole('heading', { name: 'Something on this page broke' })).toBeFocused();
  await expect(page.getByText('What was saved is safe.')).toBeVisible();
  await expectNoViolation(page, 'broken-page');
  await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
});
