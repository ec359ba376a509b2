// Where the browser is: PICNIC_CHROMIUM, else on PATH, else Playwright's own installation.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The path to give Playwright; nothing lets it use its own. */
export function chromiumPath(): string | undefined {
  if (process.env.PICNIC_CHROMIUM) return process.env.PICNIC_CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(existsSync);
}

export const CHROMIUM_ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];
