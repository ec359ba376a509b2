// Promise: where something between page and server lets no WebSocket through, people work together all the same.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { Person } from '../stage/person.ts';
import { WrongProxy } from '../stage/wrong_proxy.ts';

/** What proxies do to upgrades. */
const UPGRADES = [400, 403, 426, 502, 'swallowed'] as const;

for (const upgrade of UPGRADES) {
  test(`two people write to each other through a proxy whose upgrades end in ${upgrade}`, async ({
    server,
    people,
    peers,
  }) => {
    const room = await server.makeRoom();
    const proxy = await WrongProxy.before(server, { upgrade });
    try {
      const one = await people.enter(proxy.link(room.links.join), 'Aino');
      const other = await people.enter(proxy.link(room.links.join), 'Bertil');
      const mine = await one.write('from the one');
      await one.reads('saved');
      await expect(other.note(mine)).toContainText('from the one');
      const theirs = await other.write('from the other');
      await expect(one.note(theirs)).toContainText('from the other');
      await expect(other.page.getByRole('button', { name: '2 people here' })).toBeVisible();
      // A tab that is left is gone at once, as a socket is.
      await other.page.close();
      await expect(one.page.getByRole('button', { name: '1 person here' })).toBeVisible();
      // Whoever comes by a WebSocket is in the same room.
      const program = await peers.join(server, room);
      await expect.poll(() => program.texts()).toEqual(['from the one', 'from the other']);
      program.add('a', 'from a program', [0, 400]);
      await expect(one.note('a')).toContainText('from a program');
      // A page that is loaded anew remembers how it goes.
      await one.page.reload();
      await one.boardIsThere();
      await one.reads('saved');
    } finally {
      proxy.stop();
    }
  });
}

for (const without of ['missing', 'forbidden'] as const) {
  test(`whose browser has WebSockets ${without} works together with others all the same`, async ({
    server,
    people,
  }) => {
    const room = await server.makeRoom();
    const page = await people.page();
    await page.addInitScript((how) => {
      const forbids = class {
        constructor() {
          throw new DOMException('not here', 'SecurityError');
        }
      };
      Object.assign(window, { WebSocket: how === 'missing' ? undefined : forbids });
    }, without);
    const one = await people.enter(room.links.join, 'Aino', page);
    const other = await people.enter(room.links.join, 'Bertil');
    const mine = await one.write('from the one');
    await one.reads('saved');
    await expect(other.note(mine)).toContainText('from the one');
  });
}

test('a server that is killed and starts again loses nothing of those who go by events', async ({
  ownServer,
  people,
}) => {
  const room = await ownServer.makeRoom();
  const proxy = await WrongProxy.before(ownServer, { upgrade: 502 });
  try {
    const one = await people.enter(proxy.link(room.links.join));
    await one.write('before');
    await one.reads('saved');
    await ownServer.killNine();
    await one.write('meanwhile');
    await one.reads('offline');
    await ownServer.startAgain();
    await expect(one.page.locator('.saved-state')).toHaveAttribute('data-word', 'saved', { timeout: 25_000 });
    const late = await people.enter(room.links.join);
    await expect.poll(() => late.texts()).toEqual(['before', 'meanwhile']);
  } finally {
    proxy.stop();
  }
});

test('a tab too many says so, does not stop the others, and goes on when one is closed', async ({
  server,
  people,
}) => {
  test.slow();
  const room = await server.makeRoom();
  const proxy = await WrongProxy.before(server, { upgrade: 403 });
  try {
    const first = await people.enter(proxy.link(room.links.join), 'Aino');
    const context = first.page.context();
    const open = async () => {
      const page = await context.newPage();
      await page.goto(proxy.link(room.links.join));
      return await Person.at(page);
    };
    const others = [await open(), await open(), await open()];
    for (const person of [first, ...others]) {
      await expect(person.page.locator('.saved-state')).toHaveAttribute('data-word', 'saved', {
        timeout: 30_000,
      });
    }
    const last = await open();
    await expect(last.page.locator('.saved-state')).toContainText('picnic is open in too many tabs', {
      timeout: 30_000,
    });
    const note = await first.write('the first goes on');
    await first.reads('saved');
    await expect(others[0]?.note(note) ?? first.note('none')).toContainText('the first goes on');
    await others[2]?.page.close();
    await expect(last.page.locator('.saved-state')).toHaveAttribute('data-word', 'saved', {
      timeout: 45_000,
    });
    await expect(last.note(note)).toContainText('the first goes on');
  } finally {
    proxy.stop();
  }
});
