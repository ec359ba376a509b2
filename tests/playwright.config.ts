// Real clients against the real server: the y-websocket provider under Node, people in Chromium.

import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, chromiumPath } from './stage/chromium.ts';

const executablePath = chromiumPath();

const LONGEST = /whole_picnic/;

const browser = {
  testDir: './browser',
  use: {
    locale: 'en-GB',
    launchOptions: { ...(executablePath && { executablePath }), args: CHROMIUM_ARGS },
    // The page at every step, and no film of it: that took more of the machine than the tests.
    trace: { mode: process.env.CI ? 'on-first-retry' : 'retain-on-failure', screenshots: false },
  },
} as const;

export default defineConfig({
  outputDir: './results/playwright',
  // On two cores: a test waits for its page more than it works.
  workers: 3,
  fullyParallel: true,
  forbidOnly: true,
  // In CI what fails is tried once more and told to be flaky if it passes then: a fault to be mended, that holds nothing else up.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  // For a machine that does much else: what is well takes a fraction of it.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  projects: [
    // What takes longest begins first: alone at the end it would hold up the rest of the machine.
    { ...browser, name: 'whole', testMatch: LONGEST },
    { name: 'provider', testDir: './provider' },
    { ...browser, name: 'browser', testIgnore: LONGEST },
  ],
});
