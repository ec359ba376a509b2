// Languages: only the one that is read is fetched, and none other is ever seen.

import { expect, type Page } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { openSettings } from '../stage/menu.ts';
import { phase } from '../stage/plan.ts';
import { TakingPart } from '../stage/taking_part.ts';

/** The files of texts that a page asks for, by language. */
function textsAskedFor(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const file = /\/assets\/(?:panel\.)?(fi|sv|en)-[^/]*\.js$/.exec(request.url());
    if (file?.[1] !== undefined) asked.push(file[1]);
  });
  return asked;
}

test('a page fetches the texts of its own language alone', async ({ server, people }) => {
  const page = await people.page({ locale: 'fi-FI' });
  const asked = textsAskedFor(page);
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Avaa huone' }).click();
  await expect(page.getByRole('button', { name: 'Jaa' })).toBeEnabled();
  expect(new Set(asked)).toEqual(new Set(['fi']));

  await openSettings(page);
  await page.getByRole('radio', { name: 'Svenska' }).click();
  await expect(page.getByRole('button', { name: 'Dela' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'sv');
  expect(new Set(asked)).toEqual(new Set(['fi', 'sv']));
});

test('nothing is shown before its texts are there', async ({ server, people }) => {
  const page = await people.page({ locale: 'sv-SE' });
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const asked = page.waitForRequest(/\/assets\/sv-/);
  await page.route(/\/assets\/sv-/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(server.url, { waitUntil: 'commit' });
  await asked;
  await expect(page.locator('.not-loaded')).toBeAttached();
  await expect(page.getByRole('button')).toHaveCount(0);
  release();
  await expect(page.getByRole('button', { name: 'Öppna ett rum' })).toBeVisible();
});

test('a language that does not come leaves the page in its own, and it is said', async ({
  server,
  people,
}) => {
  const page = await people.page({ locale: 'en-GB' });
  await page.goto(server.url);
  await page.route(/\/assets\/fi-/, (route) => route.abort());
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Suomi' }).click();
  await expect(page.getByText('The texts in Suomi did not come')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'English' })).toBeChecked();

  await page.unroute(/\/assets\/fi-/);
  await page.getByRole('radio', { name: 'Suomi' }).click();
  await expect(page.getByRole('button', { name: 'Avaa huone' })).toBeVisible();
});

test('a room in another language than its reader’s is harvested in its own', async ({ server, people }) => {
  const host = await people.page({ locale: 'fi-FI' });
  await host.goto(server.url);
  await host.getByRole('button', { name: 'Avaa huone' }).click();
  await expect(host.getByRole('button', { name: 'Jaa' })).toBeEnabled();
  await openSettings(host);
  await host.getByRole('radio', { name: 'English' }).click();
  await host.keyboard.press('Escape');
  await expect(host.getByRole('button', { name: 'Share' })).toBeVisible();
  await host.goto(`${host.url().split('#')[0]}/harvest`);
  await expect(host.getByRole('button', { name: 'Print' })).toBeVisible();
  await expect(host.locator('.harvest-paper')).toContainText('Taululla ei ole vielä lappuja');
});

/** All that the page says, to the eye and to the ear, but for what is marked as written in this language. */
async function saidBut(page: Page, lang: string): Promise<string[]> {
  return await page.evaluate((of) => {
    const said: string[] = [];
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest(`[lang="${of}"]`) !== null) continue;
      const names = ['aria-label', 'aria-description', 'aria-roledescription', 'title', 'placeholder'];
      said.push(...names.map((name) => element.getAttribute(name) ?? ''));
      for (const node of element.childNodes) if (node instanceof Text) said.push(node.data.trim());
    }
    return said.filter((text) => text !== '');
  }, lang);
}

test('nothing stays in the language from before: what is read aloud, told, or called so on the board', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom({
    plan: {
      anonymous: false,
      phases: [phase({ kind: 'pack' }), phase({ kind: 'taste', comments: true })],
      sections: [],
    },
  });
  const board = await peers.join(server, room);
  board.add('apple', 'omena', [0, 0]);
  board.add('empty', '', [300, 0]);
  board.add('bread', '', [0, 400]);
  board.cluster('food', '', ['bread']);
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
  const page = await people.page({ locale: 'sv-SE' });
  await facilitator.goTo('taste');
  await page.goto(room.links.join);
  // What begins is read aloud to those who were here, and they are once they see what runs.
  await expect(page.locator('.task-sheet[data-kind="taste"]')).toBeVisible();
  await facilitator.goTo('pack');
  await expect(page.locator('.for-screen-readers[aria-live]')).toContainText('Fas pack. Fas pack');
  const note = page.locator('[data-note="apple"]');
  await expect(note).toHaveAttribute('aria-roledescription', 'lapp');
  await page.locator('.task-composer textarea').fill('smör');
  await page.locator('.task-composer textarea').press('Enter');
  await page.locator('[data-draft] .task-draft-open').press('Delete');
  await expect(page.locator('.message')).toContainText('Ångra');

  await openSettings(page);
  await page.getByRole('radio', { name: 'Suomi' }).click();
  await page.keyboard.press('Escape');
  await expect(note).toHaveAttribute('aria-roledescription', 'lappu');
  await expect(note).toHaveAttribute('aria-description', 'keltainen');
  await expect(page.locator('[data-note="empty"]')).toHaveAttribute('aria-label', 'Tyhjä lappu');
  await expect(page.locator('[data-cluster="food"]')).toHaveAttribute('aria-roledescription', 'ryhmä');
  await expect(page.locator('.message [lang="sv"]')).toHaveCount(2);
  const swedish = /å|lapp(ar)?\b|skriv|\bfas\b/i;
  expect((await saidBut(page, 'sv')).filter((text) => swedish.test(text))).toEqual([]);
  facilitator.leave();
});
