import { createRoot } from 'solid-js';
import { expect, test } from 'vitest';
import { testBoard } from '../../board/document/board_for_tests';
import type { OpenBoard } from '../../board/open_board';
import { messages } from '../../messages/messages';
import { draft } from '../session_for_tests';
import { tellLetIn } from './let_in';

/** A writer's page whose clock stands at `nowMs`. */
function writer() {
  const { notes, note } = testBoard();
  const at = { nowMs: 0 };
  const seen: string[] = [];
  const board = {
    notes,
    pointAt: (id: string | null) => seen.push(`points at ${id}`),
    showMarked: (ids: readonly string[]) => {
      seen.push(`shows ${ids}`);
      return () => {};
    },
  } as unknown as OpenBoard;
  const { gone, leave } = createRoot((dispose) => ({
    gone: tellLetIn({ nowMs: () => at.nowMs }, () => board),
    leave: dispose,
  }));
  return { note, gone, leave, at, seen };
}

test('a note that was let in is pointed at, and shown to its writer when they ask, whichever is heard of first', () => {
  const { note, gone, leave, seen } = writer();
  gone([draft('a', 'bread')]);
  expect(messages()).toEqual([]);
  note('bread', 0, 0);
  expect(messages().map(({ text }) => text)).toEqual(['offering.isIn']);
  note('soup', 300, 0);
  gone([draft('b', 'soup ')]);
  expect(seen).toEqual(['points at bread', 'points at soup']);
  messages().at(-1)?.action?.run();
  expect(seen.at(-1)).toBe('shows soup');
  leave();
});

test('of what its writer took away themselves nothing is told, though somebody writes the same later', () => {
  const { note, gone, leave, at, seen } = writer();
  gone([draft('a', 'cake')]);
  at.nowMs = 20_000;
  note('cake', 0, 0);
  expect(seen).toEqual([]);
  leave();
});
