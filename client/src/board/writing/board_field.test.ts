import { afterEach, expect, test, vi } from 'vitest';
import type { Purpose, Words } from '../../half_written/words';
import { boardForCommands } from '../commands/board_for_tests';
import { undo } from '../commands/history';
import { titleOf } from '../document/cluster_plan';
import { moveNotes, removeNotes } from '../document/edits';
import { FakeElement, stubPage } from './textarea_for_tests';
import { fieldForTitles } from './titling';
import { fieldForNotes } from './writing';

// Where the sentence goes on is the page's business.
vi.mock('../../focus/keep_focus', () => ({ goOnIn: () => true }));

afterEach(() => vi.unstubAllGlobals());

function fields() {
  const page = stubPage();
  const { on, made, said, seen, page: around } = boardForCommands();
  const told: unknown[] = [];
  const kept: [Purpose, Words][] = [];
  const hushed: string[] = [];
  around.keepWords = (purpose, words) => kept.push([purpose, words]);
  made.note('a', 0, 0);
  made.note('b', 210, 0);
  made.cluster('food', 'Food', [0, 600]);
  made.note('c', 0, 700, 'food');
  const elements = new Map(['a', 'b', 'c', 'food', 'empty'].map((id) => [id, new FakeElement(page)]));
  // What stands in the page, as far as a field asks for it.
  const shown = (id: string) => {
    const element = elements.get(id);
    if (element === undefined) return undefined;
    return {
      element: Object.assign(element, { append() {} }),
      heading: { insertBefore() {}, lastChild: null },
    };
  };
  const world = { noteElement: shown, clusterElement: shown, attachedNote: shown, attachedCluster: shown };
  const board = {
    ...on,
    element: new FakeElement(page),
    world,
    presence: { tell: (news: unknown) => told.push(news) },
    peers: { writerOf: () => null, holderOf: () => null, chooserOf: () => null },
    restOfWord: { begin: () => hushed.push('restOfWord') },
    readyToType: { rest: () => hushed.push('rest') },
  } as unknown as Parameters<typeof fieldForNotes>[0];
  const writing = fieldForNotes(board, () => titling.end());
  const titling = fieldForTitles(board, () => writing.end());
  return { page, board, made, writing, titling, said, seen, told, kept, hushed, around, elements };
}

test('what is typed goes into the note as it is typed, and the writer is seen writing', () => {
  const { page, made, writing, told, board, elements } = fields();
  writing.start('a');
  page.field().types('!');
  expect([made.notes.get('a')?.text, writing.id(), [...board.selection()]]).toEqual(['a!', 'a', ['a']]);
  expect(elements.get('a')?.classes.has('note-editing')).toBe(true);
  expect(told).toContainEqual({ editing: 'a' });
  writing.stop();
  expect([writing.id(), told.at(-1)]).toEqual([null, { editing: null }]);
  expect(elements.get('a')?.classes.has('note-editing')).toBe(false);
});

test('a field that waits writes nothing until a character comes, and then that one too', () => {
  const { page, made, writing } = fields();
  writing.wait('a');
  expect([writing.id(), page.activeElement === page.field()]).toEqual([null, true]);
  page.field().types('!');
  expect([writing.id(), made.notes.get('a')?.text]).toEqual(['a', 'a!']);
});

test('writing in a title ends writing in a note, and the other way round', () => {
  const { page, board, writing, titling } = fields();
  writing.start('a');
  titling.start('food');
  expect([writing.id(), titling.id(), board.chosen()]).toEqual([null, 'food', 'food']);
  page.field().types('!');
  expect(titleOf(board.doc, 'food')?.toString()).toBe('Food!');
  writing.start('b');
  expect([writing.id(), titling.id()]).toEqual(['b', null]);
});

test('whoever may only look, or nothing that is there, gets no field', () => {
  const { writing, titling, around } = fields();
  writing.start('nowhere');
  titling.start('nowhere');
  expect([writing.id(), titling.id()]).toEqual([null, null]);
  around.editable = false;
  writing.start('a');
  expect(writing.id()).toBeNull();
});

test('what somebody took away from under its writer is kept with all its words, and keys are no commands for a while', () => {
  const { page, board, writing, kept, hushed } = fields();
  writing.start('a');
  page.field().types(' good idea');
  removeNotes(board.doc, ['a']);
  writing.check();
  expect(writing.id()).toBeNull();
  expect(kept).toEqual([[{ kind: 'note', who: 'eva', of: 'a' }, { text: 'a good idea' }]]);
  expect(hushed).toEqual(['restOfWord']);
});

test('a title that was taken away is kept as a title', () => {
  const { page, titling, kept } = fields();
  titling.start('food');
  page.field().types(' and drink');
  titling.handOver();
  expect(kept).toEqual([[{ kind: 'clusterTitle', who: 'eva', of: 'food' }, { title: 'Food and drink' }]]);
});

test('whoever took it away themselves by undoing keeps nothing', () => {
  const { page, board, writing, kept } = fields();
  writing.start('a');
  page.field().types('!');
  board.undo.stopCapturing();
  // As the surface does when the document changes.
  const stop = board.notes.listen(() => writing.check());
  undo(board);
  undo(board);
  stop();
  expect(kept).toEqual([]);
});

test('a note that was made for writing and left empty goes again; one with words stays', () => {
  const { page, board, made, writing } = fields();
  writing.startNew('b');
  page.field().presses('Escape');
  expect(made.notes.get('b')).toBeDefined();
  const text = page.field();
  writing.startNew('b');
  expect(page.field()).not.toBe(text);
  page.field().setSelectionRange(0, 1);
  page.field().types('');
  page.field().presses('Escape');
  expect([made.notes.get('b'), board.current()]).toEqual([undefined, expect.anything()]);
});

test('Tab goes on to a new note, but not from an empty one', () => {
  const { page, made, writing } = fields();
  const before = made.notes.count;
  writing.start('a');
  page.field().presses('Tab');
  expect(made.notes.count).toBe(before + 1);
  page.field().setSelectionRange(0, 1);
  page.field().types('');
  page.field().presses('Tab');
  expect(made.notes.count).toBe(before + 1);
});

test('a cluster with neither notes nor a title goes when its title is left', () => {
  const { page, made, titling } = fields();
  made.cluster('empty', '', [800, 0]);
  for (const id of ['food', 'empty']) {
    titling.start(id);
    page.field().presses('Enter');
  }
  expect([...made.clusters.all()].map(({ id }) => id)).toEqual(['food']);
});

test('too much is left out and said, and what stood there stays', () => {
  const { page, made, writing, said } = fields();
  writing.start('a');
  page.field().types('x'.repeat(5000));
  expect([made.notes.get('a')?.text, said.at(-1)]).toEqual(['a', 'refused: board.tooLong']);
});

test('while somebody else moves the note its writer goes on', () => {
  const { page, board, made, writing } = fields();
  writing.start('a');
  moveNotes(board.doc, [{ id: 'a', to: { x: 500, y: 500 } }]);
  writing.check();
  page.field().types('!');
  expect([writing.id(), made.notes.get('a')?.text]).toEqual(['a', 'a!']);
});

test('Shift+Tab goes back from the note, and Tab does not make another then', () => {
  const { page, made, writing, hushed } = fields();
  writing.start('a');
  page.field().presses('Tab', { shiftKey: true });
  expect([hushed, made.notes.count]).toEqual([['rest'], 3]);
});
