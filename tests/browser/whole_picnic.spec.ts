// Promise: a facilitator, four participants and a viewer run a whole picnic to its harvest, in Finnish, on a phone, by keyboard
// alone, late and without a network, with the server killed in the middle of packing and of voting.

import { type BrowserContextOptions, expect as impatient, type Page } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { type People, test } from '../stage/fixtures.ts';
import { Person } from '../stage/person.ts';
import type { Peer } from '../stage/provider.ts';
import { stands } from '../stage/rest.ts';
import { PHONE } from '../stage/screens.ts';
import type { Room } from '../stage/server.ts';
import { understood } from '../stage/told.ts';

/** Six browsers at once are slow on a small machine. */
const expect = impatient.configure({ timeout: 30_000 });
// A film of six browsers takes more than the browsers.
test.use({ actionTimeout: 30_000, trace: 'off' });

/** After a server is back, browsers wait a while before they try again. */
const BACK_MS_MAX = 45_000;

/** The titles of the default model's phases. */
const TITLES = {
  arrive: 'Saapuminen',
  pack: 'Pakkaa kori',
  lay: 'Levitä viltille',
  taste: 'Maistele',
  cluster: 'Ryhmittele',
  vote: 'Äänestä',
  take: 'Ota mukaasi',
  harvest: 'Sato',
};

type Kind = keyof typeof TITLES;

/** Everyone who is in the room, by what is particular about them. */
interface Crowd {
  /** Leads. */
  helmi: Page;
  /** On a phone. */
  matti: Page;
  /** Loses the network while packing. */
  pekka: Page;
  /** By keyboard alone. */
  kaisa: Page;
  /** Only looks. */
  vieno: Page;
  /** Comes late. */
  liisa?: Page;
}

async function come(
  people: People,
  link: string,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await people.page({ locale: 'fi-FI', reducedMotion: 'reduce', ...options });
  await page.addInitScript((known) => localStorage.setItem('picnic.name', known), name);
  await page.goto(link);
  await expect(page.getByTestId('board')).toBeVisible();
  return page;
}

const sheet = (page: Page) => page.locator('.task-sheet');
const bar = (page: Page) => page.getByTestId('facilitate-bar');
const everyone = (crowd: Crowd): readonly Page[] => Object.values(crowd);
const savedWord = (page: Page, word: string | RegExp, timeout = BACK_MS_MAX) =>
  expect(page.locator('.saved-state')).toHaveAttribute('data-word', word, { timeout });

/** Opens the phase's task, where a phone has it put away. */
async function openTask(page: Page): Promise<void> {
  await expect(page.locator('.task-sheet, .task-button')).toBeVisible();
  const button = page.locator('.task-button');
  if (await button.isVisible()) await button.click();
  await expect(sheet(page)).toBeVisible();
}

/** The facilitator goes on, and says yes where that cannot be taken back; everyone sees it, and nobody's page has a violation. */
async function goOn(crowd: Crowd, kind: Kind, yes?: string): Promise<void> {
  await bar(crowd.helmi)
    .getByRole('button', { name: /^(Aloita|Seuraavaksi): / })
    .click();
  if (yes !== undefined) await bar(crowd.helmi).getByRole('button', { name: yes, exact: true }).click();
  for (const page of everyone(crowd)) {
    if (page !== crowd.vieno) {
      await expect(page.locator(`.task-sheet[data-kind="${kind}"], .task-button`).first()).toBeVisible();
    }
    // In the task, or as a sign in the bar where there is none, or a phone has it folded.
    await expect(page.locator('.phase-told > .button, .phase-new').first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Mitä nyt tehdään' })).toContainText(TITLES[kind]);
  }
  for (const name of ['helmi', 'matti'] as const) {
    await expectNoViolation(crowd[name], `picnic-${kind}-${name}`);
  }
  for (const page of everyone(crowd)) {
    if (page !== crowd.kaisa) await understood(page);
  }
  await tabTo(crowd.kaisa, /^button Selvä$/);
  await crowd.kaisa.keyboard.press('Enter');
}

async function pack(page: Page, ...texts: string[]): Promise<void> {
  const composer = page.getByRole('textbox', { name: 'Uusi lappu' });
  for (const text of texts) {
    await composer.fill(text);
    await composer.press('Enter');
  }
}

const basket = (page: Page) => page.locator('[data-draft]');

/** Tab after tab, until an element of this kind and name has the focus. Nothing is clicked. */
async function tabTo(page: Page, name: RegExp, stops = 80): Promise<void> {
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const { activeElement: element } = document;
      const label = element instanceof HTMLElement && 'labels' in element ? element.labels : null;
      const named = label instanceof NodeList ? label[0]?.textContent : null;
      const words = element?.getAttribute('aria-label') ?? named ?? element?.textContent ?? '';
      return `${element?.tagName.toLowerCase()} ${words.trim()}`;
    });
    if (name.test(here)) return;
  }
  throw new Error(`no way to ${name} by keyboard`);
}

async function vote(page: Page, title: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await page.getByRole('button', { name: `Anna ääni: ${title}` }).click();
  }
}

