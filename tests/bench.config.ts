// How quick the board is in a browser: `npx playwright test -c bench.config.ts`.

import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

export default defineConfig({
  ...base,
  // Alone on the machine, one after another: it measures.
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  projects: [
    { ...base.projects?.find(({ name }) => name === 'browser'), name: 'measure', testDir: './measure' },
  ],
});
