// Promise: the focus is never dropped. By keyboard alone, as participant and as facilitator, through every phase: whatever goes
// away under it, the focus is at what took the place, and nobody who is elsewhere is taken there.

import { expect, type Locator, type Page } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { expectFocusKept, focusedName, tabTo, watchFocus } from '../stage/focus.ts';
import { expectKept } from '../stage/kept.ts';
import { phase, wholePlan } from '../stage/plan.ts';
import { enterAs, scene } from '../stage/scene.ts';
import { PHONE } from '../stage/screens.ts';
import { SlowLink } from '../stage/slow_link.ts';
import { draft, newId, TakingPart } from '../stage/taking_part.ts';

test.setTimeout(180_000); // Hundreds of presses of Tab.

const focused = (page: Page) => page.locator('*:focus');
const press = (page: Page, key: string) => page.keyboard.press(key);

test('a participant goes through every phase by keyboard, and always is somewhere', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ plan: wholePlan() });
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  const { page } = await (async () => {
    await facilitator.goTo('arrive');
    return await enterAs(people, room.links.join, 'Aino');
  })();
  const kind = (of: string) => page.locator(`.task-sheet[data-kind="${of}"]`);
  /** The facilitator goes on while this person is in the sheet. */
  const goOn = async (to: string, isWriting = false) => {
    await facilitator.goTo(to);
    await expect(isWriting ? kind(to).locator('[data-kept] textarea') : kind(to)).toBeFocused();
    await expectFocusKept(page, `when ${to} began`);
  };
  await tabTo(page, /^button Got it$/);
  await watchFocus(page);
  await press(page, 'Enter');
  await expectFocusKept(page, 'when the instructions were read');

  await test.step('arrive: answered, changed, answered again', async () => {
    await tabTo(page, /^input What brought you/);
    await page.keyboard.type('The food');
    await press(page, 'Enter');
    await expect(page.locator('.task-answered')).toBeFocused();
    await tabTo(page, /^button Change$/);
    await press(page, 'Enter');
    await expect.poll(() => focusedName(page)).toMatch(/^input What brought you/);
    await page.keyboard.type(' and more');
    await tabTo(page, /^button Answer$/);
    await press(page, 'Enter');
    await expectFocusKept(page, 'after «Answer»');
  });

  await goOn('pack');
  await test.step('pack: written, opened, moved, thrown away, and had back', async () => {
    await tabTo(page, /^textarea A new note$/);
    for (const text of ['one', 'two', 'three']) {
      await page.keyboard.type(text);
      await press(page, 'Enter');
    }
    await tabTo(page, /^button one\. /);
    await press(page, 'Alt+ArrowDown');
    await expect(page.locator('[data-draft]')).toHaveText(['two', 'one', 'three']);
    await expect.poll(() => focusedName(page)).toMatch(/^button one\. /);
    await press(page, 'Alt+ArrowUp');
    await expect(page.locator('[data-draft]')).toHaveText(['one', 'two', 'three']);
    await expect.poll(() => focusedName(page)).toMatch(/^button one\. /);
    await expectFocusKept(page, 'after Alt with the arrows');
    await press(page, 'Enter');
    await page.keyboard.type(' and a half');
    await press(page, 'Enter');
    await expect.poll(() => focusedName(page)).toMatch(/^button one and a half\. /);
    await press(page, 'Enter');
    await press(page, 'Escape');
    await expect.poll(() => focusedName(page)).toMatch(/^button one and a half\. /);
    await press(page, 'Delete');
    await expect.poll(() => focusedName(page)).toMatch(/^button two\. /);
    await press(page, 'Enter');
    await tabTo(page, /^button Delete$/);
    await press(page, 'Enter');
    await expect(page.locator('[data-draft]')).toHaveText(['three']);
    await expectFocusKept(page, 'after «Delete»');
    await tabTo(page, /^button Undo$/, 120, '.messages');
    await press(page, 'Enter');
    await expect(page.locator('[data-draft]')).not.toHaveText(['three']);
    await expectFocusKept(page, 'after a message’s button');
    // A message that somebody is at does not go away under them.
    await tabTo(page, /^textarea A new note$/);
    await page.keyboard.type('half of a tho');
  });

  await facilitator.does({ do: 'putDrafts', drafts: [draft('theirs'), draft('more of theirs')] });
  await goOn('lay', true);
  await test.step('lay: what was kept goes into the basket and onto the blanket', async () => {
    await tabTo(page, /^button Put into my basket/);
    await press(page, 'Enter');
    await expect(page.locator('[data-kept]')).toHaveCount(0);
    await expectFocusKept(page, 'after «Put into my basket»');
    await tabTo(page, /^button Lay on the blanket: half/);
    await press(page, 'Enter');
    await expect.poll(() => focusedName(page)).toBe('button Not yet');
    await press(page, 'Escape');
    await expect.poll(() => focusedName(page)).toMatch(/^button Lay on the blanket: half/);
    await expectFocusKept(page, 'after Escape in the question');
    await press(page, 'Enter');
    await tabTo(page, /^button Lay$/);
    await press(page, 'Enter');
    await expect(page.locator('[data-draft]')).toHaveCount(0);
    await expectFocusKept(page, 'after «Lay»');
  });

  await tabTo(page, /^button Put away/);
  await goOn('taste');
  await test.step('taste: a note opened, commented, the comment deleted, and back', async () => {
    await tabTo(page, /^button theirs$/);
    await press(page, 'Enter');
    await expect(focused(page)).toHaveText('theirs');
    await expectFocusKept(page, 'when a note was opened');
    await tabTo(page, /^textarea Your comment$/);
    await page.keyboard.type('nice');
    await tabTo(page, /^button Comment$/);
    await press(page, 'Enter');
    // That it is one's own comes after the comment, which is everyone's.
    await expect(page.getByRole('button', { name: 'Delete the comment: nice' })).toBeVisible();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await focusedName(page)).toBe('button Delete the comment: nice');
    await press(page, 'Enter');
    await expect(page.locator('.task-said')).toHaveCount(0);
    await expectFocusKept(page, 'when one’s comment was deleted');
    await tabTo(page, /^textarea Your comment$/);
    await page.keyboard.type('half a rema');
    await tabTo(page, /^button All notes$/);
    await press(page, 'Enter');
    await expect.poll(() => focusedName(page)).toMatch(/^button theirs/);
    await expectFocusKept(page, 'after «All notes»');
    await tabTo(page, /^button Throw away: half a rema$/);
    await press(page, 'Enter');
    await expectFocusKept(page, 'after «Throw away»');
  });

  await tabTo(page, /^button Put away/);
  await goOn('cluster');
  await press(page, 'Tab');
  await goOn('vote');
  await goOn('take');
  await test.step('take: promised, changed, cancelled and deleted', async () => {
    for (const what of ['Bake bread', 'Make tea']) {
      await tabTo(page, /^textarea What do you promise/);
      await page.keyboard.type(what);
      await tabTo(page, /^button Promise$/);
      await press(page, 'Enter');
      await expect(page.locator('[data-promise]').filter({ hasText: what })).toBeVisible();
    }
    await tabTo(page, /^button Change: Bake bread$/);
    await press(page, 'Enter');
    await expect.poll(() => focusedName(page)).toMatch(/^textarea What do you promise/);
    await tabTo(page, /^button Cancel$/);
    await press(page, 'Enter');
    await expect.poll(() => focusedName(page)).toBe('button Change: Bake bread');
    await press(page, 'Enter');
    await page.keyboard.type(' twice');
    await tabTo(page, /^button Done$/);
    await press(page, 'Enter');
    await expect.poll(() => focusedName(page)).toMatch(/^button Change: .*twice/);
    await press(page, 'Tab');
    await press(page, 'Enter');
    await expect(page.locator('[data-promise]')).toHaveCount(1);
    await expect.poll(() => focusedName(page)).toBe('button Change: Make tea');
    await press(page, 'Tab');
    await press(page, 'Enter');
    await expect(page.locator('[data-promise]')).toHaveCount(0);
    await expectFocusKept(page, 'when commitments were changed and deleted');
  });
  await tabTo(page, /^button Promise$/);
  await goOn('harvest');
  facilitator.leave();
});

