import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { copyTelling } from './copying';
import { announcement, dismiss, messages } from './messages/messages';

beforeEach(() => {
  vi.useFakeTimers();
  for (const { id } of messages()) dismiss(id);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page that is not on https: there is no clipboard, and the old command does what it is let. */
function withoutClipboard(commandCopies: boolean): void {
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('HTMLElement', class {});
  const area = { style: {}, setAttribute() {}, select() {}, remove() {} };
  vi.stubGlobal('document', {
    activeElement: null,
    createElement: () => area,
    body: { append() {} },
    execCommand: () => commandCopies,
  });
}

test('who copies without https is told whether it was copied', async () => {
  withoutClipboard(true);
  const before = announcement().turn;
  await copyTelling('half a thought');
  expect([announcement().turn - before, messages()]).toEqual([1, []]);

  withoutClipboard(false);
  await copyTelling('half a thought');
  expect([announcement().turn - before, messages().map(({ urgent }) => urgent)]).toEqual([1, [true]]);
});
