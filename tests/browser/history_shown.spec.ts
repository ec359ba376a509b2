// Promise: the past is looked at as a film and put back as one change; the bin gives back one, some or all; by keyboard and on phones too.
// The server's answers are the test's own here: `history.spec.ts` has them from the server.

import { expect } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { type Peers, type People, test } from '../stage/fixtures.ts';
import { tabTo } from '../stage/focus.ts';
import { KIRJASTO, layOut } from '../stage/library_board.ts';
import { chooseInMenu, openMenu } from '../stage/menu.ts';
import { answerPast, binItem, filmOf } from '../stage/past_of_room.ts';
import { Person } from '../stage/person.ts';
import { wholePlan } from '../stage/plan.ts';
import { DESKTOP, PHONE, SCREENS } from '../stage/screens.ts';
import type { Server } from '../stage/server.ts';

const TEXTS = KIRJASTO.slice(0, 40);

/** From the board to what a message offers, more presses of Tab than this would be a search. */
const TABS_MAX = 20;

/** A room with ten notes and a past, and a facilitator with the history open. */
async function withHistory(
  { server, people, peers }: { server: Server; people: People; peers: Peers },
  options: object = DESKTOP,
  link: 'facilitate' | 'join' = 'facilitate',
) {
  const room = await server.makeRoom({ title: 'Onboarding', plan: wholePlan() });
  const peer = await peers.join(server, room);
  layOut(peer, TEXTS.slice(0, 10));
  const page = await people.page(options);
  const past = await answerPast(page);
  past.frames = filmOf(TEXTS, [], Date.now() - 30_000);
  const eva = await Person.enter(page, room.links[link]);
  await expect(eva.notes.first()).toBeAttached();
  return { room, peer, page, past, eva };
}

async function opensHistory({ page }: Person): Promise<void> {
  await chooseInMenu(page, /^History/);
}

test('the film is walked through by keyboard, and nothing of it reaches the present', async ({
  server,
  people,
  peers,
}) => {
  const { room, peer, page, eva } = await withHistory({ server, people, peers });
  const otso = await people.enter(room.links.join, 'Otso');
  const before = peer.notes();
  await opensHistory(eva);
  const slider = page.getByRole('slider', { name: 'Moment' });
  await expect(slider).toBeFocused();
  const moment = page.getByTestId('moment');
  await expect(slider).toHaveValue('19');
  await expect(moment.locator('[data-note]')).toHaveCount(32);
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', /, Phase arrive, 0 notes$/);
  await expect(moment.locator('[data-note]')).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveValue('1');
  await page.keyboard.press('PageUp');
  await expect(slider).toHaveValue('6');
  await page.keyboard.press('PageDown');
  await expect(slider).toHaveValue('1');
  await page.keyboard.press('End');
  await expect(slider).toHaveAttribute('aria-valuetext', /, 32 notes, 32 in clusters$/);
  await expect(page.getByText(/^You are looking at /)).toBeVisible();

  // What is chosen there is seen by nobody, and the present is out of reach.
  await moment.locator('[data-note="n00"]').click();
  await expect(page.getByRole('combobox', { name: 'What is put back' })).toHaveValue('chosen');
  await page.keyboard.press('Delete');
  await expect(eva.board.locator('xpath=ancestor::main')).toHaveAttribute('inert', '');
  await expect(otso.page.locator('.note-peer, [data-selected-by]')).toHaveCount(0);
  await expect(moment.locator('[data-note]')).toHaveCount(32);

  // The present goes on below.
  peer.add('late', 'while somebody looks back');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('moment')).toHaveCount(0);
  await expect(eva.note('late')).toHaveCount(1);
  const { late: _, ...left } = peer.notes();
  expect(left).toEqual(before);
});

