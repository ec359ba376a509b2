// Promise: nothing lies over the board that stays, and no control over another: in every window, language and role, whatever is open.

import { expect, type Page } from '@playwright/test';
import type { Language } from '../../client/src/protocol/session.ts';
import { test } from '../stage/fixtures.ts';
import { layOut } from '../stage/library_board.ts';
import { chooseInMenu } from '../stage/menu.ts';
import { notesUnder, overlaps } from '../stage/overlap.ts';
import { stands } from '../stage/rest.ts';
import { enterAs } from '../stage/scene.ts';
import { TakingPart } from '../stage/taking_part.ts';
import { openWorkshop, panel } from '../stage/workshop.ts';

/** The last is a page at 400 %. */
const WINDOWS = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
  { width: 768, height: 1024 },
  { width: 390, height: 844, byFinger: true },
  { width: 844, height: 390, byFinger: true },
  { width: 320, height: 256 },
] as const;

const LOCALES = { fi: 'fi-FI', sv: 'sv-SE', en: 'en-GB' } as const satisfies Record<Language, string>;

const HISTORY = /^(History|Historia|Historik)/;

type Open = 'nothing' | 'workshop' | 'history';

const OPEN = {
  facilitate: ['nothing', 'workshop', 'history'],
  join: ['nothing', 'history'],
  view: ['nothing', 'history'],
} as const;

/** Each asks for something else: to write, to be seen all of, a list to press in. */
const PHASES = ['pack', 'cluster', 'vote'] as const;

/** A window's size, and whether it is held in a hand. */
async function turnInto(page: Page, window: (typeof WINDOWS)[number]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: 'byFinger' in window });
  await session.detach();
  await page.setViewportSize({ width: window.width, height: window.height });
  // The bar is asked once the window has its size.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

async function open(page: Page, what: Open): Promise<void> {
  if (what === 'workshop') {
    await openWorkshop(page);
    await expect(panel(page)).toBeVisible();
  }
  if (what === 'history') {
    await chooseInMenu(page, HISTORY);
    await expect(page.getByTestId('history')).toBeAttached();
    await expect(page.getByTestId('moment')).toBeVisible();
  }
}

async function close(page: Page, what: Open): Promise<void> {
  if (what === 'history') await page.locator('.past-now').dispatchEvent('click');
  if (what === 'nothing') return;
  await page.locator('.side-docked .side-top > .button').last().dispatchEvent('click');
  await expect(page.locator('.side-docked')).toHaveCount(0);
}

for (const [language, locale] of Object.entries(LOCALES) as [Language, string][]) {
  for (const verb of ['facilitate', 'join', 'view'] as const) {
    test(`nothing lies over anything: ${language}, ${verb}`, async ({ server, people, peers }) => {
      const title = {
        fi: 'Miten otamme uudet työntekijät vastaan?',
        sv: 'Hur tar vi emot nya kolleger?',
        en: 'How do we welcome newcomers?',
      };
      const room = await server.makeRoom({ language, title: title[language], model: 'inspiration-picnic' });
      const board = await peers.join(server, room);
      layOut(board);
      board.cluster('left', 'What stands at the very left', ['n00', 'n07', 'n14']);
      board.cluster('right', 'What stands at the very right', ['n06', 'n13']);
      const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
      const others = await Promise.all(
        ['Bo', 'Cecilia', 'David'].map((name) => TakingPart.enter(server, room, 'join', name)),
      );
      await helmi.goTo('pack');
      const { page } = await enterAs(people, room.links[verb], 'Aino', { locale }, '.phase');
      const found: string[] = [];
      for (const phase of PHASES) {
        if (phase !== 'pack') await helmi.goTo(phase);
        await expect(
          page.locator(verb === 'view' && phase !== 'vote' ? '.phase' : '.task-sheet, .task-tab'),
        ).toBeVisible();
        for (const window of WINDOWS) {
          await turnInto(page, window);
          for (const what of OPEN[verb]) {
            await open(page, what);
            const fit = page.getByRole('button', { name: /^(Fit all|Näytä kaikki|Visa allt)$/ });
            // A panel that has all of the width has the place of the board.
            const hasBoard = what === 'nothing' || (what === 'workshop' && window.width > 640);
            const isToFit = hasBoard && (await fit.isVisible());
            if (isToFit) await fit.dispatchEvent('click');
            await stands(page);
            const where = `${phase}, ${window.width} × ${window.height}, ${what}`;
            const under = isToFit ? await notesUnder(page) : [];
            found.push(...[...(await overlaps(page)), ...under].map((one) => `${where}: ${one}`));
            await close(page, what);
          }
        }
      }
      expect(found).toEqual([]);
      for (const one of [helmi, ...others]) one.leave();
    });
  }
}
