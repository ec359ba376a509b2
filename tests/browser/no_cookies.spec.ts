// Promise: a browser that keeps nothing, no cookies and no storage, still opens a room by its link, and says what that means.

import { expect, type Page } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { test } from '../stage/fixtures.ts';
import { chooseInMenu } from '../stage/menu.ts';
import { Person } from '../stage/person.ts';
import { WrongProxy } from '../stage/wrong_proxy.ts';

/** Makes all that a page could keep things in throw or be gone, as blocking all site data does. */
async function blockStorage(page: Page, cookies: boolean): Promise<void> {
  await page.addInitScript((cookieEnabled) => {
    for (const name of ['localStorage', 'sessionStorage', 'caches']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
    }
    Reflect.deleteProperty(window, 'BroadcastChannel');
    Object.defineProperty(navigator, 'locks', { value: undefined });
    Object.defineProperty(navigator, 'cookieEnabled', { value: cookieEnabled });
  }, cookies);
}

async function answerForName(page: Page): Promise<Person> {
  await page.getByRole('textbox', { name: 'What name should others see?' }).fill('Aino');
  await page.getByRole('button', { name: 'Done' }).click();
  return await Person.at(page);
}

for (const known of [true, false]) {
  test(`without cookies the tab is let in by its link, also after a reload (the browser ${known ? 'says' : 'does not say'} so)`, async ({
    server,
    people,
  }) => {
    const [room, other] = [await server.makeRoom(), await server.makeRoom()];
    const proxy = await WrongProxy.before(server, { dropsCookies: true });
    try {
      const page = await people.page();
      await blockStorage(page, !known);
      const requested: string[] = [];
      page.on('request', (request) => requested.push(request.url()));
      page.on('websocket', (socket) => requested.push(socket.url()));
      await page.goto(proxy.link(room.links.join));
      const person = await answerForName(page);
      await expect(page.getByText('This browser keeps no cookies here')).toBeVisible();
      await person.write('without cookies');
      const same = await people.enter(room.links.join);
      await expect.poll(() => same.texts()).toEqual(['without cookies']);

      expect(page.url()).not.toContain('#');
      await page.reload();
      await answerForName(page);
      await expect.poll(() => person.texts()).toEqual(['without cookies']);
      // The same person: their note is still theirs to change.
      await expect(same.page.getByRole('button', { name: '2 people here' })).toBeVisible();

      // Another room in another tab has a pass of its own.
      const second = await page.context().newPage();
      await blockStorage(second, !known);
      await second.goto(proxy.link(other.links.view));
      await expect(second.getByTestId('board')).toBeVisible();
      await expect.poll(() => person.texts()).toEqual(['without cookies']);

      const addresses = () =>
        page.locator('a[href]').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
      expect(await addresses()).toContainEqual(expect.stringMatching(/\/harvest$/));
      expect((await addresses()).filter((address) => address.includes('#'))).toEqual([]);
      await chooseInMenu(page, 'Harvest');
      await expect(page.getByText('without cookies')).toBeVisible();
      expect(page.url()).toMatch(/\/harvest$/);
      await page.reload();
      await expect(page.getByText('without cookies')).toBeVisible();
      expect((await addresses()).filter((address) => address.includes('#'))).toEqual([]);
      await page.getByRole('link', { name: 'To the room' }).click();
      await expect.poll(() => person.texts()).toEqual(['without cookies']);
      await page.goBack();
      await expect(page.getByRole('link', { name: 'To the room' })).toBeVisible();
      await page.goForward();
      await expect.poll(() => person.texts()).toEqual(['without cookies']);
      const secrets = Object.values(room.tokens);
      expect(
        requested.filter((url) => secrets.some((secret) => url.split('#')[0]?.includes(secret))),
      ).toEqual([]);
      expect(requested.filter((url) => /[?&](token|pass)=/.test(url))).toEqual([]);
    } finally {
      proxy.stop();
    }
  });
}

test('a room without its link says that it is for lack of cookies', async ({ server, people }) => {
  const room = await server.makeRoom();
  const page = await people.page();
  await blockStorage(page, false);
  await page.goto(new URL(`r/${room.room}`, server.url).href);
  await expect(page.getByRole('heading', { name: 'This browser keeps no cookies' })).toBeVisible();
  await expectNoViolation(page, 'no-cookies');
});

test('a room is made and opened in a browser that keeps nothing', async ({ server, people }) => {
  const proxy = await WrongProxy.before(server, { dropsCookies: true });
  try {
    const page = await people.page();
    await blockStorage(page, false);
    await page.goto(proxy.url);
    await page.getByRole('button', { name: 'Open a room', exact: true }).click();
    await expect(page.getByTestId('board')).toBeVisible();
    await expect(page.locator('.saved-state')).toHaveAttribute('data-word', 'saved');
  } finally {
    proxy.stop();
  }
});

test('a facilitator who keeps no cookies makes a link anew and is let in by the pass that comes with it', async ({
  server,
}) => {
  const room = await server.makeRoom();
  const ask = async (path: string, body: object, pass = '') => {
    const answer = await fetch(new URL(`api/rooms/${room.room}/${path}`, server.url), {
      method: 'POST',
      headers: pass === '' ? {} : { 'picnic-pass': pass },
      body: JSON.stringify(body),
    });
    return { status: answer.status, said: (await answer.json()) as { pass?: string; facilitate?: string } };
  };
  const { said } = await ask('enter', { secret: room.tokens.facilitate, pass: true });
  const rotated = await ask('links/facilitate/rotate', { pass: true }, said.pass);
  expect(rotated.status).toBe(200);
  expect((await ask('enter', {}, said.pass)).status).toBe(403);
  expect((await ask('enter', {}, rotated.said.pass)).status).toBe(200);
  const unasked = await ask('links/join/rotate', {}, rotated.said.pass);
  expect(unasked.said.pass).toBeUndefined();
});

test('a room that is made without cookies opens, and nobody is told that they were offline', async ({
  server,
  people,
}) => {
  const proxy = await WrongProxy.before(server, { dropsCookies: true });
  try {
    const page = await people.page();
    await blockStorage(page, true);
    await page.addInitScript(() => {
      const words = new Set<string | null>();
      new MutationObserver(() => {
        const word = document.querySelector('.saved-state');
        if (word !== null) words.add(word.getAttribute('data-word'));
      }).observe(document, { childList: true, subtree: true, attributes: true });
      Object.assign(window, { words });
    });
    await page.goto(proxy.url);
    await page.getByRole('textbox').first().fill('Without cookies');
    await page.getByRole('button', { name: 'Open a room' }).click();
    await expect(page.locator('.saved-state[data-word="saved"]')).toBeVisible();
    const words = await page.evaluate(() => [...(window as unknown as { words: Set<string> }).words]);
    expect(words.filter((word) => word.startsWith('offline'))).toEqual([]);
    await expect(page.getByText('Back online')).toHaveCount(0);
  } finally {
    proxy.stop();
  }
});
