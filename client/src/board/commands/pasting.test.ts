import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { asHtml } from '../document/clipboard';
import { addNotes, newId, removeNotes } from '../document/edits';
import { notesIn } from '../document/maps';
import { PASTED_NOTES_MAX } from '../limits';
import { boardForCommands, type CommandedBoard } from './board_for_tests';
import { cut } from './cutting';
import { paste } from './pasting';

const MIDDLE = { x: 500, y: 300 };

test('lines of text are a note each, selected, and one step to undo', () => {
  const { on, made, texts, said } = boardForCommands();
  paste(on, '', 'bread\n\n  juice \n', MIDDLE);
  expect([texts(), on.selection().size, said]).toEqual([['bread', 'juice'], 2, ['board.made']]);
  on.undo.undo();
  expect(made.notes.count).toBe(0);
});

test('notes come as they lay and with their colours, over nothing that is there', () => {
  const { on, made } = boardForCommands();
  made.note('a', 404, 204);
  made.note('b', 614, 204);
  const html = asHtml(made.notes.pick(['a', 'b']));
  paste(on, html, '', MIDDLE);
  const pasted = made.notes.pick(on.selection()).sort((one, other) => one.x - other.x);
  expect((pasted[1]?.x ?? 0) - (pasted[0]?.x ?? 0)).toBe(210);
  expect(pasted.every(({ x, y }) => x !== 404 || y !== 204)).toBe(true);
});

function whoseAndWhen(doc: Y.Doc, id: string): unknown[] {
  const entry = notesIn(doc).get(id);
  return entry instanceof Y.Map ? [entry.get('by'), entry.get('made')] : [];
}

/** Selects what is to be cut, and cuts it. */
function cutOff(board: CommandedBoard, ...ids: string[]): string {
  const { on, made } = board;
  on.select(ids);
  const html = asHtml(made.notes.pick(ids));
  cut(on);
  return html;
}

test('what was cut comes back as the same note, its writer and time with it; what is pasted again is new', () => {
  const board = boardForCommands();
  const { on, made } = board;
  const id = newId();
  addNotes(made.doc, [{ id, text: 'bread', x: 400, y: 200, color: 'pink', z: 1 }], 'aino', 77);
  const html = cutOff(board, id);
  expect(made.notes.count).toBe(0);
  paste(on, html, '', MIDDLE);
  expect([[...on.selection()], whoseAndWhen(made.doc, id)]).toEqual([[id], ['aino', 77]]);
  paste(on, html, '', MIDDLE);
  expect([made.notes.count, on.selection().has(id)]).toEqual([2, false]);
  removeNotes(made.doc, [id]);
  paste(on, html, '', MIDDLE);
  expect([made.notes.get(id), made.notes.count]).toEqual([undefined, 2]);
});

test('what was copied, and what somebody brought back meanwhile, is another note when it is pasted', () => {
  const board = boardForCommands();
  const { on, made } = board;
  const [copied, back] = [newId(), newId()];
  made.note(copied, 400, 200);
  made.note(back, 700, 200);
  const html = asHtml(made.notes.pick([copied]));
  removeNotes(made.doc, [copied]);
  paste(on, html, '', MIDDLE);
  expect(made.notes.get(copied)).toBeUndefined();
  const ofBack = cutOff(board, back);
  made.note(back, 700, 200);
  paste(on, ofBack, '', MIDDLE);
  expect(on.selection().has(back)).toBe(false);
  expect(made.notes.count).toBe(3);
});

test('a cluster that went with its notes comes back with them, and one that stayed is left alone', () => {
  const board = boardForCommands();
  const { on, made } = board;
  const [first, second, third] = [newId(), newId(), newId()];
  made.cluster('gone');
  made.note(first, 400, 200, 'gone');
  made.note(second, 610, 200, 'gone');
  made.cluster('named', 'Drinks');
  made.note(third, 400, 900, 'named');
  const html = cutOff(board, first, second, third);
  expect(made.clusters.get('gone')).toBeUndefined();
  paste(on, html, '', MIDDLE);
  expect(made.membership()).toEqual({ [first]: 'gone', [second]: 'gone', [third]: null });
  on.undo.undo();
  expect([made.notes.count, made.clusters.get('gone')]).toEqual([0, undefined]);
});

test('while people pack, what is pasted goes to the basket', () => {
  const { on, made, page } = boardForCommands();
  const opened: string[] = [];
  page.basket = { isOffered: false, open: (words) => opened.push(words) };
  paste(on, '', 'a secret', MIDDLE);
  expect([opened, made.notes.count]).toEqual([['a secret'], 0]);
});

test('too much is refused whole, and why is said', () => {
  const { on, made, said } = boardForCommands();
  paste(on, '', Array.from({ length: PASTED_NOTES_MAX + 1 }, (_, line) => String(line)).join('\n'), MIDDLE);
  paste(on, '', 'x'.repeat(100_000), MIDDLE);
  paste(on, '', '  \n ', MIDDLE);
  expect([made.notes.count, said]).toEqual([
    0,
    ['refused: board.pasteTooMany', 'refused: board.pasteTooLong'],
  ]);
});