/** The group that two notes of these texts make when one is dropped on the other. */
async function group(person: Person, text: string, onto: string, title: string): Promise<void> {
  const idOf = async (words: string) => {
    const note = person.notes.filter({ hasText: words }).first();
    return (await note.getAttribute('data-note')) ?? '';
  };
  // Neighbours make way for a group while the view stays, so that what is next may be out of sight by then.
  await person.page.getByRole('button', { name: 'Näytä kaikki', exact: true }).click();
  await stands(person.page);
  await person.dragOnto(await idOf(text), await idOf(onto));
  await expect(person.titleField).toBeFocused();
  await person.page.keyboard.type(title);
  await person.page.keyboard.press('Enter');
}

test('a whole picnic in Finnish ends in a harvest, whatever happens on the way', async ({
  ownServer: server,
  people,
  peers,
}) => {
  test.setTimeout(900_000);
  const room: Room = await server.makeRoom({
    title: 'Miten otamme uudet vastaan?',
    language: 'fi',
    model: 'inspiration-picnic',
  });
  const witness: Peer = await peers.join(server, room, 'view');
  const crowd: Crowd = {
    helmi: await come(people, room.links.facilitate, 'Helmi', { viewport: { width: 1440, height: 900 } }),
    matti: await come(people, room.links.join, 'Matti', PHONE),
    pekka: await come(people, room.links.join, 'Pekka'),
    kaisa: await come(people, room.links.join, 'Kaisa'),
    vieno: await come(people, room.links.view, 'Vieno'),
  };
  const { helmi, matti, pekka, kaisa, vieno } = crowd;

  await test.step('saapuminen: everyone answers, and nobody knows who said what', async () => {
    await goOn(crowd, 'arrive');
    for (const [page, answer] of [
      [matti, 'lumesta'],
      [pekka, 'kahvista'],
    ] as const) {
      await sheet(page).getByRole('textbox', { name: 'Mistä ilahduit viime viikolla?' }).fill(answer);
      await sheet(page).getByRole('button', { name: 'Vastaa' }).click();
    }
    await tabTo(kaisa, /^input Mistä ilahduit/);
    await kaisa.keyboard.type('koirasta');
    await kaisa.keyboard.press('Enter');
    await expect(vieno.locator('.arrive-said')).toHaveText(['kahvista', 'koirasta', 'lumesta']);
  });

  await test.step('pakkaa kori: offline, killed, by keyboard, and nobody sees what', async () => {
    await goOn(crowd, 'pack');
    await pack(matti, 'Kummi ensimmäiseksi viikoksi', 'Yhteinen lounas');
    await tabTo(kaisa, /^textarea Uusi lappu$/);
    for (const text of ['Selkeä opas', 'Oma avain heti']) {
      await kaisa.keyboard.type(text);
      await kaisa.keyboard.press('Enter');
    }
    await pekka.context().setOffline(true);
    await pekka.evaluate(() => dispatchEvent(new Event('offline')));
    await savedWord(pekka, 'offline');
    await pack(pekka, 'Esittely kaikille', 'Kahvit joka perjantai');
    await expect(basket(pekka)).toHaveCount(2);
    await expect(helmi.getByText('Levitettäväksi on pakattu yhteensä 4 lappua')).toBeVisible();

    await server.killNine();
    await savedWord(matti, 'offline');
    await pack(matti, 'Kutsu kotiin');
    await expect(basket(matti)).toHaveCount(3);
    await server.startAgain();
    await pekka.context().setOffline(false);
    for (const page of [helmi, matti, pekka, kaisa]) await savedWord(page, 'saved');
    await expect(helmi.getByText('Levitettäväksi on pakattu yhteensä 7 lappua')).toBeVisible();
    await matti.reload();
    await expect(basket(matti)).toHaveCount(3);
    expect(await helmi.getByText('Kummi ensimmäiseksi').count()).toBe(0);
    expect(witness.texts()).toEqual([]);
  });

  await test.step('levitä viltille: all notes, of nobody', async () => {
    await goOn(crowd, 'lay', 'Levitä korit');
    await expect.poll(() => witness.texts().length).toBe(7);
    await expect(vieno.locator('[data-note]')).toHaveCount(7);
    const notes = Object.values(witness.doc.getMap('notes').toJSON() as Record<string, { by: unknown }>);
    expect(notes.map(({ by }) => by)).toEqual(Array(7).fill(null));
  });

  await test.step('maistele: reactions and a comment', async () => {
    await goOn(crowd, 'taste');
    await openTask(matti);
    const inList = (page: Page, text: string) =>
      sheet(page).locator('[data-listed]').filter({ hasText: text });
    await inList(matti, 'Selkeä opas').getByRole('button', { name: 'Ihana, 0' }).click();
    await inList(pekka, 'Selkeä opas').getByRole('button', { name: 'Ihana, 1' }).click();
    const seen = vieno.locator('[data-note]').filter({ hasText: 'Selkeä opas' });
    await expect(seen.locator('.note-reactions')).toHaveText('2');
  });

  let liisa = matti;
  await test.step('ryhmittele: someone comes late and is told what is going on', async () => {
    await goOn(crowd, 'cluster');
    const person = await Person.at(helmi);
    await group(person, 'Yhteinen lounas', 'Kahvit joka perjantai', 'Syödään yhdessä');
    await group(person, 'Selkeä opas', 'Oma avain heti', 'Ensimmäinen päivä');
    await expect.poll(() => Object.keys(witness.doc.getMap('clusters').toJSON()).length).toBe(2);
    // Whoever comes as a phase begins is not late.
    await expect(helmi.getByRole('timer')).toHaveText(/^14:[0-3]\d$/);
    liisa = await come(people, room.links.join, 'Liisa');
    await expect(liisa.locator('.phase-told')).toContainText(
      'Lappuja ryhmitellään. Siirrä yhteen ne, jotka kuuluvat yhteen.',
    );
    await liisa.getByRole('button', { name: 'Selvä' }).click();
  });

  await test.step('äänestä: secret, within the budget, and nothing is lost when the server dies', async () => {
    const all = { ...crowd, liisa };
    await goOn(all, 'vote');
    await openTask(matti);
    await vote(matti, 'Syödään yhdessä', 1);
    await vote(pekka, 'Syödään yhdessä', 1);
    await tabTo(kaisa, /^button Anna ääni: Ensimmäinen päivä/);
    await kaisa.keyboard.press('Enter');
    for (const page of [matti, pekka, kaisa]) await savedWord(page, 'saved');

    await server.killNine();
    await savedWord(liisa, 'offline');
    await vote(liisa, 'Syödään yhdessä', 1);
    await server.startAgain();
    for (const page of [helmi, matti, pekka, kaisa, liisa]) await savedWord(page, 'saved');
    await liisa.reload();
    const given = liisa.getByRole('group', { name: 'Syödään yhdessä' }).locator('output');
    await expect(given).toHaveText('1');
    await expect(vieno.getByText('Äänestys on käynnissä. Tulokset tulevat tähän.')).toBeVisible();
    // What came of it is seen by all before anybody goes on.
    await bar(helmi)
      .getByRole('button', { name: /^Seuraavaksi: / })
      .click();
    await bar(helmi).getByRole('button', { name: 'Päätä äänestys', exact: true }).click();
    for (const page of everyone(all)) {
      await expect(page.locator('.result-line')).toHaveText([
        /Syödään yhdessä.*3 ääntä/,
        /Ensimmäinen päivä.*1 ääni/,
      ]);
    }
    await goOn(all, 'take');
  });

  await test.step('ota mukaasi: what is promised', async () => {
    await openTask(matti);
    await matti.getByRole('textbox', { name: 'Mitä lupaat tehdä?' }).fill('Keitän perjantaikahvit');
    await matti.getByRole('button', { name: 'Lupaa', exact: true }).click();
    await tabTo(kaisa, /^textarea Mitä lupaat/);
    await kaisa.keyboard.type('Kirjoitan oppaan');
    await tabTo(kaisa, /^button Lupaa$/);
    await kaisa.keyboard.press('Enter');
    await expect(sheet(vieno)).toContainText('Keitän perjantaikahvit');
    await expect(sheet(vieno)).toContainText('Kirjoitan oppaan');
  });

  await test.step('sato: all of it is there', async () => {
    await goOn({ ...crowd, liisa }, 'harvest');
    for (const page of [helmi, liisa]) {
      await expect(page.getByRole('link', { name: 'Avaa sato' })).toBeVisible();
    }
    await expect.poll(() => witness.texts().length).toBe(7);
    const path = `api/rooms/${room.room}/export.md?token=${room.tokens.view}`;
    const harvest = await (await fetch(new URL(path, server.url))).text();
    for (const part of [
      'Miten otamme uudet vastaan?',
      'Syödään yhdessä',
      'Ensimmäinen päivä',
      'Kutsu kotiin',
      'Keitän perjantaikahvit',
      'Kirjoitan oppaan',
    ]) {
      expect(harvest).toContain(part);
    }
    await savedWord(vieno, 'viewing');
    const opened = vieno.waitForEvent('popup');
    await vieno.getByRole('link', { name: 'Avaa sato' }).click();
    const leaf = await opened;
    const paper = leaf.getByRole('article');
    await expect(paper.getByRole('heading', { name: /^Syödään yhdessä/ })).toContainText('3 ääntä');
    await expect(paper.getByRole('heading', { name: /^Ensimmäinen päivä/ })).toContainText('1 ääni');
    await expect(paper.locator('.harvest-commitments li')).toHaveCount(2);
    await expect(paper).toContainText('Keitän perjantaikahvit');
    await expectNoViolation(leaf, 'picnic-harvest-page');
    // Three gave the one a vote, one of them while the server was down, and one the other.
    expect(harvest).toMatch(/Syödään yhdessä[^\n]*3 ääntä/);
    expect(harvest).toMatch(/Ensimmäinen päivä[^\n]*1 ääni/);
  });
});