test('a moment is put back as one change that everyone sees, and one undo takes it away', async ({
  server,
  people,
  peers,
}) => {
  const { peer, page, eva } = await withHistory({ server, people, peers });
  const before = peer.notes();
  await opensHistory(eva);
  await page.getByRole('slider').press('ArrowLeft');
  await page.getByRole('button', { name: 'Put this moment back' }).click();
  await expect(page.getByTestId('moment')).toHaveCount(0);
  await expect.poll(() => Object.keys(peer.notes()).length).toBe(28);
  expect(Object.keys(peer.titles())).toHaveLength(7);
  // Also from the panel, where the focus is then; and what said so goes.
  const told = page.locator('.message').filter({ hasText: 'The board is as it was' });
  await expect(told).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect.poll(() => peer.notes()).toEqual(before);
  await expect(told).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => Object.keys(peer.notes()).length).toBe(28);
  await page.getByTestId('history').getByRole('button', { name: 'Close', exact: true }).click();
  await eva.board.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => peer.notes()).toEqual(before);
  expect(peer.titles()).toEqual({});
});

test('what was taken away comes back out of the bin one by one, at once with what went with it, and all of it', async ({
  server,
  people,
  peers,
}) => {
  const { peer, page, past, eva } = await withHistory({ server, people, peers });
  past.items = [binItem(1), binItem(2), ...[3, 4, 5, 6].map((id) => binItem(id, 3)), binItem(7)];
  await opensHistory(eva);
  const panel = page.getByTestId('history');
  await panel.getByRole('tab', { name: 'Bin' }).click();
  await page.getByRole('button', { name: 'Back to now' }).click();
  await panel.getByRole('button', { name: 'Put back: gone 1' }).click();
  await expect.poll(() => Object.keys(peer.notes())).toContain('gone1');
  await panel.getByRole('button', { name: /^Put back 4,/ }).click();
  await expect
    .poll(() => Object.keys(peer.notes()))
    .toEqual(expect.arrayContaining(['gone3', 'gone4', 'gone5', 'gone6']));
  await panel.getByRole('checkbox', { name: 'Choose: gone 7' }).check();
  await panel.getByRole('button', { name: 'Put back 1', exact: true }).click();
  await expect.poll(() => Object.keys(peer.notes())).toContain('gone7');
  await panel.getByRole('button', { name: 'Put back all' }).click();
  await expect.poll(() => Object.keys(peer.notes()).length).toBe(17);
  // What is there is not written anew.
  await panel.getByRole('button', { name: 'Put back all' }).click();
  await expect(page.getByText('All of it is on the board again, or was erased.')).toBeVisible();
  past.items = [];
  await panel.getByRole('checkbox', { name: 'Choose: gone 2' }).check();
  await panel.getByRole('button', { name: 'Erase for good' }).click();
  await expect(panel.getByRole('alertdialog')).toContainText('Erase it for good?');
  await page.keyboard.press('Escape');
  await expect(panel.getByRole('alertdialog')).toHaveCount(0);
});

test('by keyboard whoever puts back, or erases for good, goes on with the next in the bin, and is told that it is gone', async ({
  server,
  people,
  peers,
}) => {
  const { page, past, eva } = await withHistory({ server, people, peers });
  const item = (id: number) => ({
    id,
    root: 'notes' as const,
    key: `gone${id}`,
    whole: true,
    fields: {
      text: `gone ${id}`,
      at: [id * 230, 900],
      z: id,
      color: 'pink',
      cluster: null,
      by: null,
      made: 0,
    },
    atMs: Date.now() - id * 1_000,
    batch: id,
  });
  past.items = [1, 2, 3].map(item);
  await opensHistory(eva);
  const panel = page.getByTestId('history');
  await panel.getByRole('tab', { name: 'Bin' }).click();
  await page.getByRole('button', { name: 'Back to now' }).click();
  const putBack = (id: number) => panel.getByRole('button', { name: `Put back: gone ${id}` });
  await expect(putBack(1)).toBeVisible();
  past.items = [1, 3].map(item);
  await putBack(2).press('Enter');
  await expect(putBack(2)).toHaveCount(0);
  await expect(panel.locator('.bin-row').nth(1).locator(':focus')).toHaveCount(1);
  past.items = [item(1)];
  await putBack(3).press('Enter');
  await expect(putBack(3)).toHaveCount(0);
  await expect(panel.locator('.bin-row').first().locator(':focus')).toHaveCount(1);
  past.items = [];
  await putBack(1).press('Enter');
  await expect(panel.locator('.bin-say')).toBeFocused();
});

