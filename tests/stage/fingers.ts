// The fingers of whoever holds a page with a touch screen.

import type { Page } from '@playwright/test';

type Touch = 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Says what happens to the fingers, and where those are that still touch. */
export async function fingersOn(
  page: Page,
): Promise<(type: Touch, ...at: readonly Place[]) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  return async (type, ...at) => {
    const touchPoints = at.map(({ x, y }, id) => ({ x, y, id }));
    await session.send('Input.dispatchTouchEvent', { type, touchPoints });
  };
}
