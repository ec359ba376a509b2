import { expect, test } from 'vitest';
import { joining, randomFrom, testBoard } from './board_for_tests';
import { carryOut, NO_CHANGE } from './cluster_plan';
import { overlap } from './point';
import { broughtOut, laidUnder } from './same_notes';
import { undoOf } from './undo';

function fiveNotes() {
  const board = testBoard();
  board.cluster('food', 'Food');
  for (const [index, id] of ['a', 'b', 'c', 'd', 'e'].entries()) board.note(id, index * 210, 0);
  board.note('f', 0, 600, 'food');
  return board;
}

function under(board: ReturnType<typeof testBoard>, ids: readonly string[]): void {
  carryOut(board.doc, laidUnder(board.clusters, board.notes.pick(ids)));
}

const shown = (board: ReturnType<typeof testBoard>) => [...board.notes.shown()].map(({ id }) => id).sort();

test('notes that say nearly the same lie under the first, none of them is lost, and one step takes it back', () => {
  const board = fiveNotes();
  const undo = undoOf(board.doc);
  under(board, ['b', 'a', 'c']);
  expect(shown(board)).toEqual(['a', 'd', 'e', 'f']);
  expect(
    board.notes
      .under('a')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['b', 'c']);
  expect(board.notes.count).toBe(6);
  undo.undo();
  expect(shown(board)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

test('one that is in a cluster stays there, and is the one that is shown', () => {
  const board = fiveNotes();
  under(board, ['a', 'f']);
  expect(board.notes.coverOf('a')).toBe('f');
  expect(board.clusters.sizeOf('food')).toBe(1);
  expect(board.clusters.get('food')).toBeDefined();
});

test('one that lies under another is seen there, and where that one is in a stack, as the stack', () => {
  const board = fiveNotes();
  under(board, ['a', 'f']);
  const { clusters } = board;
  expect(['a', 'f', 'b', 'food', 'nowhere'].map((id) => clusters.seenAs(id))).toEqual([
    'f',
    'f',
    'b',
    'food',
    'nowhere',
  ]);
  carryOut(board.doc, { ...NO_CHANGE, fold: new Map([['food', true]]) });
  expect(['a', 'f', 'b', 'food'].map((id) => clusters.seenAs(id))).toEqual(['food', 'food', 'b', 'food']);
});

test('what lay under a note that goes under another comes along', () => {
  const board = fiveNotes();
  under(board, ['b', 'c']);
  under(board, ['a', 'b']);
  expect(
    board.notes
      .under('a')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['b', 'c']);
});

test('when the note above is taken away, those under it lie on the board again', () => {
  const board = fiveNotes();
  under(board, ['a', 'b', 'c']);
  board.doc.getMap('notes').delete('a');
  expect(shown(board)).toEqual(['b', 'c', 'd', 'e', 'f']);
  expect(board.notes.grid.within({ x: 200, y: 0, width: 600, height: 100 })).toContain('b');
});

test('notes that say of each other that they lie under them all stay in sight', () => {
  const board = fiveNotes();
  carryOut(board.doc, {
    ...NO_CHANGE,
    under: new Map([
      ['a', 'b'],
      ['b', 'a'],
      ['c', 'c'],
      ['d', 'nowhere'],
    ]),
  });
  expect(shown(board)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

test('brought out they cover nothing, and are in the cluster of the note that they lay under', () => {
  const board = fiveNotes();
  under(board, ['a', 'b', 'f']);
  const top = board.notes.get('f');
  if (top === undefined) throw new Error('it is gone');
  carryOut(board.doc, broughtOut(board.clusters, top));
  expect(board.membership()).toMatchObject({ a: 'food', b: 'food', f: 'food', c: null });
  expectNoOverlap(board);
});

test('brought out beside a note in no cluster they cover nothing either', () => {
  const board = fiveNotes();
  under(board, ['b', 'c', 'd']);
  const top = board.notes.get('b');
  if (top === undefined) throw new Error('it is gone');
  carryOut(board.doc, broughtOut(board.clusters, top));
  expect(shown(board)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expectNoOverlap(board);
});

test.each(Array.from({ length: 20 }, (_, index) => index))(
  'what is known of notes under notes is as if the board were read anew (seed %i)',
  (seed) => {
    const random = randomFrom(seed);
    const board = fiveNotes();
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const one = () => ids[random(ids.length)] ?? 'a';
    for (let turn = 0; turn < 40; turn += 1) {
      const kind = random(4);
      if (kind === 0) board.doc.getMap('notes').delete(one());
      else if (kind === 1) board.note(one(), random(900), random(900), random(2) === 0 ? 'food' : undefined);
      else carryOut(board.doc, { ...NO_CHANGE, under: new Map([[one(), random(3) === 0 ? null : one()]]) });
      const anew = testBoard(board.doc);
      expect(shown(board)).toEqual(shown(anew));
      for (const id of ids) {
        expect(board.notes.coverOf(id)).toBe(anew.notes.coverOf(id));
        expect(board.notes.under(id).length).toBe(anew.notes.under(id).length);
      }
      expect(board.clusters.sizeOf('food')).toBe(anew.clusters.sizeOf('food'));
      expect(board.clusters.rectOf('food')).toEqual(anew.clusters.rectOf('food'));
      for (const note of anew.notes.all()) {
        const isThere = board.notes.grid.within(note).has(note.id);
        expect(isThere).toBe(!anew.notes.isHidden(note.id));
      }
    }
  },
);

function expectNoOverlap({ notes }: ReturnType<typeof testBoard>): void {
  const all = [...notes.shown()];
  for (const [index, one] of all.entries()) {
    for (const other of all.slice(index + 1)) expect(overlap(one, other)).toBe(false);
  }
}

test('what comes out from under a note that is in no cluster is in none either, whatever it said of itself', () => {
  const board = fiveNotes();
  under(board, ['a', 'b']);
  carryOut(board.doc, joining(['b'], 'food'));
  const [top] = board.notes.pick(['a']);
  if (top === undefined) throw new Error('a is not on the board');
  carryOut(board.doc, broughtOut(board.clusters, top));
  expect([shown(board), board.membership()]).toEqual([
    ['a', 'b', 'c', 'd', 'e', 'f'],
    { a: null, b: null, c: null, d: null, e: null, f: 'food' },
  ]);
});