test('several messages of what was taken away each keep their button, which the keyboard comes to', async ({
  server,
  people,
  peers,
}) => {
  const { peer, page, past, eva } = await withHistory({ server, people, peers });
  past.items = [1, 2, 3, 4, 5].map((id) => binItem(id));
  await eva.ground.focus();
  for (const batch of [1, 2, 3, 4]) past.say({ type: 'takenAway', batch, count: 12, by: null });
  await expect(page.getByText('Somebody took away 12 notes')).toHaveCount(4);
  past.say({ type: 'putBack', count: 3, by: 'somebody-else', atMs: null });
  await expect(page.getByText(/ put back 3 notes$/)).toBeVisible();
  await expect(page.getByText('Somebody took away 12 notes')).toHaveCount(4);
  // The menu leads there, says so, and its history more exactly so.
  await expect(page.getByRole('button', { name: /^Menu, something was taken away/ })).toBeVisible();
  await openMenu(page);
  await expect(page.getByRole('button', { name: 'History, something was taken away' })).toBeVisible();
  await page.keyboard.press('Escape');
  // One is seen at a time, and the keyboard comes to those that wait, too: then that one is seen.
  const putBack = page.locator('.message').getByRole('button', { name: 'Put back', exact: true });
  const isShown = (one: Element) => one.getBoundingClientRect().width > 200;
  await expect(page.locator('.message')).toHaveCount(5);
  expect(
    await page
      .locator('.message')
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().width > 1).length),
  ).toBe(1);
  await eva.ground.focus();
  await page.keyboard.press('F8');
  await expect(putBack.last()).toBeFocused();
  await expect.poll(() => page.locator('.message:focus-within').evaluate(isShown)).toBe(true);
  await page.keyboard.press('F8');
  await tabTo(page, /^button Put back$/, TABS_MAX);
  await page.keyboard.press('Enter');
  await expect.poll(() => Object.keys(peer.notes())).toContain('gone1');
});

test('who comes back is told what changed meanwhile, and is led to it', async ({ server, people, peers }) => {
  const { peer, page, past, eva } = await withHistory({ server, people, peers });
  await expect(page.getByText(/^While you were away/)).toHaveCount(0);
  const placesNow = Object.entries(peer.notes());
  const whole = (ids: readonly string[]) =>
    Object.fromEntries(
      placesNow
        .filter(([id]) => ids.includes(id))
        .map(([id, { text, at }]) => [
          id,
          { text: `${text} then`, at, z: 1, color: 'yellow', cluster: null, by: null, made: 0 },
        ]),
    );
  const all = placesNow.map(([id]) => id);
  past.frames = [
    {
      fromMs: Date.now() - 600_000,
      atMs: Date.now() - 600_000,
      phase: null,
      people: [],
      notes: { ...whole(all.slice(0, 8)), went: { text: 'went', at: [0, 0] } },
    },
    {
      fromMs: Date.now() - 120_000,
      atMs: Date.now() - 60_000,
      phase: null,
      people: [],
      notes: { went: null },
    },
  ];
  await page.goto('about:blank');
  await page.addInitScript(() => {
    const rooms = JSON.parse(localStorage.getItem('picnic.rooms') ?? '[]') as { seenMs: number }[];
    for (const room of rooms) room.seenMs -= 300_000;
    localStorage.setItem('picnic.rooms', JSON.stringify(rooms));
  });
  await page.goBack();
  await eva.boardIsThere();
  const told = page.getByText(/^While you were away: 2 new notes, 8 changed, 1 gone$/);
  await expect(told).toBeVisible();
  await expect(page.locator('.message :focus')).toHaveCount(0);
  await page.getByRole('button', { name: 'Look' }).click();
  await expect(page.locator('.note-pointed')).toHaveCount(all.length);
  await expect(eva.note(all.at(-1) ?? '')).toBeInViewport();
  await expect(eva.note(all.at(-1) ?? '')).toHaveAccessibleDescription(/marked/);
});

