// Waits for the board to come to rest.

import type { Locator, Page } from '@playwright/test';

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

/** The middle of something on the screen, once it stands: it may come from elsewhere, or the view may be on its way. */
export async function middleOf(one: Locator): Promise<{ x: number; y: number }> {
  return await one.evaluate(async (element) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const middle = () => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    };
    let now = middle();
    // Whatever somebody holds moves on all the while.
    for (let still = 0, frames = 0; still < 3 && frames < 120; frames += 1) {
      await frame();
      const before = now;
      now = middle();
      still = now.x === before.x && now.y === before.y ? still + 1 : 0;
    }
    return now;
  });
}
