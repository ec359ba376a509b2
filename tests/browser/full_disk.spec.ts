// Promise: while the server cannot save, everyone goes on and is told so; when it can again, all is saved.

import { expect } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { FailingDisk } from '../stage/failing_disk.ts';
import { test } from '../stage/fixtures.ts';
import { Server } from '../stage/server.ts';

const DISK = FailingDisk.make();
test.afterAll(() => DISK?.remove());

test('a full disk is told on every page, the room goes on, and what was written meanwhile is kept', async ({
  people,
}) => {
  test.skip(DISK === null, 'there is no C compiler to build the failing disk with');
  if (DISK === null) return;
  const server = await Server.start([], DISK.environment);
  try {
    const room = await server.makeRoom();
    const aino = await people.enter(room.links.join, 'Aino');
    const vieno = await people.enter(room.links.view, 'Vieno');
    await aino.write('before');
    await aino.reads('saved');

    DISK.isFull();
    await aino.write('meanwhile');
    await expect.poll(() => vieno.texts()).toEqual(['before', 'meanwhile']);
    for (const one of [aino, vieno]) {
      await one.reads('serverCannotSave');
      const said = 'Not saved: the server cannot save right now. Leave this page open';
      await expect(one.page.locator('.saved-state')).toContainText(said);
    }
    await expectNoViolation(aino.page, 'full-disk');
    expect((await fetch(new URL('readyz', server.url))).status).toBe(503);

    DISK.works();
    await aino.reads('saved');
    await vieno.reads('viewing');
    await server.killNine();
    await server.startAgain();
    const late = await people.enter(room.links.join, 'Liisa');
    await expect.poll(() => late.texts()).toEqual(['before', 'meanwhile']);
  } finally {
    await server.stop();
  }
});