test('whoever went to the bin before the film came stays at the bin', async ({ server, people, peers }) => {
  const { page, eva } = await withHistory({ server, people, peers });
  let film = () => {};
  const asked = new Promise<void>((done) => {
    film = done;
  });
  await page.route(/\/history(\?.*)?$/, async (route) => {
    await asked;
    await route.fallback();
  });
  await opensHistory(eva);
  const panel = page.getByTestId('history');
  await panel.getByRole('tab', { name: 'Bin' }).click();
  film();
  await expect(panel.getByRole('tab', { name: 'Moments 20' })).toBeVisible();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  await expect(page.getByTestId('moment')).toHaveCount(0);
  await expect(panel.getByRole('tab', { name: 'Bin' })).toHaveAttribute('aria-selected', 'true');
  await panel.getByRole('tab', { name: 'Moments' }).click();
  await expect(page.getByTestId('moment')).toBeVisible();
});

test('on a phone the bin is a press away from the film, and the film from the bin', async ({
  server,
  people,
  peers,
}) => {
  const { page, past, eva } = await withHistory({ server, people, peers }, PHONE);
  past.items = [1, 2].map((id) => binItem(id));
  await opensHistory(eva);
  await expect(page.getByTestId('moment')).toBeVisible();
  await page.getByRole('button', { name: /^Bin/ }).click();
  await expect(page.getByTestId('moment')).toHaveCount(0);
  await expect(page.getByRole('tab', { name: /^Bin/ })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Put back: gone 1' })).toBeVisible();
  await page.getByRole('tab', { name: /^Moments/ }).click();
  await expect(page.getByTestId('moment')).toBeVisible();
});

test('all that comes back out of the bin is what the room lost, and what somebody took of their own stays', async ({
  server,
  people,
  peers,
}) => {
  const { peer, page, past, eva } = await withHistory({ server, people, peers });
  past.items = [binItem(1), { ...binItem(2), own: true }];
  await opensHistory(eva);
  const panel = page.getByTestId('history');
  await panel.getByRole('tab', { name: 'Bin' }).click();
  await expect(panel).toContainText('What people took away of their own stays here');
  await panel.getByRole('button', { name: 'Put back 1', exact: true }).click();
  await expect.poll(() => Object.keys(peer.notes())).toContain('gone1');
  expect(Object.keys(peer.notes())).not.toContain('gone2');
});

test('a participant looks, and has neither a bin nor a way to put back', async ({
  server,
  people,
  peers,
}) => {
  const { page, eva } = await withHistory({ server, people, peers }, DESKTOP, 'join');
  await opensHistory(eva);
  await expect(page.getByRole('slider', { name: 'Moment' })).toBeFocused();
  await expect(page.getByTestId('history').getByRole('tab')).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^Put/ })).toHaveCount(0);
});

for (const [screen, options] of Object.entries(SCREENS)) {
  test(`film and bin hold to what axe knows on a ${screen}`, async ({ server, people, peers }) => {
    const { page, past, eva } = await withHistory({ server, people, peers }, options);
    past.items = [1, 2].map((id) => binItem(id));
    await opensHistory(eva);
    await expect(page.getByTestId('moment').locator('[data-note]').first()).toBeAttached();
    await expectNoViolation(page, `history-film-${screen}`);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.getByTestId('history').getByRole('tab', { name: 'Bin' }).click();
    await expect(page.getByRole('button', { name: 'Put back: gone 1' })).toBeVisible();
    await expectNoViolation(page, `history-bin-${screen}`);
  });
}
