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

/** Two pages that show the same board; `exchange` brings each what the other wrote. */
function twoPages() {
  const here = new Y.Doc();
  const there = new Y.Doc();
  const exchange = () => {
    const fromHere = Y.encodeStateAsUpdate(here);
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
    Y.applyUpdate(there, fromHere);
  };
  return { here, there, exchange };
}

const FIELDS: readonly [map: string, field: string, values: readonly [unknown, unknown, unknown]][] = [
  [
    'notes',
    'at',
    [
      [0, 7],
      [100, 7],
      [200, 7],
    ],
  ],
  ['notes', 'z', [1, 2, 3]],
  ['notes', 'color', ['yellow', 'blue', 'pink']],
  ['notes', 'cluster', ['c0', 'c1', 'c2']],
  ['notes', 'under', ['n0', 'n1', 'n2']],
  ['notes', 'made', [1, 2, 3]],
  ['notes', 'text', ['one', 'two', 'three']],
  ['clusters', 'title', ['one', 'two', 'three']],
  [
    'clusters',
    'at',
    [
      [0, 7],
      [100, 7],
      [200, 7],
    ],
  ],
  ['clusters', 'color', ['yellow', 'blue', 'pink']],
  ['clusters', 'folded', [true, false, true]],
  ['sections', 'title', ['one', 'two', 'three']],
  [
    'sections',
    'at',
    [
      [0, 7],
      [100, 7],
      [200, 7],
    ],
  ],
  [
    'sections',
    'size',
    [
      [10, 70],
      [100, 70],
      [200, 70],
    ],
  ],
  ['sections', 'color', ['yellow', 'blue', 'pink']],
  ['strokes', 'width', [1, 2, 3]],
];

const entryOf = (doc: Y.Doc, map: string) => doc.getMap<Y.Map<unknown>>(map).get('e') as Y.Map<unknown>;
const writeField = (doc: Y.Doc, map: string, field: string, value: unknown) =>
  doc.transact(() => entryOf(doc, map).set(field, value), OWN);

test('undo and redo of a field that two people changed at once leave it with a known value', () => {
  for (const [map, field, [first, mine, theirs]] of FIELDS) {
    for (const iWin of [true, false]) {
      const { here, there, exchange } = twoPages();
      here.clientID = iWin ? 2 : 1;
      there.clientID = iWin ? 1 : 2;
      there.transact(() => {
        const entry = new Y.Map<unknown>();
        there.getMap(map).set('e', entry);
        entry.set(field, first);
      });
      exchange();
      const undo = undoOf(here);
      writeField(here, map, field, mine);
      writeField(there, map, field, theirs);
      exchange();
      const shown = () => entryOf(here, map).get(field);
      expect(shown()).toEqual(iWin ? mine : theirs);
      const told: unknown[] = [];
      there.on('update', () => told.push(entryOf(there, map).get(field)));
      here.on('update', (update: Uint8Array) => Y.applyUpdate(there, update));
      undo.undo();
      expect([field, shown()]).toEqual([field, iWin ? first : theirs]);
      // Nobody sees it empty on the way.
      expect(told).not.toContain(undefined);
      undo.redo();
      expect([field, shown()]).toEqual([field, iWin ? mine : theirs]);
      undo.undo();
      expect([field, shown()]).toEqual([field, iWin ? first : theirs]);
      exchange();
      expect(entryOf(there, map).get(field)).toEqual(shown());
    }
  }
});

test('a title and a text that were written as plain words are not lost by an undo', () => {
  for (const map of ['notes', 'clusters']) {
    const { here, there, exchange } = twoPages();
    [here.clientID, there.clientID] = [2, 1];
    const field = map === 'notes' ? 'text' : 'title';
    there.getMap(map).set('e', new Y.Map([[field, new Y.Text('before')]]));
    exchange();
    const undo = undoOf(here);
    writeField(here, map, field, new Y.Text('mine'));
    writeField(there, map, field, 'theirs');
    exchange();
    undo.undo();
    expect(String(entryOf(here, map).get(field))).toBe('before');
    undo.redo();
    expect(String(entryOf(here, map).get(field))).toBe('mine');
  }
});

test('undo takes away what was not there before: what a note lies under', () => {
  const doc = new Y.Doc();
  addNotes(doc, [{ id: 'e', text: '', x: 0, y: 0, color: 'yellow', z: 1 }], null, 0);
  const undo = undoOf(doc);
  for (const under of ['top', null]) {
    writeField(doc, 'notes', 'under', under);
    undo.stopCapturing();
  }
  const shown = () => entryOf(doc, 'notes').get('under');
  undo.undo();
  expect(shown()).toBe('top');
  undo.undo();
  expect(shown()).toBeUndefined();
  undo.redo();
  undo.undo();
  expect(shown()).toBeUndefined();
});

test('a note that was taken away and moved by somebody else at once comes back with a place', () => {
  const { here, there, exchange } = twoPages();
  addNotes(there, [{ id: 'e', text: 'words', x: 5, y: 6, color: 'blue', z: 1 }], null, 0);
  exchange();
  const undo = undoOf(here);
  here.transact(() => here.getMap('notes').delete('e'), OWN);
  writeField(there, 'notes', 'at', [100, 100]);
  exchange();
  undo.undo();
  expect(entryOf(here, 'notes').get('at')).toEqual([5, 6]);
  expect(textOf(here, 'e')?.toString()).toBe('words');
  undo.redo();
  expect(notesOf(here)).toBe(0);
});
