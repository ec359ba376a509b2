// Promise: picnic also lives under a path of somebody's site.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { Server } from '../stage/server.ts';
import { WrongProxy } from '../stage/wrong_proxy.ts';

test('a server with a base path serves all of it there', async ({ people, peers }) => {
  const server = await Server.start(['--base-path', '/tools/picnic/']);
  try {
    server.url = new URL('/tools/picnic/', server.url).href;
    const room = await server.makeRoom({ title: 'Under a path' });
    expect(new URL(room.links.join).pathname).toBe(`/tools/picnic/r/${room.room}`);
    const page = await people.page();
    const failed: string[] = [];
    page.on('response', (response) => {
      if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(server.url);
    await expect(page.getByRole('button', { name: 'Open a room', exact: true })).toBeVisible();
    const person = await people.enter(room.links.join, undefined, page);
    await person.write('under a path');
    const program = await peers.join(server, room);
    await expect.poll(() => program.texts()).toEqual(['under a path']);
    await page.reload();
    await person.boardIsThere();
    await expect.poll(() => person.texts()).toEqual(['under a path']);
    expect(failed).toEqual([]);
    expect((await fetch(new URL('/api/rooms', server.url), { method: 'POST' })).status).toBe(404);
  } finally {
    await server.stop();
  }
});

test('behind a proxy that takes the path away all of it works there', async ({ server, people }) => {
  const room = await server.makeRoom();
  const proxy = await WrongProxy.before(server, { strip: '/tools/picnic' });
  try {
    const page = await people.page();
    const failed: string[] = [];
    page.on('response', (response) => {
      if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(proxy.url);
    await expect(page.getByRole('button', { name: 'Open a room', exact: true })).toBeVisible();
    const person = await people.enter(proxy.link(room.links.join), undefined, page);
    await person.write('under a path that the server does not know');
    await person.reads('saved');
    // By the cookie, which is kept to the path that the browser sees.
    await page.reload();
    await person.boardIsThere();
    await person.reads('saved');
    await expect(page.getByText('keeps no cookies')).toHaveCount(0);
    const cookies = await page.context().cookies(`${proxy.url}api/rooms/${room.room}`);
    expect(cookies.map(({ name }) => name)).toEqual(['picnic']);
    expect(failed).toEqual([]);
  } finally {
    proxy.stop();
  }
});

test('a page whose scripts something holds back says so', async ({ server, people }) => {
  const proxy = await WrongProxy.before(server, {
    answer: (path) => (path.startsWith('/assets/') ? { status: 404 } : undefined),
  });
  try {
    const page = await people.page();
    await page.goto(proxy.url);
    await expect(page.getByText('Picnic could not be loaded')).toBeVisible();
    await expect(page.getByText('Picnic ei latautunut')).toBeVisible();
    proxy.wrong = { answer: (path) => (path.endsWith('.js') ? { status: 403 } : undefined) };
    await page.reload();
    // Not before it is clear that they do not come.
    await expect(page.getByText('Picnic could not be loaded')).toBeHidden();
    await expect(page.getByText('Picnic could not be loaded')).toBeVisible();
  } finally {
    proxy.stop();
  }
});
