// Promise: whoever looks at a whole large board can read what its clusters are called.

import { expect, type Page } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import type { Peer } from '../stage/provider.ts';
import { stands } from '../stage/rest.ts';
import { SCREENS } from '../stage/screens.ts';

const TITLES = [
  'Kirjat ja aineisto',
  'Aukioloajat',
  'Tapahtumat',
  'Hiljainen työ ja lukusalit',
  'Digineuvonta',
  'Lapset ja perheet',
  'Esteettömyys',
  'Kahvila',
  'Musiikki',
  'Yhteistyö koulujen kanssa',
  'Ilta',
  'Tilat',
];
const COLORS = ['yellow', 'blue', 'pink', 'green', 'orange', 'teal'];

/** 300 notes in 12 clusters of 5 columns, four clusters in a row. */
function layOut(peer: Peer): void {
  peer.doc.transact(() => {
    for (const [cluster, title] of TITLES.entries()) {
      const ids = Array.from({ length: 25 }, (_, index) => `n${cluster}-${index}`);
      for (const [index, id] of ids.entries()) {
        const x = (cluster % 4) * 1_170 + (index % 5) * 208;
        const y = Math.floor(cluster / 4) * 1_200 + Math.floor(index / 5) * 208;
        peer.add(id, `Ajatus ${index} kirjastosta`, [x, y], COLORS[cluster % COLORS.length]);
      }
      peer.cluster(`c${String(cluster).padStart(2, '0')}`, title, ids, COLORS[(cluster + 1) % COLORS.length]);
    }
  });
}

/** How large titles are on the screen, whether they stay within their cluster, and whether nothing lies over them. */
async function titlesSeen(page: Page) {
  return await page.locator('[data-cluster]').evaluateAll((clusters) =>
    clusters.map((cluster) => {
      const title = cluster.querySelector<HTMLElement>('.cluster-title');
      if (title === null) throw new Error('a cluster has no title');
      const outer = cluster.getBoundingClientRect();
      const inner = title.getBoundingClientRect();
      const scale = outer.width / (cluster as HTMLElement).offsetWidth;
      const top = document.elementFromPoint(inner.x + inner.width / 2, inner.y + inner.height / 2);
      return {
        title: title.textContent ?? '',
        px: Number.parseFloat(getComputedStyle(title).fontSize) * scale,
        isWithin:
          inner.right <= outer.right + 1 && inner.bottom <= outer.bottom + 1 && inner.top >= outer.top - 1,
        isOnTop: top?.closest('[data-cluster]') === cluster,
      };
    }),
  );
}

for (const [size, shape] of Object.entries(SCREENS)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`300 notes in 12 clusters have titles to read: ${size}, ${colorScheme}`, async ({
      server,
      people,
      peers,
    }) => {
      const room = await server.makeRoom();
      layOut(await peers.join(server, room));
      const page = await people.page({ ...shape, colorScheme });
      const person = await people.enter(room.links.join, undefined, page);
      await person.looksAtAllWith(person.cluster('c11'));
      await expect(person.clusters).toHaveCount(TITLES.length);
      await stands(page);
      for (const seen of await titlesSeen(page)) {
        expect(seen).toMatchObject({ isWithin: true, isOnTop: true });
        expect(seen.px, seen.title).toBeGreaterThanOrEqual(size === 'phone' ? 10 : 12.8);
      }
      await page.screenshot({ path: `results/titles-${size}-${colorScheme}.png` });
    });
  }
}

test('in a cluster that is low on the screen a title has as many lines as fit: a phone that lies', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  const titles = ['Coffee and walks', 'Books that we read together', 'Food'];
  for (const [index, title] of titles.entries()) {
    const ids = [`${index}a`, `${index}b`];
    for (const [column, id] of ids.entries()) peer.add(id, 'a note', [column * 208, index * 500]);
    peer.cluster(`c${index}`, title, ids);
  }
  const viewport = { width: 844, height: 390 };
  const page = await people.page({ ...SCREENS.phone, viewport });
  const person = await people.enter(room.links.join, undefined, page);
  // From where three lines would fit to where hardly one does; below that a cluster is too narrow for letters of ten pixels.
  for (const height of [390, 350, 320]) {
    await page.setViewportSize({ width: 844, height });
    await person.looksAtAllWith(person.cluster('c2'));
    await stands(page);
    for (const seen of await titlesSeen(page)) {
      expect(seen, `${height} px`).toMatchObject({ isWithin: true, isOnTop: true });
      expect(seen.px, seen.title).toBeGreaterThanOrEqual(10);
    }
    await page.screenshot({ path: `results/titles-lying-${height}.png` });
  }
});

test('a cluster is moved by its title from so far away', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  layOut(peer);
  const page = await people.page(SCREENS.desktop);
  const person = await people.enter(room.links.join, undefined, page);
  await person.looksAtAllWith(person.cluster('c11'));
  await stands(page);
  const from = await person.headingOf('c00');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x - 100, from.y + 20, { steps: 8 });
  await page.screenshot({ path: 'results/titles-drag.png' });
  await person.drop();
  await expect.poll(() => peer.notes()['n0-0']?.at[0]).toBeLessThan(-300);
  expect((peer.notes()['n0-1']?.at[0] ?? 0) - (peer.notes()['n0-0']?.at[0] ?? 0)).toBe(208);
});
