// Promise: what is told in passing covers nothing that one works with: the bars, the task's sheet, a panel, the tools, what is being written.

import { expect, type Page } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { phase } from '../stage/plan.ts';
import { enterAs } from '../stage/scene.ts';
import { PHONE } from '../stage/screens.ts';
import { TakingPart } from '../stage/taking_part.ts';
import { understood } from '../stage/told.ts';
import { openTab, openWorkshop, panel } from '../stage/workshop.ts';

const PHASES = [phase({ kind: 'pack' }), phase({ kind: 'cluster' })];

/** In the bar they have the title's and the phase's place, and none of what leads on, or who is here. */
const WORKED_WITH =
  '.task-sheet, .task-tab, .side-docked, .facilitate-bar .button, .bar-home, .faces, .share-button, .bar-menu button, .strip-line, .tools, .zoom, .note-editing, .selection-bar';

/** What of it messages lie over. */
function covered(page: Page, of: string): Promise<string[]> {
  return page.evaluate((selector) => {
    const boxOf = (one: Element) => one.getBoundingClientRect();
    const messages = [...document.querySelectorAll('.message')]
      .filter((one) => one.checkVisibility())
      .map(boxOf);
    return [...document.querySelectorAll(selector)]
      .filter((one) => one.checkVisibility())
      .filter((one) => {
        const { left, right, top, bottom } = boxOf(one);
        return messages.some(
          (box) => box.left < right && box.right > left && box.top < bottom && box.bottom > top,
        );
      })
      .map(({ className }) => className);
  }, of);
}

const SCREENS = {
  wide: { viewport: { width: 1440, height: 900 } },
  laptop: { viewport: { width: 1280, height: 720 } },
  tablet: { viewport: { width: 820, height: 1100 } },
  phone: PHONE,
  'a phone that lies': { ...PHONE, viewport: { width: 844, height: 390 } },
};

for (const [screen, options] of Object.entries(SCREENS)) {
  test(`messages cover neither the basket nor a panel: ${screen}`, async ({ server, people }) => {
    const room = await server.makeRoom({
      language: 'fi',
      plan: { anonymous: false, phases: PHASES, sections: [] },
    });
    const helmi = await TakingPart.enter(server, room, 'facilitate', 'Helmi');
    await helmi.goTo('pack');
    const { page } = await enterAs(
      people,
      room.links.facilitate,
      'Aino',
      { ...options, locale: 'fi-FI' },
      '.facilitate-bar',
    );
    const told = page.locator('.message');
    await understood(page);
    const composer = page.locator('.task-composer textarea');
    await composer.fill('keitto');
    await composer.press('Enter');
    await page.locator('.task-draft-open').press('Delete');
    await expect(told).toHaveCount(1);
    await page.screenshot({ path: `results/messages-${screen.replaceAll(' ', '-')}.png` });
    await expect.poll(() => covered(page, WORKED_WITH)).toEqual([]);
    await page.screenshot({ path: `results/messages-${screen.replaceAll(' ', '-')}.png` });

    // One after the other: the newest is the one that is seen.
    await openWorkshop(page);
    await panel(page).getByRole('tab', { name: 'Osallistujat' }).click();
    const name = page.getByRole('textbox', { name: 'Hänen nimensä' });
    for (const who of ['Pirkko', 'Irma Orvokki Kaarina Maria Lindholm', 'Aulis']) {
      await name.fill(who);
      await name.press('Enter');
      await expect(told.last()).toContainText(who);
    }
    const seen = () =>
      told.evaluateAll((all) =>
        all.filter((one) => one.getBoundingClientRect().width > 1).map((one) => one.textContent),
      );
    await expect.poll(seen).toEqual([expect.stringContaining('Aulis')]);
    await expect.poll(() => covered(page, WORKED_WITH)).toEqual([]);
    await page.screenshot({ path: `results/messages-panel-${screen.replaceAll(' ', '-')}.png` });
    helmi.leave();
  });
}

test('one key leads to the newest message that asks for something, and back to where one was', async ({
  server,
  people,
  peers,
}) => {
  const room = await server.makeRoom({ title: 'Picnic', language: 'en' });
  const anna = await people.enter(room.links.facilitate, 'Anna');
  const { page } = anna;
  const peer = await peers.join(server, room);
  for (let n = 0; n < 7; n += 1) peer.add(`n${n}`, `note ${n}`, [n * 230, 0]);
  await expect(anna.notes).not.toHaveCount(0);
  const bo = await people.enter(room.links.join, 'Bo');
  await bo.looksAtAllWith(bo.note('n6'));
  await bo.note('n0').click();
  await bo.page.keyboard.press('Control+a');
  await bo.page.keyboard.press('Delete');
  await bo.page.getByRole('button', { name: 'Take away' }).click();
  await openTab(page, 'People');
  const tab = panel(page).getByRole('tab', { name: 'People' });
  await expect(tab).toBeFocused();
  const putBack = page.locator('.message').getByRole('button', { name: 'Put back', exact: true });
  await expect(putBack).toBeVisible();
  await page.keyboard.press('F8');
  await expect(putBack).toBeFocused();
  await page.keyboard.press('F8');
  await expect(tab).toBeFocused();
  await page.keyboard.press('F8');
  await page.keyboard.press('Escape');
  await expect(tab).toBeFocused();
  await page.keyboard.press('F8');
  await page.keyboard.press('Enter');
  await expect.poll(() => Object.keys(peer.notes()).length).toBe(7);
  await expect(tab).toBeFocused();
  await page.getByRole('button', { name: 'Keys and gestures' }).click();
  await expect(page.getByRole('dialog', { name: 'Keys and gestures' })).toContainText('F8');
});
