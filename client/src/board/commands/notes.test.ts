import { expect, test } from 'vitest';
import { boardForCommands } from './board_for_tests';
import { redo, undo } from './history';
import { duplicate, nudge, paint, raise, remove, write } from './notes';

function threeNotes() {
  const board = boardForCommands();
  for (const [index, id] of ['a', 'b', 'c'].entries()) board.made.note(id, index * 210, 0);
  return board;
}

test('what is taken away is taken back by one undo, and the keyboard goes on to the next note', () => {
  const { on, said, texts } = threeNotes();
  on.select(['a', 'b']);
  on.setCurrent('a');
  remove(on);
  expect([texts(), on.current(), said]).toEqual([['c'], 'c', ['board.deleted']]);
  undo(on);
  expect(texts()).toEqual(['a', 'b', 'c']);
  redo(on);
  expect(texts()).toEqual(['c']);
});

test('without a selection the note that has the focus is meant', () => {
  const { on, texts } = threeNotes();
  on.setCurrent('b');
  remove(on);
  expect(texts()).toEqual(['a', 'c']);
});

test('a cluster that is taken away leaves its notes', () => {
  const { on, made, texts } = threeNotes();
  made.cluster('food', 'Food');
  made.note('d', 0, 400, 'food');
  on.selectCluster('food');
  remove(on);
  expect([made.clusters.count, texts()]).toEqual([0, ['a', 'b', 'c', 'd']]);
});

test('copies lie beside what they are of and are selected', () => {
  const { on, made, said } = threeNotes();
  on.select(['a', 'b']);
  duplicate(on);
  expect([made.notes.count, on.selection().size, said]).toEqual([5, 2, ['board.duplicated']]);
  const copies = made.notes.pick(on.selection());
  for (const copy of copies)
    expect(made.notes.pick(['a', 'b', 'c']).every(({ x, y }) => x !== copy.x || y !== copy.y)).toBe(true);
});

test('a colour is for what is at hand, and for new notes', () => {
  const { on, made } = threeNotes();
  on.select(['a']);
  paint(on, 'pink');
  expect([made.notes.get('a')?.color, made.notes.get('b')?.color, on.color()]).toEqual([
    'pink',
    'yellow',
    'pink',
  ]);
});

test('a note that is raised lies over all others', () => {
  const { on, made } = threeNotes();
  on.select(['a']);
  raise(on);
  expect(made.notes.get('a')?.z).toBe(made.notes.topZ);
});

test('steps by the arrows move what is selected and keep it in sight', () => {
  const { on, made, seen } = threeNotes();
  on.select(['a']);
  nudge(on, 8, -48);
  expect(made.notes.get('a')).toMatchObject({ x: 8, y: -48 });
  expect(seen.at(-1)).toMatchObject({ x: 8, y: -48 });
});

test('writing goes into the note, or into the title of a cluster', () => {
  const { on, made, pen } = threeNotes();
  made.cluster('food', 'Food');
  write(on, 'a', ' ');
  write(on, 'food');
  write(on, null);
  expect(pen).toEqual(['write a', 'type  ', 'title food']);
});

test('whoever may only look changes nothing', () => {
  const { on, made, page, said, texts } = threeNotes();
  page.editable = false;
  on.select(['a']);
  remove(on);
  duplicate(on);
  paint(on, 'pink');
  raise(on);
  nudge(on, 8, 8);
  undo(on);
  expect([texts(), made.notes.get('a')?.color, made.notes.get('a')?.x, said]).toEqual([
    ['a', 'b', 'c'],
    'yellow',
    0,
    [],
  ]);
});
