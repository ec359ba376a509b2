// Watches that the focus of a page never falls to its body, and goes through the page by the Tab key.

import { expect, type Page } from '@playwright/test';

/** From now on, each time the focus has been nowhere for a whole frame is written down, with what had it before. */
export async function watchFocus(page: Page): Promise<void> {
  await page.evaluate(() => {
    const falls: string[] = [];
    Object.assign(window, { falls });
    let last: Element | null = null;
    let wasNowhere = false;
    let lastKey = '';
    addEventListener(
      'keydown',
      ({ key }) => {
        lastKey = key;
      },
      true,
    );
    const named = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.className} «${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40)}»`;
    const look = () => {
      const { activeElement: at } = document;
      const isNowhere = at === null || at === document.body;
      // Past the page's last stop Tab is in the browser's own controls.
      const isOut = lastKey === 'Tab' && last?.checkVisibility() === true;
      if (!isNowhere) last = at;
      else if (wasNowhere && !isOut && last !== null) {
        falls.push(named(last));
        last = null;
      }
      wasNowhere = isNowhere;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Nothing fell since the watch began. */
export async function expectFocusKept(page: Page, where: string): Promise<void> {
  // What comes of the last press has come.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))),
  );
  const falls = await page.evaluate(() => Reflect.get(window, 'falls') as string[]);
  expect(falls, `the focus fell to the body, ${where}, after it was at`).toEqual([]);
}

/** What has the focus, by kind and name. */
export async function focusedName(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const { activeElement: element } = document;
    const label = element instanceof HTMLElement && 'labels' in element ? element.labels : null;
    const named = label instanceof NodeList ? label[0]?.textContent : null;
    const words = element?.getAttribute('aria-label') ?? named ?? element?.textContent ?? '';
    return `${element?.tagName.toLowerCase()} ${words.trim()}`;
  });
}

/** Tab after tab, until an element of this kind and name has the focus, in a part of the page where one is told. */
export async function tabTo(page: Page, name: RegExp, stops = 120, inside = 'body'): Promise<void> {
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press('Tab');
    if (!name.test(await focusedName(page))) continue;
    if (await page.locator(inside).locator('*:focus').count()) return;
  }
  throw new Error(`no way to ${name} by keyboard`);
}
