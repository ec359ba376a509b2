// Sizes, lines and locks, on a real document.

import { expect, test } from 'vitest';
import { boardForCommands } from '../commands/board_for_tests';
import { undo } from '../commands/history';
import { nudge, paint, remove } from '../commands/notes';
import { standingForTests } from '../rights/standing_for_tests';
import { arrangeAll } from './arranging';
import { shape } from './shaping';

function board() {
  const { on, made, page, said, pen } = boardForCommands();
  made.note('a', 0, 0);
  made.note('b', 300, 40);
  made.note('c', 640, 300);
  const size = (id: string) => made.notes.get(id)?.size;
  const at = (id: string) => [made.notes.get(id)?.x, made.notes.get(id)?.y];
  return { on, made, page, said, pen, size, at };
}

test('all that is selected gets a size in one step to undo', () => {
  const { on, made, said, size } = board();
  on.select(['a', 'b']);
  shape(on, { do: 'size', size: 'l' });
  expect([size('a'), size('b'), size('c'), made.notes.get('a')?.width]).toEqual(['l', 'l', 'm', 288]);
  expect(said).toEqual(['shape.resized']);
  undo(on);
  expect([size('a'), size('b')]).toEqual(['m', 'm']);
});

test('larger and smaller go a step from the furthest, and no further than there are sizes', () => {
  const { on, size } = board();
  on.select(['a']);
  shape(on, { do: 'resize', by: -1 });
  on.select(['a', 'b']);
  shape(on, { do: 'resize', by: 1 });
  expect([size('a'), size('b')]).toEqual(['l', 'l']);
  shape(on, { do: 'resize', by: 1 });
  expect(size('a')).toBe('l');
});

test('what is put in line lies there in one step to undo, and what is locked stays and counts', () => {
  const { on, page, at } = board();
  page.standing = standingForTests({ role: 'facilitator' });
  on.select(['b']);
  shape(on, { do: 'lock' });
  on.select(['a', 'b', 'c']);
  shape(on, { do: 'align', by: 'top' });
  expect([at('a'), at('b'), at('c')]).toEqual([
    [0, 0],
    [300, 40],
    [640, 0],
  ]);
  undo(on);
  expect(at('c')).toEqual([640, 300]);
  on.select(['a', 'b', 'c']);
  shape(on, { do: 'lock' });
  shape(on, { do: 'lock' });
  shape(on, { do: 'distribute', way: 'across' });
  expect(at('b')).toEqual([320, 40]);
});

test('a locked note is neither moved, painted, sized nor taken away, whoever tries, until it is unlocked', () => {
  for (const role of ['facilitator', 'participant'] as const) {
    const { on, made, page, said, pen, size, at } = board();
    page.standing = standingForTests({ role, isMe: (who) => who === 'me', isOfRoom: () => true });
    on.select(['a']);
    shape(on, { do: 'lock' });
    expect([made.notes.get('a')?.locked, pen, said]).toEqual([true, ['stop write'], ['shape.locked']]);
    nudge(on, 8, 0);
    paint(on, 'pink');
    shape(on, { do: 'size', size: 's' });
    remove(on);
    expect([at('a'), made.notes.get('a')?.color, size('a')]).toEqual([[0, 0], 'yellow', 'm']);
    expect(said.slice(1)).toEqual(Array(4).fill('not now: board.mayNot_locked'));
    shape(on, { do: 'lock' });
    nudge(on, 8, 0);
    expect([made.notes.get('a')?.locked, at('a')]).toEqual([false, [8, 0]]);
  }
});

test('participants lock what is their own, and no one else’s', () => {
  const { on, made, page, said } = board();
  page.standing = standingForTests({ role: 'participant', isMe: () => false, isOfRoom: () => true });
  on.select(['a']);
  shape(on, { do: 'lock' });
  expect([made.notes.get('a')?.locked, said]).toEqual([false, ['not now: board.mayNot_own']]);
});

test('what is locked stays where it is while all is arranged, with its cluster, and nothing comes to lie on it', () => {
  const { on, made, page, at } = board();
  page.standing = standingForTests({ role: 'facilitator' });
  made.cluster('food', 'Food', [2000, 0]);
  made.note('d', 2020, 56, 'food');
  made.cluster('held', 'Held', [0, 600]);
  made.note('e', 20, 656, 'held');
  made.note('f', 420, 656, 'held');
  on.select(['a', 'e']);
  shape(on, { do: 'lock' });
  arrangeAll(on);
  expect([at('a'), at('e'), at('f')]).toEqual([
    [0, 0],
    [20, 656],
    [420, 656],
  ]);
  expect(at('d')).not.toEqual([2020, 56]);
  for (const id of ['b', 'c', 'd']) {
    const note = made.notes.get(id);
    expect(note && [...made.notes.grid.within(note)]).toEqual([id]);
  }
});
