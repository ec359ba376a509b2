import { expect, test } from 'vitest';
import { testBoard } from '../document/board_for_tests';
import { resizeNotes } from '../document/edits';
import { ALIGNMENTS, aligned, distributed } from './align';

/** Three notes, of which «b» is a large one: 288 wide and high. */
function three() {
  const board = testBoard();
  board.note('a', 0, 10);
  board.note('b', 500, 300);
  board.note('c', 260, 700);
  resizeNotes(board.doc, ['b'], 'l');
  return [...board.notes.all()];
}

function places(moves: ReturnType<typeof aligned>) {
  return Object.fromEntries(moves.map(({ id, to }) => [id, [to.x, to.y]]));
}

test('notes go to the edge of them all, or the middle between their edges, by their own sizes', () => {
  const all = Object.fromEntries(ALIGNMENTS.map((by) => [by, places(aligned(three(), by))]));
  expect(all).toEqual({
    left: { b: [0, 300], c: [0, 700] },
    centre: { a: [298, 10], b: [250, 300], c: [298, 700] },
    right: { a: [596, 10], c: [596, 700] },
    top: { b: [500, 10], c: [260, 10] },
    middle: { a: [0, 355], b: [500, 307], c: [260, 355] },
    bottom: { a: [0, 700], b: [500, 604] },
  });
});

test('what lies in line already stays, and so does one alone', () => {
  const [a] = three();
  expect(aligned(a === undefined ? [] : [a], 'right')).toEqual([]);
  expect(aligned([], 'left')).toEqual([]);
});

test('the outermost stay, and the space between the edges is the same', () => {
  expect(places(distributed(three(), 'across'))).toEqual({ c: [250, 700] });
  expect(places(distributed(three(), 'down'))).toEqual({ b: [500, 307] });
  expect(distributed(three().slice(0, 2), 'across')).toEqual([]);
});

test('notes that lie over each other do so evenly', () => {
  const board = testBoard();
  board.note('a', 0, 0);
  board.note('b', 10, 0);
  board.note('c', 100, 0);
  expect(places(distributed([...board.notes.all()], 'across'))).toEqual({ b: [50, 0] });
});
