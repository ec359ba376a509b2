// The screens that people sit before.

import type { BrowserContextOptions } from '@playwright/test';

/** A phone and a desktop, for what is held to both. */
export const SCREENS = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1440, height: 900 } },
} as const satisfies Record<string, BrowserContextOptions>;
