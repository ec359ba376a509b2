import { expect, test } from 'vitest';
import { boardForCommands } from './board_for_tests';
import { clearSelection, read, selectAll, selectOnly, toggle, walk } from './selecting';

function board() {
  const made = boardForCommands();
  for (const [index, id] of ['a', 'b', 'c'].entries()) made.made.note(id, index * 210, 0);
  made.made.cluster('food', 'Food', [0, 600]);
  return made;
}

test('notes are added to the selection and taken out of it; a cluster is selected alone', () => {
  const { on, said } = board();
  on.setCurrent('a');
  toggle(on);
  on.setCurrent('b');
  toggle(on);
  expect([...on.selection()]).toEqual(['a', 'b']);
  toggle(on);
  expect([...on.selection()]).toEqual(['a']);
  on.setCurrent('food');
  toggle(on);
  expect([on.selection().size, on.chosen()]).toEqual([0, 'food']);
  toggle(on);
  expect([on.chosen(), said.at(-1)]).toEqual([null, 'board.nothingSelected']);
});

test('all are selected, one alone is, and nothing is', () => {
  const { on, said } = board();
  selectAll(on);
  expect(on.selection().size).toBe(3);
  selectOnly(on, 'b');
  expect([...on.selection()]).toEqual(['b']);
  selectOnly(on, 'food');
  expect(on.chosen()).toBe('food');
  clearSelection(on);
  clearSelection(on);
  expect([on.chosen(), said.filter((word) => word === 'board.nothingSelected')]).toEqual([
    null,
    ['board.nothingSelected'],
  ]);
});

test('the arrows go to the nearest that way, reading order goes through all', () => {
  const { on } = board();
  on.setCurrent('a');
  walk(on, 'right');
  expect(on.current()).toBe('b');
  walk(on, 'down');
  expect(on.current()).toBe('food');
  read(on, 'first');
  const first = on.current();
  read(on, 'next');
  read(on, 'previous');
  expect(on.current()).toBe(first);
  read(on, 'last');
  expect(on.current()).not.toBe(first);
});
