// Measures what lies over what on a page: controls over each other, and anything over what is docked or over the notes.

import type { Page } from '@playwright/test';

/** What is docked, and what floats over the board. */
const DOCKED = '.bar, .strip, .task-sheet, .task-tab, .side-docked, .tools, .zoom';

const CONTROLS = 'a[href], button, input, textarea, select, summary, [role="slider"]';

/** Each thing that lies over another, in words; empty where all is well. What is on the board itself is looked at by `notesUnder`. */
export function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(
    ([docked, controls]) => {
      interface Box {
        left: number;
        top: number;
        right: number;
        bottom: number;
      }
      /** Smaller ones are hairlines and roundings. */
      const SLACK = 1;
      const nameOf = (one: Element) =>
        `${one.getAttribute('aria-label') ?? (one.textContent?.trim().slice(0, 30) || one.className)}`;
      const meet = (one: Box, other: Box): Box => ({
        left: Math.max(one.left, other.left),
        top: Math.max(one.top, other.top),
        right: Math.min(one.right, other.right),
        bottom: Math.min(one.bottom, other.bottom),
      });
      const isThing = (box: Box) => box.right - box.left > 2 * SLACK && box.bottom - box.top > 2 * SLACK;
      const window = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
      /** What of it is seen: the rest is scrolled away, or cut off. */
      const seenOf = (element: Element): Box => {
        let seen: Box = meet(element.getBoundingClientRect(), window);
        for (let at = element.parentElement; at !== null; at = at.parentElement) {
          if (getComputedStyle(at).overflow !== 'visible') seen = meet(seen, at.getBoundingClientRect());
        }
        return seen;
      };
      const isSeen = (one: Element) =>
        one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && isThing(seenOf(one));
      const found: string[] = [];

      const bar = document.querySelector('.bar');
      if (bar !== null && bar.scrollWidth > bar.clientWidth) found.push('the bar scrolls');

      // Where a panel has all of the width, it has the place of what it lies over.
      const side = document.querySelector('.side-docked');
      const isAll = side !== null && side.getBoundingClientRect().left <= 0;
      const isCounted = (one: Element) => !isAll || one.closest('.bar, .strip, .side-docked') !== null;

      const parts = [...document.querySelectorAll(docked ?? '')].filter(isSeen).filter(isCounted);
      const all = [...document.querySelectorAll(controls ?? '')]
        .filter((one) => one.closest('.surface') === null && isSeen(one) && isCounted(one))
        // A choice is pressed by its label.
        .map((one) => (one.matches('label input') ? (one.closest('label') as Element) : one));
      const pairs = (some: readonly Element[]) =>
        some.flatMap((one, index) => some.slice(index + 1).map((other) => [one, other] as const));
      for (const [one, other] of [...pairs(parts), ...pairs([...new Set(all)])]) {
        if (one.contains(other) || other.contains(one)) continue;
        const both = meet(seenOf(one), seenOf(other));
        if (isThing(both)) found.push(`${nameOf(one)} and ${nameOf(other)}`);
      }

      for (const one of [...parts, ...new Set(all)]) {
        const { left, right, top, bottom } = seenOf(one);
        const box = one.getBoundingClientRect();
        if (box.left < -SLACK || box.right > innerWidth + SLACK)
          found.push(`${nameOf(one)} out of the window`);
        // Corners are round.
        const [dx, dy] = [Math.min(6, (right - left) / 2), Math.min(6, (bottom - top) / 2)];
        for (const x of [left + dx, (left + right) / 2, right - dx]) {
          for (const y of [top + dy, (top + bottom) / 2, bottom - dy]) {
            const over = document.elementFromPoint(x, y);
            if (over === null || one.contains(over)) continue;
            // All of a phase's place is its button; a part lies around its own.
            if (over.closest('.phase-where')?.contains(one) || over.contains(one)) continue;
            if (parts.includes(one) && over.closest('.messages') !== null) continue;
            found.push(`${nameOf(one)} under ${nameOf(over.closest('[class]') ?? over)}`);
          }
        }
      }
      return [...new Set(found)];
    },
    [DOCKED, CONTROLS],
  );
}

/** Notes and titles that something lies over, by what lies there. */
export function notesUnder(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    for (const one of document.querySelectorAll('[data-note], .cluster-heading')) {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      for (const x of [left + 1, (left + right) / 2, right - 1]) {
        for (const y of [top + 1, (top + bottom) / 2, bottom - 1]) {
          const over = document.elementFromPoint(x, y);
          if (over?.closest('.surface')) continue;
          found.add(`${one.textContent} under ${over?.closest('div[class]')?.className}`);
        }
      }
    }
    return [...found];
  });
}
