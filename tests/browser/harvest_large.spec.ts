// Promise: a harvest of 20 MB is shown, and taking it along says how much of it is here.

import { stat } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import type { Room, Server } from '../stage/server.ts';

// A trace copies the whole page, which is as large, at every step.
test.use({ trace: 'off' });

/** A room whose harvest is about this many bytes, and half as much again where every mark of Markdown is escaped. */
async function largeRoom(server: Server, bytes: number): Promise<Room> {
  const text = '*a_b'.repeat(475);
  const lone = Array.from({ length: Math.ceil(bytes / 2_050) }, (_, index) => ({
    id: `n${index}`,
    text: `${index} ${text}`,
    at: [(index % 80) * 240, Math.floor(index / 80) * 240],
    z: 0,
    color: 'yellow',
  }));
  const harvest = { format: 'picnic-harvest', version: 1, title: 'Paljon', language: 'fi', madeMs: 1, lone };
  return await server.makeRoom({ import: harvest });
}

test('a file of 20 MB says how much of it is here, can be stopped, and comes whole', async ({
  server,
  people,
}) => {
  test.setTimeout(180_000);
  const room = await largeRoom(server, 15_000_000);
  const page = await people.page();
  await page.goto(room.links.view.replace('#', '/harvest#'));
  const progress = page.getByRole('progressbar');
  // Asked for plainly: a look by role that finds nothing yet makes the browser lay out thousands of notes, one by one. A page
  // that hears nothing for 40 s fetches once more.
  await page.waitForFunction(
    () => window.document.querySelector('article h1')?.textContent === 'Paljon',
    null,
    { timeout: 60_000, polling: 250 },
  );

  // As over a slow line.
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  const slow = { offline: false, latency: 0, downloadThroughput: 1_500_000, uploadThroughput: -1 };
  await line.send('Network.emulateNetworkConditions', slow);
  const document = page.getByRole('link', { name: 'Text (Markdown)' });
  await document.click();
  await expect(progress).toBeVisible();
  const done = async () => Number(await progress.getAttribute('value'));
  await expect.poll(done, { timeout: 60_000 }).toBeGreaterThan(1_000_000);
  const total = Number(await progress.getAttribute('max'));
  expect(total).toBeGreaterThanOrEqual(20_000_000);
  await expect(page.getByText(/[\d.]+ MB of 2\d(\.\d)? MB/)).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped. No file was saved.')).toBeVisible();
  await expect(progress).toBeHidden();

  await line.send('Network.emulateNetworkConditions', { ...slow, downloadThroughput: -1 });
  const download = page.waitForEvent('download', { timeout: 90_000 });
  await document.click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('Paljon.md');
  expect((await stat(await file.path())).size).toBe(total);
  await expect(page.getByText('Text (Markdown) was saved.')).toBeVisible();
});
