// Promise: picnic also lives under a path of somebody's site.

import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { Server } from '../stage/server.ts';

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
