import { expect, test } from 'vitest';
import { asHtml } from '../document/clipboard';
import { removeNotes } from '../document/edits';
import { PASTED_NOTES_MAX } from '../limits';
import { boardForCommands } from './board_for_tests';
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

test('what was cut is the same note when it is pasted, and what was copied is another', () => {
  const key = 'k1WIrX9dZGpBBtRBxD2LNA';
  const { on, made } = boardForCommands();
  made.note(key, 400, 200);
  const html = asHtml(made.notes.pick([key]));
  paste(on, html, '', MIDDLE);
  expect([made.notes.count, on.selection().has(key)]).toEqual([2, false]);
  removeNotes(made.doc, [key]);
  paste(on, html, '', MIDDLE);
  expect([made.notes.count, [...on.selection()]]).toEqual([2, [key]]);
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
