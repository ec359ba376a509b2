import { expect, test } from 'vitest';
import { boardForCommands } from './board_for_tests';
import { makeAt, makeBeside, makeForAll, makeHere } from './new_notes';

test('a new note lies where it was asked for, is written in at once, and is one step to undo', () => {
  const { on, made, pen, said } = boardForCommands();
  makeAt(on, { x: 500, y: 300 });
  const [note] = [...made.notes.all()];
  expect(note).toMatchObject({ x: 404, y: 204, text: '' });
  expect(pen).toEqual([`write new ${note?.id}`]);
  expect(said).toEqual(['board.made']);
  on.undo.undo();
  expect(made.notes.count).toBe(0);
});

test('a note asked for on a cluster is in its cluster, and on a stack it is not', () => {
  const { on, made } = boardForCommands();
  made.cluster('food', 'Food');
  made.note('a', 0, 0, 'food');
  const rect = made.clusters.rectOf('food') ?? { x: 0, y: 0, width: 0, height: 0 };
  makeAt(on, { x: rect.x + 10, y: rect.y + rect.height - 5 });
  expect(made.clusters.sizeOf('food')).toBe(2);
});

test('while people pack, a new note is for the basket unless it is asked for by name for all', () => {
  const { on, made, page } = boardForCommands();
  const opened: string[] = [];
  page.basket = { isOffered: false, open: (words) => opened.push(words) };
  made.note('a', 0, 0);
  makeHere(on);
  makeAt(on, { x: 10, y: 10 });
  makeBeside(on, 'a');
  expect([opened, made.notes.count]).toEqual([['', '', ''], 1]);
  makeForAll(on);
  expect(made.notes.count).toBe(2);
});

test('while it is not known whether new notes are for the basket, nothing is shown to all and the writer is told', () => {
  const { on, made, page, said } = boardForCommands();
  const waiting: (() => void)[] = [];
  page.newNotesKnown = false;
  makeHere({ ...on, earlyRequest: { ask: (deed) => waiting.push(deed) } });
  expect([made.notes.count, said]).toEqual([0, ['refused: board.newNoteWaits']]);
  page.basket = { isOffered: false, open: () => {} };
  for (const deed of waiting) deed();
  expect(made.notes.count).toBe(0);
});

test('nobody makes a note who may only look, or before the board is here', () => {
  const { on, made, page } = boardForCommands();
  page.editable = false;
  makeForAll(on);
  page.editable = true;
  page.ready = false;
  makeForAll(on);
  expect(made.notes.count).toBe(0);
});

test('a note beside another covers none, and has its colour and its cluster', () => {
  const { on, made } = boardForCommands();
  made.cluster('food', 'Food');
  made.note('a', 0, 0, 'food');
  made.note('b', 208, 0);
  makeBeside(on, 'a');
  const added = [...made.notes.all()].find(({ id }) => id !== 'a' && id !== 'b');
  expect(made.membership()[added?.id ?? '']).toBe('food');
  expect(added?.color).toBe('yellow');
});

test('in an anonymous room a note says nothing of who made it', () => {
  const { on, made, page } = boardForCommands();
  page.anonymous = true;
  makeForAll(on);
  const [id] = [...made.notes.all()].map((note) => note.id);
  const entry = made.doc.getMap('notes').get(id ?? '') as { toJSON(): Record<string, unknown> } | undefined;
  expect(JSON.stringify(entry?.toJSON())).not.toContain('eva');
});
