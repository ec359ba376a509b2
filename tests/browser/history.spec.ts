// Promise: what one person does, the room can take back: wiped and put back by keyboard within ten seconds, a moment put back and undone,
// a field that two people changed at once left with a known value, and a question before much of others goes.

import { expect } from '@playwright/test';
import { type Peers, type People, test } from '../stage/fixtures.ts';
import { tabTo } from '../stage/focus.ts';
import { chooseInMenu } from '../stage/menu.ts';
import type { Person } from '../stage/person.ts';
import type { Server } from '../stage/server.ts';

/** Longest that a facilitator takes who has never seen the page before. */
const PUT_BACK_MS_MAX = 10_000;

/** More presses of Tab than this would be a search. */
const TABS_MAX = 40;

const NOTES = 12;

/** A room with twelve notes of a program's, a facilitator and a participant. */
async function withTwelve({ server, people, peers }: { server: Server; people: People; peers: Peers }) {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room, 'facilitate');
  for (let index = 0; index < NOTES; index += 1) {
    peer.add(`n${index}`, `note ${index}`, [(index % 4) * 230, Math.floor(index / 4) * 240]);
  }
  const before = peer.notes();
  const eva = await people.enter(room.links.facilitate, 'Eva');
  const otso = await people.enter(room.links.join, 'Otso');
  for (const one of [eva, otso]) await expect(one.notes).toHaveCount(NOTES);
  return { room, peer, before, eva, otso };
}

async function wipesTheBoard(person: Person): Promise<void> {
  await person.note('n0').click();
  await person.page.keyboard.press('Control+a');
  await person.page.keyboard.press('Delete');
  await person.page.getByRole('button', { name: 'Take away' }).click();
}

test('what a participant wiped and left is put back within ten seconds by a facilitator with the keyboard alone', async ({
  server,
  people,
  peers,
}) => {
  const { peer, before, eva, otso } = await withTwelve({ server, people, peers });
  await eva.ground.or(eva.notes.first()).first().focus();
  await wipesTheBoard(otso);
  await expect.poll(() => Object.keys(peer.notes()).length).toBe(0);
  await otso.page.close();
  await expect(eva.page.getByText('Otso took away 12 notes')).toBeVisible();
  const from = Date.now();
  await tabTo(eva.page, /^button Put back$/, TABS_MAX);
  await eva.page.keyboard.press('Enter');
  await expect.poll(() => peer.notes()).toEqual(before);
  expect(Date.now() - from).toBeLessThan(PUT_BACK_MS_MAX);

  // One undo takes it away, and the bin has it again.
  await eva.ground.or(eva.notes.first()).first().focus();
  await eva.page.keyboard.press('Control+z');
  await expect.poll(() => Object.keys(peer.notes()).length).toBe(0);
  await eva.page.keyboard.press('Control+Shift+z');
  await expect.poll(() => peer.notes()).toEqual(before);
});

test('some of what was taken away is put back out of the bin, and who did it is told to all', async ({
  server,
  people,
  peers,
}) => {
  const { room, peer, eva, otso } = await withTwelve({ server, people, peers });
  const vilma = await people.enter(room.links.join, 'Vilma');
  await wipesTheBoard(otso);
  await chooseInMenu(eva.page, /^History/);
  const panel = eva.page.getByTestId('history');
  await panel.getByRole('tab', { name: /^Bin/ }).click();
  await panel.getByText('One by one').click();
  for (const index of [1, 2])
    await panel.getByRole('checkbox', { name: `Choose: note ${index}`, exact: true }).check();
  await panel.getByRole('button', { name: 'Put back 2', exact: true }).click();
  await expect.poll(() => peer.texts()).toEqual(['note 1', 'note 2']);
  await expect(vilma.page.getByText('Eva put back 2 notes')).toBeVisible();
  await expect(panel.getByRole('checkbox', { name: 'Choose: note 1', exact: true })).toHaveCount(0);
  await panel.getByRole('checkbox', { name: 'Choose: note 3', exact: true }).check();
  await panel.getByRole('button', { name: 'Erase for good' }).click();
  await panel.getByRole('alertdialog').getByRole('button', { name: 'Erase for good' }).click();
  await expect(eva.page.locator('.message').filter({ hasText: 'Erased for good' })).toBeVisible();
  await expect(panel.getByRole('checkbox', { name: 'Choose: note 3', exact: true })).toHaveCount(0);
});

