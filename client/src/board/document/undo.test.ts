import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addNotes, newId, OWN, patchText, textOf } from './edits';
import { undoOf } from './undo';

function notesOf(doc: Y.Doc): number {
  return doc.getMap('notes').size;
}

function write(doc: Y.Doc, id: string, text: string): void {
  const words = textOf(doc, id);
  if (words === null) throw new Error('there is no such note');
  patchText(words, [{ at: words.length, remove: 0, insert: text }], OWN);
}

test('undo takes back a note of one’s own also when the page goes on under another id', () => {
  const doc = new Y.Doc();
  const undo = undoOf(doc);
  addNotes(doc, [{ id: newId(), text: 'mine', x: 0, y: 0, color: 'yellow', z: 1 }], null, 0);
  doc.clientID += 1;
  undo.undo();
  expect(notesOf(doc)).toBe(0);
});

test('undo leaves a note in which somebody else has written, with all that it was made with', () => {
  for (const goesOnAsAnother of [false, true]) {
    const doc = new Y.Doc();
    const undo = undoOf(doc);
    const id = newId();
    addNotes(doc, [{ id, text: 'mine', x: 7, y: 0, color: 'yellow', z: 1 }], null, 0);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    write(other, id, ', and theirs');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    if (goesOnAsAnother) doc.clientID += 1;
    undo.undo();
    expect(textOf(doc, id)?.toString()).toBe(', and theirs');
    expect(doc.getMap<Y.Map<unknown>>('notes').get(id)?.get('at')).toEqual([7, 0]);
  }
});
