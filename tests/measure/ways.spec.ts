// How long a letter takes from one page to another, by WebSockets and where none gets through, at once and on a slow network.

import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { SlowLink } from '../stage/slow_link.ts';
import { WrongProxy } from '../stage/wrong_proxy.ts';

const LETTERS = process.env.PICNIC_BENCH_QUICK ? 20 : 80;
/** Time between two letters, as of somebody who types quickly. */
const PACE_MS = 120;
/** One way, of networks: this machine's own, and a phone's. */
const NETWORKS_MS = [0, 40];
/**
 * What events and posts may take over a network, times what a WebSocket takes. On one machine the cost of a request is
 * most of it, and is only printed.
 */
const TIMES_MAX = 1.5;

for (const ms of NETWORKS_MS) {
  test(`a letter over a network of ${ms} ms`, async ({ ownServer: server, people }) => {
    const took: Record<string, number[]> = {};
    for (const [way, upgrade] of [
      ['socket', undefined],
      ['events', 502],
    ] as const) {
      const proxy = await WrongProxy.before(server, { ...(upgrade && { upgrade }) });
      const link = await SlowLink.before(proxy, ms);
      try {
        const room = await server.makeRoom();
        const address = link.url + new URL(room.links.join).pathname.slice(1) + new URL(room.links.join).hash;
        const one = await people.enter(address);
        const other = await people.enter(address);
        const id = await one.write('letters');
        await expect(other.note(id)).toContainText('letters');
        await watch(other.page, id);
        await one.note(id).dblclick();
        await expect(one.editor).toBeFocused();
        await one.page.keyboard.press('Control+End');
        took[way] = await type(one.page, other.page);
      } finally {
        link.stop();
        proxy.stop();
      }
    }
    const socket = figures(took.socket ?? []);
    const events = figures(took.events ?? []);
    console.log(`one way ${ms} ms: by socket ${say(socket)}; by events ${say(events)}`);
    if (ms > 0) expect(events.median).toBeLessThanOrEqual(TIMES_MAX * socket.median);
  });
}

/** Notes when so many letters of a note are first seen. */
async function watch(page: Page, id: string): Promise<void> {
  await page.evaluate((note) => {
    const seen: Record<number, number> = {};
    Object.assign(window, { seen });
    const element = document.querySelector(`[data-note="${note}"]`);
    new MutationObserver(() => {
      const letters = element?.textContent?.match(/@+/)?.[0].length ?? 0;
      seen[letters] ??= performance.timeOrigin + performance.now();
    }).observe(element ?? document, { subtree: true, childList: true, characterData: true });
  }, id);
}

/** Types letters on one page; how long each took until another showed it, ms. */
async function type(page: Page, other: Page): Promise<number[]> {
  await page.evaluate(() => {
    const typed: [number, number][] = [];
    Object.assign(window, { typed });
    addEventListener('input', ({ target }) => {
      const letters = target instanceof HTMLTextAreaElement ? target.value.match(/@+/)?.[0].length : 0;
      typed.push([letters ?? 0, performance.timeOrigin + performance.now()]);
    });
  });
  await page.keyboard.type('@'.repeat(LETTERS), { delay: PACE_MS });
  const typed = await page.evaluate(() => (window as unknown as { typed: [number, number][] }).typed);
  const last = typed.at(-1)?.[0] ?? 0;
  const seen = () => other.evaluate(() => (window as unknown as { seen: Record<number, number> }).seen);
  await expect.poll(async () => last in (await seen())).toBe(true);
  const all = await seen();
  return typed.flatMap(([letters, at]) => (all[letters] === undefined ? [] : [all[letters] - at]));
}

function figures(times: readonly number[]): { median: number; p95: number; count: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95), count: sorted.length };
}

function say({ median, p95, count }: ReturnType<typeof figures>): string {
  return `${median.toFixed(1)} ms (p95 ${p95.toFixed(1)}, ${count} letters)`;
}
