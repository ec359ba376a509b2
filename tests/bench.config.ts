// How quick the board is in a browser: `npx playwright test -c bench.config.ts`.

import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';
import { CHROMIUM_ARGS, chromiumPath } from './stage/chromium.ts';

const browser = base.projects?.find(({ name }) => name === 'browser');
// With all that draws: frames are what is counted.
const executablePath = chromiumPath(true);

export default defineConfig({
  ...base,
  // Alone on the machine, one after another: it measures.
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  projects: [
    {
      ...browser,
      name: 'measure',
      testDir: './measure',
      // A trace takes pictures of the very frames that are counted.
      use: {
        ...browser?.use,
        launchOptions: { ...(executablePath && { executablePath }), args: CHROMIUM_ARGS },
        trace: 'off',
      },
    },
  ],
});