test('a vote that closes, a note that somebody deletes, a removal and a new role leave the focus somewhere', async ({
  server,
  people,
  peers,
}) => {
  const vote = phase({ kind: 'vote', on: 'notes', budget: 4, perItemMax: 2 });
  const taste = phase({ kind: 'taste', comments: true });
  const room = await server.makeRoom({
    plan: { anonymous: false, phases: [vote, taste, phase({ kind: 'pack' })], sections: [] },
  });
  const board = await peers.join(server, room);
  for (const [index, text] of ['apple', 'bread'].entries()) board.add(text, text, [index * 240, 0]);
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await facilitator.goTo('vote');
  const { page } = await enterAs(people, room.links.join, 'Aino');
  await tabTo(page, /^button Give a vote: apple$/);
  await watchFocus(page);
  await press(page, 'Enter');
  await press(page, 'Enter');
  await expectFocusKept(page, 'when no more votes may be given');
  await facilitator.does({ do: 'closeVote', round: 1 });
  await expect(page.getByRole('region', { name: 'The result of the vote' })).toBeFocused();
  await expectFocusKept(page, 'when the vote was closed');
  await facilitator.goTo('taste');
  await tabTo(page, /^button apple$/);
  await press(page, 'Enter');
  await tabTo(page, /^textarea Your comment$/);
  await page.keyboard.type('sour, if yo');
  board.doc.getMap('notes').delete('apple');
  // The rest of the sentence goes on where its beginning is kept, and presses nothing.
  await expect(page.locator('[data-kept] textarea')).toBeFocused();
  await page.keyboard.type('u ask me ');
  await press(page, 'Enter');
  await expect(page.locator('[data-listed]')).toHaveCount(1);
  await expectKept(page, ['sour, if you ask me \n']);
  await expectFocusKept(page, 'when the note was deleted');
  const me = await TakingPart.beside(server, room, await page.context().cookies());
  await facilitator.goTo('pack');
  await expect(page.locator('.task-sheet[data-kind="pack"] [data-kept] textarea')).toBeFocused();
  await facilitator.does({ do: 'grant', to: me.id, role: 'viewer' });
  await expect(page.locator('.task-sheet[data-kind="kept"] [data-kept] textarea')).toBeFocused();
  await tabTo(page, /^button Throw away: sour/);
  await press(page, 'Enter');
  await expect(page.locator('.task-sheet')).toHaveCount(0);
  await expectFocusKept(page, 'when there was nothing left in the sheet');
  me.leave();
  facilitator.leave();
});

