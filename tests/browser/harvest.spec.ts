// Promise: whoever may read a room reads, prints and takes along what it gathered, in the room's language; nothing
// that is not to be seen yet is in it.

import { expect, type Page } from '@playwright/test';
import type { Language } from '../../client/src/protocol/session.ts';
import { expectNoViolation } from '../stage/axe.ts';
import { test } from '../stage/fixtures.ts';
import { harvestJson, heldPicnic, TITLE } from '../stage/held.ts';
import { chooseInMenu } from '../stage/menu.ts';
import { wholePlan } from '../stage/plan.ts';
import type { Room, Server } from '../stage/server.ts';
import { newId, TakingPart } from '../stage/taking_part.ts';

/** The page for who has the link for reading. */
const forReading = ({ links }: Room) => links.view.replace('#', '/harvest#');

/** Every form of the harvest as bytes, and the page as it is drawn, for who may read the room. */
async function everythingOf(server: Server, room: Room, page: Page): Promise<[string, string][]> {
  const files = ['md', 'csv', 'json', 'svg'].map((form) => `export.${form}`);
  const told: [string, string][] = [];
  for (const file of [...files, 'harvest.json', 'model.toml']) {
    const address = new URL(`api/rooms/${room.room}/${file}?token=${room.tokens.view}`, server.url);
    told.push([file, await (await fetch(address)).text()]);
  }
  await page.goto(forReading(room));
  await expect(paper(page)).toBeVisible();
  return [...told, ['the page', await page.content()]];
}

const paper = (page: Page) => page.getByRole('article');

test('a viewer reads the whole harvest, and the secret leaves the address bar', async ({
  server,
  people,
  peers,
}) => {
  const room = await heldPicnic(server, peers, 'fi');
  const page = await people.page({ locale: 'en-GB' });
  await page.goto(forReading(room));
  await expect(paper(page).getByRole('heading', { level: 1 })).toHaveText(TITLE);
  expect(new URL(page.url()).hash).toBe('');
  // The room's language for what was gathered, the reader's own for what they can do.
  await expect(paper(page)).toHaveAttribute('lang', 'fi');
  await expect(page.getByRole('button', { name: 'Print' })).toBeVisible();
  await expect(paper(page)).toContainText('3 osallistujaa · 4 lappua');

  const commitment = paper(page).locator('.harvest-commitments li');
  await expect(commitment).toContainText('Kysyn kummit kokoon');
  await expect(commitment).toContainText('Kuka: Bertil');
  await expect(commitment).toContainText('31. tammikuuta 2027 mennessä');
  await expect(commitment).toContainText('Mihin liittyy: Kummit');

  await expect(paper(page).getByRole('heading', { name: /^Kummit/ })).toContainText(
    '2 ääntä, jaettu 1. sija',
  );
  await expect(paper(page).getByRole('heading', { name: /^Lounaat/ })).toContainText(
    '2 ääntä, jaettu 1. sija',
  );
  const note = paper(page).locator('.harvest-note').filter({ hasText: 'Kummi ensimmäiselle viikolle' });
  await expect(note).toContainText('tykkään 2');
  await expect(note).toContainText('Cecilia: Kummi valitaan etukäteen');
  await expect(paper(page).getByRole('heading', { name: 'Ryhmien ulkopuolella' })).toBeVisible();
  await expect(paper(page).getByText('Tervetulokirje').first()).toBeVisible();
  const soon = paper(page).getByRole('heading', { name: 'Heti ensi viikolla' });
  await expect(soon.locator('xpath=following-sibling::ul[1]/li')).toHaveCount(2);

  const vote = paper(page).getByRole('table', { name: /Vaihe vote/ });
  await expect(vote.getByRole('row')).toHaveText([
    'SijaMikäÄänet',
    '1.Kummit2',
    '1.Lounaat2',
    '–Tervetulokirje0',
  ]);
  const time = paper(page).getByRole('table').last();
  await expect(time.getByRole('row')).toHaveCount(6);
  await expect(time.getByRole('row', { name: /^Vaihe pack/ })).toContainText('jäi pitämättä');
  await expect(time.getByRole('row', { name: /^Vaihe vote/ })).toContainText('1 min');
});

const WORDS: Record<Language, { heading: string; tie: string }> = {
  fi: { heading: 'Mitä otamme mukaamme', tie: 'jaettu 1. sija' },
  sv: { heading: 'Det här tar vi med oss', tie: 'delad plats 1' },
  en: { heading: 'What we take with us', tie: 'tied no. 1' },
};

for (const language of ['fi', 'sv', 'en'] as const) {
  test(`the harvest of a room in ${language} speaks ${language} and has no violation`, async ({
    server,
    people,
    peers,
  }) => {
    const room = await heldPicnic(server, peers, language);
    const wide = { viewport: { width: 1440, height: 900 } };
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    for (const [shape, options] of Object.entries({ wide, phone })) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await people.page({ ...options, colorScheme, locale: language });
        await page.goto(forReading(room));
        await expect(paper(page).getByRole('heading', { name: WORDS[language].heading })).toBeVisible();
        await expect(paper(page)).toContainText(WORDS[language].tie);
        await expectNoViolation(page, `harvest-${language}-${shape}-${colorScheme}`);
        await page.close();
      }
    }
  });
}