test('a moment is put back as one change that everyone sees, and one undo takes it away', async ({
  server,
  people,
  peers,
}) => {
  const { peer, before, eva, otso } = await withTwelve({ server, people, peers });
  // Whoever opens the history has the room keep the moment.
  await chooseInMenu(eva.page, /^History/);
  await expect(eva.page.getByRole('slider', { name: 'Moment' })).toBeFocused();
  await eva.page.keyboard.press('Escape');
  await eva.page.getByTestId('history').getByRole('button', { name: 'Close', exact: true }).click();
  peer.move('n0', [5_000, 0]);
  peer.write('n1', 0, 'changed: ');
  peer.add('late', 'late');
  await expect(otso.notes.filter({ hasText: 'late' })).toHaveCount(1);
  const changed = peer.notes();

  await chooseInMenu(eva.page, /^History/);
  const slider = eva.page.getByRole('slider', { name: 'Moment' });
  await expect(slider).toBeFocused();
  await eva.page.keyboard.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuetext', /, 12 notes/);
  await tabTo(eva.page, /^button Put this moment back$/, TABS_MAX);
  await eva.page.keyboard.press('Enter');
  await expect.poll(() => peer.notes()).toEqual(before);
  await expect(otso.page.getByText(/^Eva put the board back to how it was at /)).toBeVisible();
  await eva.page.getByTestId('history').getByRole('button', { name: 'Close', exact: true }).click();
  await eva.board.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => peer.notes()).toEqual(changed);
});

test('two people drag one note at once, the one whose move won undoes, and it lies where it lay on every screen', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room, 'facilitate');
  peer.add('n0', 'dragged', [300, 200]);
  const both = [
    await people.enter(room.links.join, 'Otso'),
    await people.enter(room.links.join, 'Vilma'),
  ] as const;
  for (const one of both) {
    await expect(one.note('n0')).toBeVisible();
    await one.reads('saved');
  }
  // Each lets go before the other's change has come: both lines are held for a moment.
  for (const [index, one] of both.entries()) {
    await one.page.context().setOffline(true);
    await one.drag('n0', { x: 80 * (index + 1), y: 40 });
  }
  for (const one of both) await one.page.context().setOffline(false);
  for (const one of both) await one.reads('saved');
  // Of the two, one had their move replaced: the undo of the other must not leave the note without a place.
  for (const one of both) await one.undo();
  await expect.poll(() => Array.isArray(peer.notes().n0?.at)).toBe(true);
  const at = peer.notes().n0?.at;
  expect(at).not.toEqual([0, 0]);
  for (const one of both) await expect(one.note('n0')).toBeVisible();
});

test('six notes of others are taken away after a question, and not without', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room, 'facilitate');
  for (let index = 0; index < 6; index += 1) peer.add(`n${index}`, `note ${index}`, [index * 230, 0]);
  const otso = await people.enter(room.links.join, 'Otso');
  await expect(otso.notes).toHaveCount(6);
  const { keyboard } = otso.page;
  const dialog = otso.page.getByRole('dialog', { name: 'Take away 6 notes that others wrote?' });
  const ways: readonly (() => Promise<void>)[] = [
    () => keyboard.press('Delete'),
    () => keyboard.press('Control+x'),
    () => otso.page.getByRole('button', { name: 'Delete', exact: true }).click(),
    async () => {
      await otso.note('n0').click({ button: 'right' });
      await otso.page.getByRole('menuitem', { name: /^Delete/ }).click();
    },
  ];
  await otso.note('n0').click();
  for (const asks of ways) {
    await keyboard.press('Control+a');
    await asks();
    await expect(dialog).toBeVisible();
    await expect(otso.page.getByRole('button', { name: 'Leave it there' })).toBeFocused();
    await keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(otso.notes).toHaveCount(6);
    await otso.hasKeyboard('n0');
  }
  await keyboard.press('Delete');
  await otso.page.getByRole('button', { name: 'Take away' }).click();
  await expect(otso.notes).toHaveCount(0);
  await expect.poll(() => Object.keys(peer.notes())).toEqual([]);
});