test('whoever lets people in again goes on to the next, and after the last is at nothing that a key would turn', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({
    plan: { anonymous: false, phases: [phase({ kind: 'pack' })], sections: [] },
  });
  const { page } = await enterAs(people, room.links.facilitate, 'Helmi', {}, '.facilitate-bar');
  const facilitator = await TakingPart.beside(server, room, await page.context().cookies());
  const out: TakingPart[] = [];
  for (const name of ['Aino', 'Bo', 'Cia']) out.push(await TakingPart.enter(server, room, 'join', name));
  for (const { id } of out) await facilitator.does({ do: 'remove', participant: id });
  await page.getByRole('button', { name: /Plan, people and vote/ }).click();
  await page.getByRole('tab', { name: 'People' }).click();
  const letIn = (name: string) => page.getByRole('button', { name: `Let in again: ${name}` });
  await letIn('Bo').focus();
  await watchFocus(page);
  await press(page, 'Enter');
  await expect(letIn('Cia')).toBeFocused();
  await press(page, 'Enter');
  await expect(letIn('Aino')).toBeFocused();
  await press(page, 'Enter');
  await expect(page.locator('.people-counts')).toBeFocused();
  await press(page, 'Enter');
  await expect(page.getByRole('switch', { name: /^The board is locked/ })).not.toBeChecked();
  await expectFocusKept(page, 'when everybody was let in again');
  for (const person of [facilitator, ...out]) person.leave();
});

