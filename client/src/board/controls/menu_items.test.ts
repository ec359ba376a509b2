import { expect, test } from 'vitest';
import { beginningWith, type MenuFor, menuFor, stepTo } from './menu_items';

const NOTE: MenuFor = {
  kind: 'notes',
  count: 1,
  inOne: false,
  inAny: false,
  covers: false,
  locked: false,
  links: [],
};
const board = { editable: true, clusters: 2, letters: true, may: () => true };
const deedsOf = (on: MenuFor, over = board) =>
  menuFor(on, over)
    .groups.flat()
    .map(({ deed }) => deed);

test('what the menu offers fits what is selected', () => {
  expect(deedsOf(NOTE)).toEqual([
    'edit',
    'duplicate',
    'raise',
    'lock',
    'group',
    'moveTo',
    'connectTo',
    'delete',
  ]);
  expect(deedsOf({ ...NOTE, count: 3, inAny: true })).toEqual([
    'duplicate',
    'raise',
    'lock',
    'group',
    'ungroup',
    'moveTo',
    'delete',
  ]);
  expect(deedsOf(NOTE, { ...board, clusters: 0 })).not.toContain('moveTo');
  expect(deedsOf({ kind: 'cluster', folded: true })).toEqual([
    'edit',
    'read',
    'fold',
    'moveTo',
    'connectTo',
    'ungroup',
  ]);
  expect(deedsOf({ kind: 'board', basket: undefined })).toEqual([
    'new',
    'newArea',
    'selectAll',
    'arrangeAll',
    'fitAll',
    'minimap',
    'shortcuts',
  ]);
});

test('no key is named that does nothing: letters that are switched off, or while something is selected', () => {
  const keys = (on: MenuFor, letters: boolean) =>
    menuFor(on, { ...board, letters })
      .groups.flat()
      .flatMap((item) => item.keys ?? []);
  const empty = { kind: 'board', basket: undefined } as const;
  expect(keys(empty, true)).toEqual(['N', 'Ctrl+A', 'Shift+T', 'F', 'M', '?']);
  expect(keys(empty, false)).toEqual(['Ctrl+A']);
  expect(keys(NOTE, false)).toEqual(keys(NOTE, true));
});

test('while people pack the menu leads into the basket, and names what is for all', () => {
  const [first = []] = menuFor({ kind: 'board', basket: { isOffered: false } }, board).groups;
  expect(first.map(({ words }) => words)).toEqual(['board.newInBasket', 'board.newForAll', 'board.newArea']);
});

test('those who only read are offered nothing that changes the board', () => {
  for (const on of [
    NOTE,
    { kind: 'cluster', folded: false },
    { kind: 'board', basket: undefined },
  ] as const) {
    expect(menuFor(on, { ...board, editable: false }).colors).toBe(false);
    const read = on.kind === 'cluster' ? ['read'] : [];
    expect(deedsOf(on, { ...board, editable: false })).toEqual([
      ...read,
      'selectAll',
      'fitAll',
      'minimap',
      'shortcuts',
    ]);
  }
});

test('arrows go from row to row and along the colours, round and round', () => {
  const rows = [0, 0, 0, 1, 2];
  expect(stepTo('ArrowDown', 1, rows)).toBe(3);
  expect(stepTo('ArrowDown', 4, rows)).toBe(0);
  expect(stepTo('ArrowUp', 0, rows)).toBe(4);
  expect(stepTo('ArrowUp', 3, rows)).toBe(0);
  expect(stepTo('ArrowRight', 2, rows)).toBe(0);
  expect(stepTo('ArrowLeft', 0, rows)).toBe(2);
  expect(stepTo('ArrowRight', 3, rows)).toBe(3);
  expect(stepTo('Home', 4, rows)).toBe(0);
  expect(stepTo('End', 0, rows)).toBe(4);
  expect(stepTo('x', 0, rows)).toBeNull();
});

test('a letter leads to the next item that begins with it', () => {
  const words = ['Edit', 'Duplicate', 'Delete'];
  expect(beginningWith('d', 0, words)).toBe(1);
  expect(beginningWith('D', 1, words)).toBe(2);
  expect(beginningWith('d', 2, words)).toBe(1);
  expect(beginningWith('x', 0, words)).toBeNull();
});
