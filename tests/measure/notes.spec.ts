// Notes in the browser: time to see them, and frames a second while dragging and panning.
//
// Headless, with software raster, so that figures of two runs on one machine can be compared; the
// figures are printed as a table and left in results/.

import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { Person, waveNameAway } from '../stage/person.ts';

/** Boards to measure: so many notes, all of them in so many clusters if any. */
const BOARDS = process.env.PICNIC_BENCH_QUICK
  ? [{ count: 200, clusters: 0 }]
  : [
      { count: 200, clusters: 0 },
      { count: 1_000, clusters: 0 },
      { count: 4_000, clusters: 0 },
      { count: 4_000, clusters: 40 },
      { count: 4_000, clusters: 200 },
    ];
const GESTURE_MS = 3_000;
/** Input comes at the display's rate, as from a mouse. */
const INPUT_MS = 1_000 / 60;
/** Width of a note and the room to the next. */
const PITCH = 240;
/** The same in a cluster, which has this many notes in a row and so much cloth and blanket around them. */
const CLUSTER_PITCH = 208;
const CLUSTER_COLUMNS = 5;
const CLUSTER_AROUND = 130;
/** Least width on the screen at which a note can be read. */
const READABLE_PX = 110;
const COLORS = ['yellow', 'orange', 'pink', 'purple', 'blue', 'teal', 'green', 'white'];

interface Figures {
  notes: number;
  clusters: number;
  open_ms: number;
  drag: Pace;
  /** A cluster as one, by its title; nothing where there is none. */
  drag_cluster: Pace | null;
  pan: Pace;
  pan_all: Pace;
  script_kb: number;
}

const results: Figures[] = [];

for (const { count, clusters } of BOARDS) {
  test(`${count} notes in ${clusters} clusters`, async ({ ownServer: server, people, peers }) => {
    const room = await server.makeRoom({ title: `${count} notes` });
    const filler = await peers.join(server, room);
    for (let start = 0; start < count; start += 200) {
      filler.doc.transact(() => {
        for (let number = start; number < Math.min(count, start + 200); number++) {
          filler.add(
            `n${number}`,
            `Idea ${number}: what we could try next`,
            placeOf(number, count, clusters),
            COLORS[number % COLORS.length],
          );
        }
      });
    }
    for (let number = 0; number < clusters; number++) {
      const size = count / clusters;
      const ids = Array.from({ length: size }, (_, index) => `n${number * size + index}`);
      filler.cluster(`c${number}`, `Pile ${number}`, ids, COLORS[number % COLORS.length]);
    }
    const witness = await peers.join(server, room);
    await expect.poll(() => Object.keys(witness.notes()).length).toBe(count);
    await expect.poll(() => Object.keys(witness.titles()).length).toBe(clusters);
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
    await waveNameAway(page);
    const start = Date.now();
    await page.goto(room.links.join);
    await page.locator('[data-note]').first().waitFor();
    const open_ms = Date.now() - start;
    await Person.at(page);

    await page.getByRole('button', { name: 'Fit all', exact: true }).click();
    await settled(page);
    const pan_all = await frames(page, () => pan(page));
    // From so far a pan that ended in its middle has gone a long way.
    await page.getByRole('button', { name: 'Fit all', exact: true }).click();
    await settled(page);
    // Near enough to read: zoomed in until a note is at least so wide.
    for (let press = 0; press < 30 && (await widest(page)) < READABLE_PX; press++) {
      await page.getByRole('button', { name: 'Zoom in', exact: true }).click();
      await settled(page);
    }
    results.push({
      notes: count,
      clusters,
      open_ms,
      pan_all,
      pan: await frames(page, () => pan(page)),
      drag: await frames(page, () => drag(page, NOTES)),
      drag_cluster: clusters === 0 ? null : await paceOfCluster(page),
      script_kb: Math.round(scriptBytes / 100) / 10,
    });
  });
}

