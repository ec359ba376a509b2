// Promise: whatever answers in the server's place, the board stays, nothing written is lost, and the page says what is wrong.

import { expect } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { test } from '../stage/fixtures.ts';
import { type OwnAnswer, WrongProxy } from '../stage/wrong_proxy.ts';

const SIGN_IN = '<!doctype html><title>Sign in</title><p>Welcome to the guest network';
const HTML = { 'content-type': 'text/html' };

/** What sign-in pages, captive portals and gateways answer. */
const ANSWERS: [string, OwnAnswer][] = [
  ['a sign-in page with 200', { status: 200, headers: HTML, body: SIGN_IN }],
  ['a redirect to a portal', { status: 302, headers: { location: 'http://127.0.0.1:9/portal' } }],
  ['401', { status: 401, headers: HTML, body: SIGN_IN }],
  ['403', { status: 403, headers: HTML, body: SIGN_IN }],
  ['404 with nothing', { status: 404 }],
  [
    '404 as another server’s problem',
    { status: 404, headers: { 'content-type': 'application/problem+json' }, body: '{"status":404}' },
  ],
  [
    'JSON that was cut short',
    { status: 200, headers: { 'content-type': 'application/json' }, body: '{"room":' },
  ],
];

for (const [what, answer] of ANSWERS) {
  test(`${what} takes nobody’s board away, and its cause is told`, async ({ server, people }) => {
    const room = await server.makeRoom();
    const proxy = await WrongProxy.before(server);
    try {
      const person = await people.enter(proxy.link(room.links.join));
      await person.write('before');
      await person.reads('saved');
      proxy.wrong = { answer: () => answer, upgrade: answer.status };
      proxy.cut();
      await person.write('in mid-word');
      await person.reads('offlineBetween');
      await expect(person.page.locator('.saved-state')).toContainText('a sign-in page or proxy answers');
      expect(await person.texts()).toEqual(['before', 'in mid-word']);
      proxy.wrong = {};
      // The longest wait between two attempts is 20 s.
      await expect(person.page.locator('.saved-state')).toHaveAttribute('data-word', 'saved', {
        timeout: 25_000,
      });
      const other = await people.enter(room.links.join);
      await expect.poll(() => other.texts()).toEqual(['before', 'in mid-word']);
    } finally {
      proxy.stop();
    }
  });
}

test('a room’s page that something else answers says so, and opens once it can', async ({
  server,
  people,
}) => {
  const room = await server.makeRoom();
  const proxy = await WrongProxy.before(server, {
    answer: (path) => (path.includes('/api/') ? { status: 200, headers: HTML, body: SIGN_IN } : undefined),
  });
  try {
    const page = await people.page();
    await page.goto(proxy.link(room.links.join));
    await expect(page.getByRole('heading', { name: 'Something stands in between' })).toBeVisible();
    await expectNoViolation(page, 'between');
    proxy.wrong = {};
    await expect(page.getByTestId('board')).toBeVisible();
  } finally {
    proxy.stop();
  }
});

test('a proxy that tells the server another host is named as the cause', async ({ server, people }) => {
  const proxy = await WrongProxy.before(server, { host: 'inner.example' });
  try {
    const page = await people.page();
    await page.goto(proxy.url);
    await page.getByRole('button', { name: 'Open a room', exact: true }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'set up wrongly' })).toBeVisible();
    const room = await server.makeRoom();
    await page.goto(proxy.link(room.links.join));
    await expect(page.getByRole('heading', { name: 'This picnic is set up wrongly' })).toBeVisible();
    await expect(page.getByText('Host header')).toBeVisible();
  } finally {
    proxy.stop();
  }
});