test('whoever is at a row of a list stays there while the room answers, and while it tells of another', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom({
    plan: { anonymous: false, phases: [phase({ kind: 'taste', comments: true })], sections: [] },
  });
  const board = await peers.join(server, room);
  board.add('apple', 'apple', [0, 0]);
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  await facilitator.goTo('taste');
  const link = await SlowLink.before(server, 300);
  const { page } = await enterAs(people, new URL(room.links.join).href.replace(server.url, link.url), 'Aino');
  await page.locator('[data-listed="apple"] .task-draft-open').click();
  await page.getByRole('textbox', { name: 'Your comment' }).fill('nice');
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  // It is there before the room has heard of it.
  const deleting = page.getByRole('button', { name: 'Delete the comment: nice' });
  await deleting.focus();
  await facilitator.does({ do: 'comment', comment: newId(), note: 'apple', text: 'sour' });
  await expect(page.getByText('sour', { exact: true })).toBeVisible();
  await expect(deleting).toBeFocused();
  facilitator.leave();
  link.stop();
});

test('nobody who is elsewhere is taken along when a phase begins', async ({ server, people, peers }) => {
  const { room, facilitator, page, person } = await scene(server, people, [
    phase({ kind: 'taste', comments: true }),
    phase({ kind: 'pack' }),
  ]);
  const board = await peers.join(server, room);
  board.add('apple', 'apple', [0, 0]);
  await expect(person.notes).toHaveCount(1);
  await person.note('apple').focus();
  await facilitator.goTo('pack');
  await expect(page.locator('.task-sheet[data-kind="pack"]')).toBeVisible();
  await expect(person.note('apple')).toBeFocused();
  // Whoever put the focus nowhere is left nowhere.
  await page.locator('.task-secret').click();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await facilitator.goTo('taste');
  await expect(page.locator('.task-sheet[data-kind="taste"]')).toBeVisible();
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  facilitator.leave();
});

test('a facilitator runs the whole picnic by keyboard, edits its plan and people, and always is somewhere', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom({ plan: wholePlan() });
  const matti = await TakingPart.enter(server, room, 'join', 'Matti');
  const { page } = await (async () => {
    const aino = await people.page({ reducedMotion: 'reduce' });
    await aino.addInitScript(() => localStorage.setItem('picnic.name', 'Aino'));
    return { page: aino, person: await people.enter(room.links.facilitate, undefined, aino) };
  })();
  const kept = (where: string) => expectFocusKept(page, where);
  await tabTo(page, /^button Start: /);
  await watchFocus(page);
  await press(page, 'Enter');
  await expect(page.locator('.task-sheet[data-kind="arrive"]')).toBeVisible();
  await kept('after «Start»');
  await expect.poll(() => focusedName(page)).toMatch(/^button Next: /);
  await press(page, 'Enter');
  await expect(page.locator('.task-sheet[data-kind="pack"]')).toBeVisible();
  await expect.poll(() => focusedName(page)).toMatch(/^button Next: /);
  await matti.does({ do: 'putDrafts', drafts: [draft('apple'), draft('bread')] });
  await expect(page.getByText('All together, 2 notes are packed to be laid')).toBeVisible();

  await test.step('the question before the reveal: no, then yes', async () => {
    await press(page, 'Enter');
    await expect.poll(() => focusedName(page)).toBe('button Not yet');
    await press(page, 'Escape');
    await expect.poll(() => focusedName(page)).toMatch(/^button Next: /);
    await press(page, 'Enter');
    await tabTo(page, /^button Lay them out$/, 3);
    await press(page, 'Enter');
    await expect(page.locator('[data-note]')).toHaveCount(2);
    await kept('after the reveal');
  });

  await test.step('on to the last', async () => {
    for (const to of ['taste', 'cluster', 'vote', 'take', 'harvest']) {
      if (!/^button Next: /.test(await focusedName(page))) await tabTo(page, /^button Next: /);
      await press(page, 'Enter');
      if (to === 'take') {
        await tabTo(page, /^button Close the vote$/, 3);
        await press(page, 'Enter');
      }
      await expect(page.locator(`.task-sheet[data-kind="${to}"]`)).toBeVisible();
      await kept(`when ${to} began`);
    }
    await expect(page.locator('.facilitate-last')).toBeFocused();
    await tabTo(page, /^button Undo$/, 120, '.messages');
    await press(page, 'Enter');
    await expect(page.locator('.facilitate-last')).toHaveCount(0);
    await kept('after the last Next was undone');
  });

  await test.step('the plan: a phase added, moved, changed, cancelled and removed', async () => {
    await tabTo(page, /^button Plan, people and vote/);
    await press(page, 'Enter');
    await expect.poll(() => focusedName(page)).toBe('button Plan');
    await tabTo(page, /^button Add$/);
    await press(page, 'Enter');
    await expect.poll(() => focusedName(page)).toMatch(/^input Title/);
    await tabTo(page, /^button Cancel$/);
    await press(page, 'Enter');
    await expect.poll(() => focusedName(page)).toMatch(/^button Edit: /);
    await press(page, 'Enter');
    await tabTo(page, /^button Remove/);
    await press(page, 'Enter');
    await expect(page.locator('[data-phase]')).toHaveCount(8);
    await kept('when a phase was removed');
    await tabTo(page, /^button Move: Phase arrive/);
    await press(page, 'ArrowDown');
    await expect(page.locator('[data-phase]').nth(1)).toHaveAttribute('data-phase', 'arrive');
    await kept('when a phase was moved');
  });

  await test.step('the people: somebody added, then removed', async () => {
    await tabTo(page, /^button Plan$/);
    await press(page, 'ArrowRight');
    await tabTo(page, /^input Their name/);
    await page.keyboard.type('Pirkko');
    await press(page, 'Enter');
    await expect(page.locator('[data-person]')).toHaveCount(3);
    await tabTo(page, /^button .*Pirkko/);
    await press(page, 'Enter');
    await tabTo(page, /^button Remove/, 4);
    await press(page, 'Enter');
    await tabTo(page, /^button Remove|^button Yes/, 3);
    await press(page, 'Enter');
    await expect(page.locator('[data-person]')).toHaveCount(2);
    await kept('when somebody was removed');
    await matti.does({ do: 'raiseHand', raised: true });
    await expect(page.locator('.people-hand')).toBeVisible();
    await kept('when somebody raised a hand');
    await press(page, 'Escape');
    await expect(page.getByTestId('workshop')).toHaveCount(0);
    await kept('when the panel was closed');
  });
  matti.leave();
});