test.afterAll(() => {
  const rows = results.map((row) =>
    [
      row.notes,
      row.clusters,
      `${row.open_ms} ms`,
      ...[row.drag, row.drag_cluster, row.pan, row.pan_all].map((pace) =>
        pace === null ? '–' : `${pace.fps} fps, worst frame ${pace.worst} ms, busy ${pace.busy} %`,
      ),
      `${row.script_kb} KB`,
    ].join(' | '),
  );
  const head =
    '| notes | clusters | open | drag | drag of a cluster | pan, readable | pan, all in view | scripts |\n|---|---|---|---|---|---|---|---|';
  const table = [head, ...rows.map((row) => `| ${row} |`)].join('\n');
  console.log(`\n${table}\n`);
  const folder = resolve(import.meta.dirname, '../results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(resolve(folder, 'browser.md'), `${table}\n`);
  writeFileSync(resolve(folder, 'browser.json'), `${JSON.stringify(results, null, 2)}\n`);
});

/** A field of notes, or blocks of notes in a field. */
function placeOf(number: number, count: number, clusters: number): [number, number] {
  if (clusters === 0) {
    const columns = Math.ceil(Math.sqrt(count * 1.6));
    return [(number % columns) * PITCH, Math.floor(number / columns) * PITCH];
  }
  const size = count / clusters;
  const block = Math.floor(number / size);
  const blocks = Math.ceil(Math.sqrt(clusters * 1.6));
  const width = CLUSTER_COLUMNS * CLUSTER_PITCH + CLUSTER_AROUND;
  const height = Math.ceil(size / CLUSTER_COLUMNS) * CLUSTER_PITCH + CLUSTER_AROUND;
  const within = number % size;
  return [
    (block % blocks) * width + (within % CLUSTER_COLUMNS) * CLUSTER_PITCH,
    Math.floor(block / blocks) * height + Math.floor(within / CLUSTER_COLUMNS) * CLUSTER_PITCH,
  ];
}

interface Pace {
  /** Frames a second. */
  fps: number;
  /** Longest time from one frame to the next. */
  worst: number;
  /** Share of the time that the page's main thread was busy, in percent. */
  busy: number;
}

/** Counts the frames that the page draws during a gesture. */
async function frames(page: Page, gesture: () => Promise<void>): Promise<Pace> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const busySeconds = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  };
  await page.evaluate(() => {
    const times: number[] = [];
    const tick = (now: number) => {
      times.push(now);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    Object.assign(window, { frameTimes: times });
  });
  const before = await busySeconds();
  await gesture();
  const busy = (await busySeconds()) - before;
  await cdp.detach();
  return await page.evaluate((busySpent) => {
    const { frameTimes } = window as unknown as { frameTimes: number[] };
    const gaps = frameTimes.slice(1).map((time, index) => time - (frameTimes[index] ?? time));
    const whole = (frameTimes.at(-1) ?? 0) - (frameTimes[0] ?? 0);
    return {
      fps: Math.round((gaps.length / whole) * 10_000) / 10,
      worst: Math.round(Math.max(...gaps)),
      busy: Math.round((busySpent / (whole / 1_000)) * 100),
    };
  }, busy);
}

/** Makes a step of a gesture at each turn of the input's rate. */
async function atInputRate(step: (number: number) => Promise<void>): Promise<void> {
  const start = Date.now();
  for (let number = 0; Date.now() - start < GESTURE_MS; number++) {
    await step(number);
    const wait = start + (number + 1) * INPUT_MS - Date.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
  }
}

/** Moves the blanket by wheel there and back. */
async function pan(page: Page): Promise<void> {
  await page.mouse.move(720, 450);
  await atInputRate((step) => page.mouse.wheel(step % 60 < 30 ? 12 : -12, step % 60 < 30 ? 9 : -9));
}

const NOTES = '[data-note]';
const TITLES = '[data-cluster] .cluster-heading';

/** Moves a cluster in circles, from where its title is in view. */
async function paceOfCluster(page: Page): Promise<Pace> {
  // What was selected has a bar beside it, which a wheel does not move.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.mouse.move(200, 450);
  for (let step = 0; step < 40 && !(await isInView(page, TITLES)); step++) {
    await page.mouse.wheel(0, -200);
    await settled(page);
  }
  if (!(await isInView(page, TITLES))) throw new Error('no title of a cluster is in view');
  return await frames(page, () => drag(page, TITLES));
}

async function isInView(page: Page, selector: string): Promise<boolean> {
  const found = await page.locator(selector).evaluateAll((all) =>
    all.some((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      const [right, bottom] = [x + width / 2, y + height / 2];
      return right > 300 && right < 1_140 && bottom > 150 && bottom < 750;
    }),
  );
  return found;
}

/** Takes the one nearest to the middle, of notes or titles, and moves it in circles. */
async function drag(page: Page, selector: string): Promise<void> {
  const middle = await page.locator(selector).evaluateAll((ones) => {
    const middles = ones.map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    const far = ({ x, y }: { x: number; y: number }) => Math.hypot(x - 720, y - 450);
    return middles.sort((a, b) => far(a) - far(b))[0];
  });
  if (!middle) throw new Error(`none of ${selector} is in view`);
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  await atInputRate((step) =>
    page.mouse.move(720 + 200 * Math.cos(step / 20), 450 + 150 * Math.sin(step / 20)),
  );
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
