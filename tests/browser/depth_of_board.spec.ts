// Promise: links in notes open safely, notes have sizes, lie in line and can be locked, and one can go along with somebody's view.

import { expect } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { test } from '../stage/fixtures.ts';
import { stands } from '../stage/rest.ts';

test('a link in a note opens by a press in a page of its own, which learns nothing, and neither selects nor moves the note', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  witness.add('n', 'see https://example.invalid/a?b=c now', [0, 0]);
  witness.add('m', 'javascript:alert(1) and https://bank.fi@evil.invalid/', [400, 0]);
  const { page, ...person } = await people.enter(room.links.join).then((one) => ({
    page: one.page,
    note: one.note('n'),
    other: one.note('m'),
    fit: one.looksAtAllWith(one.note('m')),
  }));
  await person.fit;
  await stands(page);
  const asked: string[] = [];
  await page.context().route('https://example.invalid/**', async (route) => {
    asked.push(`${route.request().url()} ${(await route.request().allHeaders()).referer ?? 'nothing'}`);
    await route.fulfill({ contentType: 'text/html', body: '<title>there</title>' });
  });
  const link = person.note.getByRole('link');
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  await expect(person.other.getByRole('link')).toHaveCount(0);
  expect(asked).toEqual([]);
  const opened = page.context().waitForEvent('page');
  await link.click();
  const there = await opened;
  await there.waitForLoadState();
  expect(await there.evaluate(() => [window.opener, document.referrer])).toEqual([null, '']);
  expect(asked).toEqual(['https://example.invalid/a?b=c nothing']);
  await expect(person.note).not.toHaveClass(/note-selected/);
  await there.close();
  // A press that moves takes the note along, and opens nothing.
  const before = witness.notes().n?.at;
  const box = (await link.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + box.width / 2, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 250, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => witness.notes().n?.at).not.toEqual(before);
  // By keyboard, from the note's menu.
  await person.note.focus();
  await page.keyboard.press('Shift+F10');
  const again = page.context().waitForEvent('page');
  await page.getByRole('menuitem', { name: 'Open link: https://example.invalid/a?b=c' }).click();
  await (await again).close();
  const byKey = page.context().waitForEvent('page');
  await page.keyboard.press('Alt+Enter');
  await (await byKey).close();
});

test('notes get a size together, lie in line, and are locked from the bar and by keys', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  witness.add('a', 'apples', [0, 0]);
  witness.add('b', 'bread and a good deal of butter on it', [420, 60]);
  witness.add('c', 'cheese', [840, 20]);
  const person = await people.enter(room.links.facilitate);
  const { page } = person;
  await person.looksAtAllWith(person.note('c'));
  await stands(page);
  await person.note('a').click();
  await page.keyboard.press('Control+a');
  const bar = page.getByRole('toolbar', { name: '3 notes selected' });
  await bar.getByRole('button', { name: 'Size' }).click();
  await bar.getByRole('button', { name: 'large' }).click();
  await expect(person.note('a')).toHaveAttribute('data-size', 'l');
  const widths = await person.notes.evaluateAll((notes) => notes.map((note) => note.clientWidth));
  expect(widths).toEqual([286, 286, 286]);
  // No words are cut.
  const words = person.note('b').locator('.note-words');
  expect(await words.evaluate((all) => all.scrollHeight - all.clientHeight)).toBeLessThanOrEqual(0);
  await bar.getByRole('button', { name: 'Put in line' }).click();
  await bar.getByRole('button', { name: 'Top edges' }).click();
  await expect.poll(() => Object.values(witness.notes()).map(({ at }) => at[1])).toEqual([0, 0, 0]);
  await expectNoViolation(page, 'bar-with-lines');
  await person.note('a').click();
  await page.keyboard.press('Alt+PageDown');
  await expect(person.note('a')).toHaveAttribute('data-size', 'm');
  await page.keyboard.press('Control+Shift+l');
  await expect(person.note('a')).toHaveClass(/note-locked/);
  await person.drag('a', { x: 0, y: 200 });
  await page.keyboard.press('Delete');
  await expect(person.note('a')).toBeVisible();
  expect(witness.notes().a?.at).toEqual([0, 0]);
});

test('a dragged note comes in line with its neighbour, and not while Ctrl is held', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  witness.add('a', 'apples', [0, 0]);
  witness.add('b', 'bread', [400, 300]);
  const person = await people.enter(room.links.join);
  const { page } = person;
  await person.looksAtAllWith(person.note('b'));
  await page.getByRole('button', { name: /show at full size/ }).click();
  await stands(page);
  await person.dragWithoutDrop('b', { x: 0, y: -296 });
  await expect(page.locator('.guide:not([hidden])').first()).toBeVisible();
  await person.drop();
  await expect.poll(() => witness.notes().b?.at).toEqual([400, 0]);
  await expect(page.locator('.guide:not([hidden])')).toHaveCount(0);
  await page.keyboard.down('Control');
  await person.dragWithoutDrop('b', { x: 0, y: 4 });
  await page.keyboard.up('Control');
});

test('whoever follows somebody looks where they look, until they look around themselves', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  witness.add('a', 'apples', [0, 0]);
  witness.add('far', 'far away', [6_000, 0]);
  const aino = await people.enter(room.links.join, 'Aino');
  const eero = await people.enter(room.links.join, 'Eero');
  await eero.looksAtAllWith(eero.note('a'));
  await eero.page.getByRole('button', { name: /people here/ }).click();
  await eero.page.getByRole('button', { name: 'Follow Aino' }).click();
  const sign = eero.page.locator('.follow-sign', { hasText: 'You follow Aino' });
  await expect(sign).toBeVisible();
  await aino.note('a').focus();
  await aino.page.keyboard.press('End');
  await aino.hasKeyboard('far');
  await expect(eero.note('far')).toBeInViewport();
  // By one's own movement, and by Escape.
  await eero.page.mouse.move(640, 400);
  await eero.page.mouse.wheel(0, 100);
  await expect(sign).toHaveCount(0);
  await eero.page.getByRole('button', { name: /people here/ }).click();
  await eero.page.getByRole('button', { name: 'Follow Aino' }).click();
  await expect(sign).toBeVisible();
  await eero.page.keyboard.press('Escape');
  await expect(sign).toHaveCount(0);
});

test('the small map shows where one looks and leads elsewhere by a press; a key shows and hides it, for good', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  for (let number = 0; number < 60; number += 1) {
    const color = ['yellow', 'pink', 'blue'][number % 3];
    witness.add(`n${number}`, `idea ${number}`, [(number % 20) * 420, Math.floor(number / 20) * 900], color);
  }
  const { page, ground, note } = await people.enter(room.links.join).then((person) => ({
    page: person.page,
    ground: person.ground,
    note: (id: string) => person.note(id),
  }));
  const map = page.locator('.minimap');
  await expect(map).toHaveCount(0);
  await ground.focus();
  await page.keyboard.press('m');
  await expect(map).toBeVisible();
  await page.getByRole('button', { name: /show at full size/ }).click();
  await stands(page);
  const box = (await map.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.click(box.x + box.width * 0.9, box.y + box.height / 2);
  await expect(note('n39').or(note('n19')).or(note('n38')).first()).toBeInViewport();
  const frame = await map.locator('.minimap-frame').boundingBox();
  expect(frame?.x ?? 0).toBeGreaterThan(box.x + box.width * 0.7);
  await expectNoViolation(page, 'small-map');
  await page.reload();
  await expect(map).toBeVisible();
  await ground.focus();
  await page.keyboard.press('m');
  await expect(map).toHaveCount(0);
});
