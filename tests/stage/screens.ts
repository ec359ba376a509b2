// The screens that people sit before.

import type { BrowserContextOptions } from '@playwright/test';

export const PHONE = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
} as const satisfies BrowserContextOptions;

export const DESKTOP = { viewport: { width: 1440, height: 900 } } as const satisfies BrowserContextOptions;

/** A phone and a desktop, for what is held to both. */
export const SCREENS = { phone: PHONE, desktop: DESKTOP };