for (const [how, options] of Object.entries({
  mouse: {},
  touch: { hasTouch: true },
  phone: { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } },
})) {
  test(`whoever presses in another field while they write in a note writes there: ${how}`, async ({
    server,
    people,
    peers,
  }) => {
    const { room, facilitator, page } = await scene(server, people, [phase({ kind: 'pack' })], { options });
    const witness = await peers.join(server, room);
    const press = (what: Locator) => (how === 'mouse' ? what.click() : what.tap());
    if (how === 'phone') await press(page.getByRole('button', { name: 'Put away and see the board' }));
    await press(page.locator('.tools').getByRole('button', { name: 'For all' }));
    await page.keyboard.type('public');
    if (how === 'phone') await press(page.locator('.task-button'));
    const field = page.locator('.task-sheet textarea:not(.task-kept-text)').first();
    await press(field);
    await expect(field).toBeFocused();
    await page.keyboard.type(' secret');
    await expect(field).toHaveValue(' secret');
    expect(Object.values(witness.notes()).map(({ text }) => text)).toEqual(['public']);
    facilitator.leave();
  });
}

test('on a phone whoever listens has a place to begin, and no keyboard comes up unasked', async ({
  server,
  people,
}) => {
  const plan = {
    anonymous: false,
    phases: [phase({ kind: 'pack' }), phase({ kind: 'cluster' })],
    sections: [],
  };
  const [planned, open] = [await server.makeRoom({ plan }), await server.makeRoom({ title: 'Open' })];
  const facilitator = await TakingPart.enter(server, planned, 'facilitate');
  await facilitator.goTo('pack');
  const page = await people.page(PHONE);
  const asked = page.getByRole('textbox', { name: 'What name should others see?' });
  await page.goto(planned.links.join);
  await expect(asked).toBeVisible();
  await expect(page.locator('.task-sheet')).toBeFocused();
  await page.goto(open.links.join);
  await expect(asked).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Your name' })).toBeFocused();
  await asked.fill('Aino');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Open' })).toBeFocused();
  facilitator.leave();
});
