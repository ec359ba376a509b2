// Promise: whoever uses picnic gets its source, and sees what it is made of, in their language and under any path (AGPL, section 13).

import { expect } from '@playwright/test';
import { expectNoViolation } from '../stage/axe.ts';
import { test } from '../stage/fixtures.ts';
import { openSettings } from '../stage/menu.ts';
import { Server } from '../stage/server.ts';

const SAID = [
  {
    locale: 'fi-FI',
    settings: 'Asetukset',
    licences: 'Lisenssit ja lähdekoodi',
    source: 'Tämän version lähdekoodia',
  },
  {
    locale: 'sv-SE',
    settings: 'Inställningar',
    licences: 'Licenser och källkod',
    source: 'Källkoden till den här versionen',
  },
  {
    locale: 'en-GB',
    settings: 'Settings',
    licences: 'Licences and source code',
    source: 'The source of this version',
  },
];

test('the settings lead to the licences and the source, in every language', async ({ people }) => {
  const server = await Server.start(['--base-path', '/tools/picnic/']);
  try {
    server.url = new URL('/tools/picnic/', server.url).href;
    const room = await server.makeRoom();
    for (const { locale, settings, licences, source } of SAID) {
      const page = await people.page({ locale });
      await page.goto(room.links.view);
      await expect((await openSettings(page)).locator('summary')).toHaveText(settings);
      const opened = page.context().waitForEvent('page');
      await page.getByRole('link', { name: licences }).click();
      const told = await opened;
      const link = told.getByRole('link', { name: source });
      await expect(link).toBeVisible();
      await expectNoViolation(told, `licences-${locale}`);
      // The board is still open beside it.
      await expect(page.getByTestId('board')).toBeVisible();
      const archive = await fetch(await link.evaluate((element: HTMLAnchorElement) => element.href));
      expect(archive.status).toBe(200);
    }
  } finally {
    await server.stop();
  }
});
