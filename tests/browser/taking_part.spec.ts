// Promise: from a link to a note of one's own in seconds, without an account, by anyone.

import { expect, type Locator } from '@playwright/test';
import decodeQr from 'qr/decode.js';
import { test } from '../stage/fixtures.ts';
import { Person } from '../stage/person.ts';

/** From opening the link to writing in a note. */
const TYPING_MS_MAX = 5_000;

test('whoever opens a join link is writing a note within five seconds', async ({ server, people, peers }) => {
  const room = await server.makeRoom({ title: 'Welcoming newcomers' });
  const witness = await peers.join(server, room);
  const page = await people.page();
  const start = Date.now();
  const person = await people.enter(room.links.join, undefined, page);
  await page.getByRole('button', { name: 'New note', exact: true }).click();
  await expect(person.editor).toBeFocused();
  expect(Date.now() - start).toBeLessThan(TYPING_MS_MAX);
  await page.keyboard.type('A buddy for the first week');
  await expect.poll(() => witness.texts()).toEqual(['A buddy for the first week']);
  // The link's secret is not left in the address bar.
  expect(person.page.url()).not.toContain(room.tokens.join);
});

test('the front page makes a room and lands in it', async ({ server, people }) => {
  const page = await people.page();
  await page.goto(server.url);
  await page.getByRole('textbox', { name: 'What is the picnic about?' }).fill('Summer party');
  await page.getByRole('button', { name: 'Open a room', exact: true }).click();
  await expect(page).toHaveURL(/\/r\/[\w-]{22}/);
  const person = await Person.at(page);
  await expect(page).toHaveTitle(/Summer party/);
  await person.write('Games in the garden');

  // The link that it offers brings a second person to the same board.
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const link = await page.getByRole('textbox', { name: 'Link for participants' }).inputValue();
  const other = await people.enter(link);
  await expect.poll(() => other.texts()).toEqual(['Games in the garden']);
});

test('a viewer sees the board move and has nothing to write with', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  writer.add('a', 'seen by all');
  const viewer = await people.enter(room.links.view);
  await expect.poll(() => viewer.texts()).toEqual(['seen by all']);
  await expect(viewer.page.getByRole('button', { name: 'New note', exact: true })).toHaveCount(0);
  await viewer.ground.focus();
  await viewer.page.keyboard.press('n');
  await viewer.note('a').dblclick();
  await expect(viewer.editor).toHaveCount(0);
  writer.add('b', 'and this', [400, 0]);
  await expect.poll(() => viewer.texts()).toEqual(['and this', 'seen by all']);
});

test('a link without its secret, and one to no room, say what to do', async ({ server, people }) => {
  const room = await server.makeRoom();
  const page = await people.page();
  await page.goto(room.links.join.replace(/#.*/, ''));
  await expect(page.getByRole('heading', { name: 'This room needs its whole link' })).toBeVisible();
  await page.goto(new URL('r/AAAAAAAAAAAAAAAAAAAAAA#join=AAAAAAAAAAAAAAAAAAAAAA', server.url).href);
  await expect(page.getByRole('heading', { name: 'There is no room here' })).toBeVisible();
});

test('a phone that reads the QR code comes to the same board', async ({ server, people }) => {
  const room = await server.makeRoom();
  const host = await people.enter(room.links.facilitate);
  await host.page.getByRole('button', { name: 'Share', exact: true }).click();
  const code = host.page.getByRole('img', { name: 'QR code of the link for participants' });
  const link = await readCode(code);
  expect(link).toBe(await host.page.getByRole('textbox', { name: 'Link for participants' }).inputValue());
  await host.page.keyboard.press('Escape');
  const guest = await people.enter(link);
  await guest.write('came by the code');
  await expect.poll(() => host.texts()).toEqual(['came by the code']);
});

/** What a camera would read. */
async function readCode(code: Locator): Promise<string> {
  await expect(code).toBeVisible();
  const png = (await code.screenshot()).toString('base64');
  const { width, height, data } = await code.evaluate(async (_, picture) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const paint = canvas.getContext('2d');
    if (paint === null) throw new Error('no canvas');
    paint.drawImage(image, 0, 0);
    const pixels = paint.getImageData(0, 0, image.width, image.height);
    return { width: pixels.width, height: pixels.height, data: [...pixels.data] };
  }, png);
  return decodeQr({ width, height, data: Uint8ClampedArray.from(data) });
}

test('a name is asked for once, remembered in every room, and may stay empty', async ({ server, people }) => {
  const [first, second] = [await server.makeRoom(), await server.makeRoom()];
  const waving = await people.page();
  await waving.goto(first.links.join);
  await waving.getByRole('button', { name: 'Skip', exact: true }).click();
  const nameless = await Person.at(waving);
  const own = nameless.page.getByRole('listitem').filter({ hasText: '(you)' });
  await nameless.page.getByRole('button', { name: '1 person here' }).click();
  await expect(own.locator('.person-name')).toHaveText(/^\p{L}.* \(you\)$/u);

  const page = await people.page();
  await people.enter(first.links.join, 'Aino', page);
  await expect(nameless.page.getByRole('listitem').filter({ hasText: 'Aino' })).toBeVisible();
  const question = page.getByRole('textbox', { name: 'What name should others see?' });
  for (const link of [first.links.join, second.links.join]) {
    await page.goto(link);
    await page.getByRole('button', { name: /(person|people) here/ }).click();
    await expect(page.getByRole('listitem').filter({ hasText: 'Aino (you)' })).toBeVisible();
    // Only where one changes it, in the list of people.
    await expect(question).toHaveCount(1);
  }
});

test('the page speaks the language of the browser, and another when one chooses it', async ({
  server,
  people,
}) => {
  const words = { 'fi-FI': 'Avaa huone', 'sv-FI': 'Öppna ett rum', 'de-DE': 'Open a room' };
  for (const [locale, button] of Object.entries(words)) {
    const page = await people.page({ locale });
    await page.goto(server.url);
    await expect(page.getByRole('button', { name: button, exact: true })).toBeVisible();
  }
  const page = await people.page();
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('radio', { name: 'Suomi' }).check();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fi');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Avaa huone', exact: true })).toBeVisible();
});
