// Promise: at a reveal notes fly from where their writers sit, the task and tools step aside and it is said how many there are; where nobody
// is named all come from one place, in an order that tells nothing; and who wants no motion finds them there.

import { expect, type Page } from '@playwright/test';
import type { People } from '../stage/fixtures.ts';
import { test } from '../stage/fixtures.ts';
import { phase } from '../stage/plan.ts';
import { enterAs, scene } from '../stage/scene.ts';
import type { Server } from '../stage/server.ts';
import { draft, TakingPart } from '../stage/taking_part.ts';

const PACK = phase({ kind: 'pack' });
const LAY = phase({ kind: 'lay', reveal: 'together', turnSeconds: null });
const TASTE = phase({ kind: 'taste', comments: true });

/** Where each note came from, in screen pixels, in the order in which they began; by its text. */
type Flights = readonly { readonly text: string; readonly from: readonly [number, number] }[];

/** Notes down, in the page, where each note flies from as it begins to. */
async function watchFlights(page: Page): Promise<() => Promise<Flights>> {
  await page.evaluate(() => {
    const flights: { text: string; from: [number, number] }[] = [];
    Object.assign(window, { flights });
    const seen = new Set<Element>();
    new MutationObserver(() => {
      for (const note of document.querySelectorAll<HTMLElement>('.note-coming')) {
        if (seen.has(note)) continue;
        seen.add(note);
        const numbers = (words = '') => [...words.matchAll(/-?[\d.]+/g)].map(Number);
        const [px = 0, py = 0, scale = 1] = numbers(note.parentElement?.style.transform);
        const [x = 0, y = 0] = numbers(note.style.translate);
        const by = ['--fly-x', '--fly-y'].map((name) => Number.parseFloat(note.style.getPropertyValue(name)));
        flights.push({
          text: note.textContent ?? '',
          from: [
            Math.round((x + note.offsetWidth / 2 + (by[0] ?? 0)) * scale + px),
            Math.round((y + note.offsetHeight / 2 + (by[1] ?? 0)) * scale + py),
          ],
        });
      }
    }).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['class'],
    });
  });
  return async () => (await page.evaluate(() => Reflect.get(window, 'flights'))) as Flights;
}

async function packed(
  server: Server,
  people: People,
  anonymous: boolean,
  motion: 'no-preference' | 'reduce',
) {
  const options = { reducedMotion: motion, viewport: { width: 1280, height: 720 } };
  const { room, facilitator, page, person } = await scene(server, people, [PACK, LAY, TASTE], {
    anonymous,
    options,
  });
  const matti = await TakingPart.enter(server, room, 'join', 'Matti');
  await facilitator.does({ do: 'putDrafts', drafts: [draft('helmi 1'), draft('helmi 2')] });
  await matti.does({ do: 'putDrafts', drafts: [draft('matti 1'), draft('matti 2'), draft('matti 3')] });
  await expect(page.locator('.gathering-number')).toHaveText('5 notes');
  return { room, facilitator, matti, page, person };
}

test('notes fly from their writers’ seats, the task is aside meanwhile, and the count stays until the first touch', async ({
  server,
  people,
}) => {
  const { facilitator, matti, page, person } = await packed(server, people, false, 'no-preference');
  const flights = await watchFlights(page);
  await facilitator.goTo('lay');
  await expect(page.locator('.gathering-count')).toHaveText('5 notes from 2 people');
  await expect(page.locator('.task-sheet')).toHaveCount(0);
  await expect(person.notes).toHaveCount(5);
  await expect(page.locator('.note-waiting, .note-coming')).toHaveCount(0);
  const seats = await page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('[data-seat]')].map((seat) => {
        const { x, y, width, height } = seat.getBoundingClientRect();
        return [
          (seat.textContent ?? '').slice(0, 2),
          [Math.round(x + width / 2), Math.round(y + height / 2)],
        ];
      }),
    ),
  );
  const seen = await flights();
  expect(seen).toHaveLength(5);
  for (const { text, from } of seen) {
    const seat = seats[text.startsWith('matti') ? 'Ma' : 'He'] as [number, number];
    expect(Math.hypot(from[0] - seat[0], from[1] - seat[1]), text).toBeLessThan(12);
  }
  await page.mouse.click(640, 400);
  await expect(page.locator('.gathering')).toHaveCount(0);
  matti.leave();
  facilitator.leave();
});

test('where nobody is named all notes come from one place, and from the middle outwards', async ({
  server,
  people,
}) => {
  const { facilitator, matti, page, person } = await packed(server, people, true, 'no-preference');
  const flights = await watchFlights(page);
  await facilitator.goTo('lay');
  await expect(page.locator('.gathering-count')).toHaveText('5 notes from 2 people');
  await expect(person.notes).toHaveCount(5);
  await expect(page.locator('.note-waiting, .note-coming')).toHaveCount(0);
  const seen = await flights();
  expect(seen).toHaveLength(5);
  const [first] = seen;
  for (const { from } of seen) {
    expect(Math.hypot(from[0] - (first?.from[0] ?? 0), from[1] - (first?.from[1] ?? 0))).toBeLessThan(4);
  }
  matti.leave();
  facilitator.leave();
});

test('without motion notes are simply there, and the count is said all the same', async ({
  server,
  people,
}) => {
  const { room, facilitator, matti, page, person } = await packed(server, people, false, 'reduce');
  const other = await enterAs(people, room.links.join, 'Kaisa');
  const flights = await watchFlights(page);
  await facilitator.goTo('lay');
  await expect(person.notes).toHaveCount(5);
  await expect(page.locator('.gathering-count')).toHaveText('5 notes from 2 people');
  await expect(other.page.locator('.gathering-count')).toHaveText('5 notes from 2 people');
  expect(await flights()).toEqual([]);
  matti.leave();
  facilitator.leave();
});

test('once the next phase begins the notes have the whole stage, without room for those who sat around', async ({
  server,
  people,
}) => {
  const { facilitator, matti, page, person } = await packed(server, people, false, 'reduce');
  await facilitator.goTo('lay');
  await expect(page.locator('.gathering-count')).toHaveText('5 notes from 2 people');
  await expect(person.notes).toHaveCount(5);
  const width = async () => (await person.notes.first().boundingBox())?.width ?? 0;
  await expect.poll(width).toBeGreaterThan(0);
  const before = await width();
  await facilitator.goTo('taste');
  await expect.poll(width).toBeGreaterThan(before * 1.1);
  await expect(page.locator('.gathering')).toHaveCount(0);
  matti.leave();
  facilitator.leave();
});
