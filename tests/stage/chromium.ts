// Where the browser is: PICNIC_CHROMIUM, else on PATH, else Playwright's own installation.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The whole browser, with all that a window needs: what a person has. */
const WHOLE = ['chromium', 'chromium-browser', 'google-chrome'];
/** The same engine without a window: a third less work for the same tests. It is what Playwright itself uses where no window is asked for. */
const WITHOUT_WINDOW = ['chromium-headless-shell', 'chrome-headless-shell'];

/** The path to give Playwright; nothing lets it use its own. The whole browser where frames are measured. */
export function chromiumPath(isWhole = false): string | undefined {
  if (process.env.PICNIC_CHROMIUM) return process.env.PICNIC_CHROMIUM;
  const names = isWhole ? WHOLE : [...WITHOUT_WINDOW, ...WHOLE];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

export const CHROMIUM_ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];
