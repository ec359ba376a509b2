// Waits for the board to come to rest.

import type { Page } from '@playwright/test';

/** Waits until the camera, notes, cloths and previews have not moved for some frames. */
export async function stands(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const places = () =>
      [...document.querySelectorAll('[data-note], [data-cluster], .ghost')]
        .map((one) => {
          const { x, y } = one.getBoundingClientRect();
          return `${x} ${y}`;
        })
        .join();
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    for (let still = 0, before = ''; still < 4; ) {
      await frame();
      const now = places();
      still = now === before ? still + 1 : 0;
      before = now;
    }
  });
}