test('the room leads to its harvest and back, and a newer harvest is fetched when asked', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom({ title: 'Newcomers', language: 'en' });
  const writer = await peers.join(server, room);
  writer.add('a', 'A buddy');
  await expect.poll(() => harvestJson(server, room)).toContain('A buddy');
  const person = await people.enter(room.links.join);
  const { page } = person;
  await chooseInMenu(page, 'Harvest');
  await expect(paper(page)).toContainText('A buddy');

  writer.add('b', 'Lunch together', [240, 0]);
  await expect.poll(() => harvestJson(server, room)).toContain('Lunch together');
  await expect(paper(page)).not.toContainText('Lunch together');
  await page.getByRole('button', { name: 'Fetch again' }).click();
  await expect(paper(page)).toContainText('Lunch together');
  await expect(page.getByText('The harvest is up to date.')).toBeVisible();

  // Who may pass the link for reading on finds it here.
  const link = await page.getByRole('textbox', { name: 'Share for reading' }).inputValue();
  const other = await people.page();
  await other.goto(link);
  await expect(paper(other)).toContainText('Lunch together');

  await page.getByRole('link', { name: 'To the room' }).click();
  await expect(person.board).toBeVisible();
});

test('it prints on paper of A4 without the page around it, dark screens too', async ({ server, people }) => {
  const notes = Array.from({ length: 90 }, (_, index) => ({
    id: `n${index}`,
    text: `Idea ${index}: ${'we meet more often and shorter. '.repeat((index % 5) + 1)}`,
    at: [(index % 10) * 240, Math.floor(index / 10) * 240],
    z: 0,
    color: ['yellow', 'pink', 'blue'][index % 3],
  }));
  const harvest = { format: 'picnic-harvest', version: 1, title: 'Ninety ideas', language: 'en', madeMs: 1 };
  const room = await server.makeRoom({ import: { ...harvest, lone: notes } });
  const page = await people.page({ colorScheme: 'dark' });
  await page.goto(forReading(room));
  await expect(page.locator('.harvest-note')).toHaveCount(90);
  const pdf = await page.pdf({ path: 'results/harvest.pdf', preferCSSPageSize: true, printBackground: true });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  expect(pages).toBeGreaterThanOrEqual(4);
  expect(pages).toBeLessThanOrEqual(10);
  // A4 in points.
  const box = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString('latin1'));
  expect([Math.round(Number(box?.[1])), Math.round(Number(box?.[2]))]).toEqual([595, 842]);

  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await expect(page.getByRole('link', { name: 'Everything (JSON)' })).toBeHidden();
  const look = await page
    .locator('.harvest-note')
    .first()
    .evaluate((note) => {
      const { breakInside } = getComputedStyle(note);
      return { breakInside, paper: getComputedStyle(document.body.parentElement as Element).backgroundImage };
    });
  expect(look).toEqual({ breakInside: 'avoid', paper: 'none' });
});

test('nothing that is not to be seen yet is in the harvest', async ({ server, people }) => {
  const plan = wholePlan(true);
  const onNotes = plan.phases.map((one) => (one.kind === 'vote' ? { ...one, on: 'notes' as const } : one));
  const room = await server.makeRoom({ title: 'Quiet', language: 'en', plan: { ...plan, phases: onNotes } });
  const facilitator = await TakingPart.enter(server, room, 'facilitate', 'Aino');
  const writer = await TakingPart.enter(server, room, 'join', 'Bertil');
  await facilitator.goTo('pack');
  const draft = (text: string, held: boolean) =>
    ({ id: newId(), text, color: 'yellow', section: null, held }) as const;
  await writer.does({ do: 'putDrafts', drafts: [draft('a secret idea', false), draft('held back', true)] });
  const page = await people.page();
  for (const [what, bytes] of await everythingOf(server, room, page)) {
    expect(bytes, what).not.toContain('secret idea');
    expect(bytes, what).not.toContain('held back');
  }

  await facilitator.goTo('lay');
  await expect.poll(() => harvestJson(server, room)).toContain('a secret idea');
  const { lone } = JSON.parse(await harvestJson(server, room)) as { lone: { id: string }[] };
  await facilitator.goTo('vote');
  const vote = { do: 'vote', round: 1, item: lone[0]?.id ?? '', count: 1 } as const;
  await writer.does(vote);
  for (const [what, bytes] of await everythingOf(server, room, page)) {
    // Nobody learns who wrote what, and no vote is told while it is open.
    for (const hidden of ['held back', 'Bertil', writer.id, '"voters":1', '1 vote']) {
      expect(bytes, what).not.toContain(hidden);
    }
  }
  facilitator.leave();
  writer.leave();
});

test('every form is saved under the room’s title', async ({ server, people, peers }) => {
  const room = await heldPicnic(server, peers, 'fi');
  const page = await people.page();
  await page.goto(forReading(room));
  const names = {
    'Text (Markdown)': 'md',
    'Table (CSV)': 'csv',
    'Everything (JSON)': 'json',
    'Drawing (SVG)': 'svg',
    'Picture (PNG)': 'png',
    'Workshop model (TOML)': 'toml',
  };
  for (const [name, ending] of Object.entries(names)) {
    const download = page.waitForEvent('download', { timeout: 45_000 });
    await page.getByRole('link', { name }).click();
    expect((await download).suggestedFilename()).toBe(`Miten otamme uudet vastaan.${ending}`);
    await expect(page.getByText(`${name} was saved.`)).toBeVisible();
  }
});

test('a stranger is told what to do', async ({ server, people }) => {
  const room = await server.makeRoom({ title: 'Closed' });
  const page = await people.page();
  await page.goto(`${server.url}r/${room.room}/harvest`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('Closed')).toHaveCount(0);
  await expect(page.getByRole('article')).toHaveCount(0);
});
