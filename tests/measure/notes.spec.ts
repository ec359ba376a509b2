// Notes in the browser: time to see them, and frames a second while dragging and panning.
//
// Headless, with software raster, so that figures of two runs on one machine can be compared; the
// figures are printed as a table and left in results/.

import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { Person } from '../stage/person.ts';

const COUNTS = process.env.PICNIC_BENCH_QUICK ? [200] : [200, 1_000, 4_000];
const GESTURE_MS = 3_000;
/** Width of a note and the room to the next. */
const PITCH = 240;
const COLORS = ['yellow', 'orange', 'pink', 'purple', 'blue', 'teal', 'green', 'white'];

interface Figures {
  notes: number;
  open_ms: number;
  drag_fps: number;
  drag_worst_ms: number;
  pan_fps: number;
  pan_worst_ms: number;
  pan_all_fps: number;
  pan_all_worst_ms: number;
  script_kb: number;
}

const results: Figures[] = [];

for (const count of COUNTS) {
  test(`${count} notes`, async ({ ownServer: server, people, peers }) => {
    const room = await server.makeRoom({ title: `${count} notes` });
    const filler = await peers.join(server, room);
    const columns = Math.ceil(Math.sqrt(count * 1.6));
    for (let start = 0; start < count; start += 200) {
      filler.doc.transact(() => {
        for (let number = start; number < Math.min(count, start + 200); number++) {
          const at: [number, number] = [(number % columns) * PITCH, Math.floor(number / columns) * PITCH];
          filler.add(
            `n${number}`,
            `Idea ${number}: what we could try next`,
            at,
            COLORS[number % COLORS.length],
          );
        }
      });
    }
    const witness = await peers.join(server, room);
    await expect.poll(() => Object.keys(witness.notes()).length).toBe(count);
    filler.leave();
    witness.leave();

    const page = await people.page({ viewport: { width: 1440, height: 900 } });
    let scriptBytes = 0;
    page.on('response', async (response) => {
      if (!response.url().split('?')[0]?.endsWith('.js')) return;
      const sizes = await response
        .request()
        .sizes()
        .catch(() => undefined);
      scriptBytes += sizes?.responseBodySize ?? 0;
    });
    const start = Date.now();
    await page.goto(room.links.join);
    await page.locator('[data-note]').first().waitFor();
    const open_ms = Date.now() - start;
    await Person.at(page);

    await page.getByRole('button', { name: 'Fit all', exact: true }).click();
    await settled(page);
    const pan_all = await frames(page, () => pan(page));
    // Near enough to read: zoomed in until a note is at least so wide.
    for (let press = 0; press < 30 && (await widest(page)) < 110; press++) {
      await page.getByRole('button', { name: 'Zoom in', exact: true }).click();
      await settled(page);
    }
    const panning = await frames(page, () => pan(page));
    const dragging = await frames(page, () => drag(page));
    results.push({
      notes: count,
      open_ms,
      drag_fps: dragging.fps,
      drag_worst_ms: dragging.worst,
      pan_fps: panning.fps,
      pan_worst_ms: panning.worst,
      pan_all_fps: pan_all.fps,
      pan_all_worst_ms: pan_all.worst,
      script_kb: Math.round(scriptBytes / 100) / 10,
    });
  });
}

test.afterAll(() => {
  const rows = results.map((row) =>
    [
      row.notes,
      `${row.open_ms} ms`,
      `${row.drag_fps} fps (worst ${row.drag_worst_ms} ms)`,
      `${row.pan_fps} fps (worst ${row.pan_worst_ms} ms)`,
      `${row.pan_all_fps} fps (worst ${row.pan_all_worst_ms} ms)`,
      `${row.script_kb} KB`,
    ].join(' | '),
  );
  const head =
    '| notes | open | drag | pan, readable | pan, all in view | scripts |\n|---|---|---|---|---|---|';
  const table = [head, ...rows.map((row) => `| ${row} |`)].join('\n');
  console.log(`\n${table}\n`);
  const folder = resolve(import.meta.dirname, '../results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(resolve(folder, 'browser.md'), `${table}\n`);
  writeFileSync(resolve(folder, 'browser.json'), `${JSON.stringify(results, null, 2)}\n`);
});

/** Counts the frames that the page draws during a gesture. */
async function frames(page: Page, gesture: () => Promise<void>): Promise<{ fps: number; worst: number }> {
  await page.evaluate(() => {
    const times: number[] = [];
    const tick = (now: number) => {
      times.push(now);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    Object.assign(window, { frameTimes: times });
  });
  await gesture();
  return await page.evaluate(() => {
    const { frameTimes } = window as unknown as { frameTimes: number[] };
    const gaps = frameTimes.slice(1).map((time, index) => time - (frameTimes[index] ?? time));
    const whole = (frameTimes.at(-1) ?? 0) - (frameTimes[0] ?? 0);
    return { fps: Math.round((gaps.length / whole) * 10_000) / 10, worst: Math.round(Math.max(...gaps)) };
  });
}

/** Moves the blanket by wheel there and back. */
async function pan(page: Page): Promise<void> {
  await page.mouse.move(720, 450);
  const start = Date.now();
  for (let step = 0; Date.now() - start < GESTURE_MS; step++) {
    await page.mouse.wheel(step % 60 < 30 ? 12 : -12, step % 60 < 30 ? 9 : -9);
  }
}

/** Takes the note nearest to the middle and moves it in circles. */
async function drag(page: Page): Promise<void> {
  const middle = await page.locator('[data-note]').evaluateAll((notes) => {
    const middles = notes.map((note) => {
      const { x, y, width, height } = note.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    const far = ({ x, y }: { x: number; y: number }) => Math.hypot(x - 720, y - 450);
    return middles.sort((a, b) => far(a) - far(b))[0];
  });
  if (!middle) throw new Error('no note is in view');
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  const start = Date.now();
  for (let step = 0; Date.now() - start < GESTURE_MS; step++) {
    await page.mouse.move(720 + 200 * Math.cos(step / 20), 450 + 150 * Math.sin(step / 20));
  }
  await page.mouse.up();
}

async function widest(page: Page): Promise<number> {
  return await page
    .locator('[data-note]')
    .evaluateAll((notes) => Math.max(0, ...notes.map((note) => note.getBoundingClientRect().width)));
}

/** Waits until nothing moves by itself. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().map((animation) => animation.finished));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
}
