import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { BOARD_REACH } from '../limits';
import { addNotes, moveNotes, newId, removeNotes, textOf } from './edits';
import { fitText } from './fitting';
import { Notes } from './notes';
import { undoOf } from './undo';

const fitting = (text: string) => fitText(text, (piece) => piece.length * 0.5);
const plain = { text: 'bread', x: 10, y: 20, color: 'yellow', z: 1 } as const;

function entry(fields: Record<string, unknown>): Y.Map<unknown> {
  const map = new Y.Map<unknown>();
  for (const [key, value] of Object.entries(fields)) map.set(key, value);
  return map;
}

function exchange(one: Y.Doc, other: Y.Doc): void {
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one, Y.encodeStateVector(other)));
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other, Y.encodeStateVector(one)));
}

test('a note id is 16 URL-safe characters and never the same', () => {
  const ids = new Set(Array.from({ length: 1_000 }, () => newId()));
  expect(ids.size).toBe(1_000);
  for (const id of ids) expect(id).toMatch(/^[\w-]{16}$/);
});

test('notes are there when the document has them, and listeners hear which changed', () => {
  const doc = new Y.Doc();
  addNotes(doc, [{ id: 'a', ...plain }], 'me', 0);
  const notes = new Notes(doc, fitting);
  const heard: string[][] = [];
  notes.listen((ids) => heard.push([...ids]));
  addNotes(doc, [{ id: 'b', ...plain }], 'me', 0);
  moveNotes(doc, [{ id: 'a', to: { x: 99.6, y: 5 } }]);
  textOf(doc, 'b')?.insert(5, '!');
  removeNotes(doc, ['a']);
  expect(heard).toEqual([['b'], ['a'], ['b'], ['a']]);
  expect(notes.get('a')).toBeUndefined();
  expect(notes.get('b')).toMatchObject({ text: 'bread!', x: 10, y: 20 });
  expect([...notes.grid.within({ x: 0, y: 0, width: 300, height: 300 })]).toEqual(['b']);
});

test('senseless entries never throw and are shown as far as they make sense', () => {
  const doc = new Y.Doc();
  const map = doc.getMap('notes');
  const notes = new Notes(doc, fitting);
  map.set('string', 'x');
  map.set('array', new Y.Array());
  map.set('nothing', entry({}));
  map.set('__proto__', entry({ text: new Y.Text('proto') }));
  map.set('far', entry({ at: [1e308, -1e308], z: 1e308 }));
  map.set('nan', entry({ at: [Number.NaN, Number.POSITIVE_INFINITY], z: 'top', color: '<b>', cluster: 7 }));
  map.set('plain', entry({ text: 'only a string', at: 'here' }));
  map.set('huge', entry({ text: new Y.Text('word '.repeat(50_000)) }));
  expect([...notes.all()].map(({ id }) => id)).toEqual([
    'nothing',
    '__proto__',
    'far',
    'nan',
    'plain',
    'huge',
  ]);
  expect(notes.get('far')).toMatchObject({ x: BOARD_REACH, y: -BOARD_REACH });
  expect(notes.get('nan')).toMatchObject({ x: 0, y: 0, z: 0, color: 'yellow', cluster: null });
  expect(notes.get('plain')?.text).toBe('only a string');
  expect(notes.get('huge')?.text.length).toBeLessThan(5_000);
  expect(textOf(doc, 'plain')?.toString()).toBe('only a string');
  expect(textOf(doc, 'string')).toBeNull();
});

test('moving many notes is one change and one step to undo', () => {
  const doc = new Y.Doc();
  addNotes(
    doc,
    [
      { id: 'a', ...plain },
      { id: 'b', ...plain },
    ],
    'me',
    0,
  );
  const undo = undoOf(doc);
  let updates = 0;
  doc.on('update', () => {
    updates += 1;
  });
  moveNotes(doc, [
    { id: 'a', to: { x: 100, y: 0 } },
    { id: 'b', to: { x: 200, y: 0 } },
  ]);
  expect(updates).toBe(1);
  undo.undo();
  const notes = new Notes(doc, fitting);
  expect(notes.get('a')?.x).toBe(10);
  expect(notes.get('b')?.x).toBe(10);
});

test('undo takes back my changes and leaves those of others', () => {
  const mine = new Y.Doc();
  const theirs = new Y.Doc();
  addNotes(mine, [{ id: 'a', ...plain }], 'me', 0);
  exchange(mine, theirs);
  const undo = undoOf(mine);
  textOf(mine, 'a')?.doc?.transact(() => textOf(mine, 'a')?.insert(5, ' and cheese'), 'own');
  exchange(mine, theirs);
  textOf(theirs, 'a')?.insert(0, 'good ');
  moveNotes(theirs, [{ id: 'a', to: { x: 500, y: 0 } }]);
  exchange(mine, theirs);
  undo.undo();
  exchange(mine, theirs);
  const notes = new Notes(theirs, fitting);
  expect(notes.get('a')).toMatchObject({ text: 'good bread', x: 500 });
});

test('undoing the making of a note keeps all of it when others wrote in it and the page writes under another id since', () => {
  const mine = new Y.Doc();
  const theirs = new Y.Doc();
  const undo = undoOf(mine);
  addNotes(mine, [{ id: 'a', ...plain, text: '' }], 'me', 0);
  exchange(mine, theirs);
  textOf(theirs, 'a')?.insert(0, 'their words');
  exchange(mine, theirs);
  mine.clientID += 1;
  undo.undo();
  expect(new Notes(mine, fitting).get('a')).toMatchObject({ text: 'their words', x: plain.x, y: plain.y });
});

test('undoing the making of a note keeps it when somebody else has written in it', () => {
  const mine = new Y.Doc();
  const theirs = new Y.Doc();
  const undo = undoOf(mine);
  addNotes(
    mine,
    [
      { id: 'a', ...plain, text: '' },
      { id: 'b', ...plain, text: '' },
    ],
    'me',
    0,
  );
  exchange(mine, theirs);
  textOf(theirs, 'a')?.insert(0, 'their words');
  exchange(mine, theirs);
  undo.undo();
  const notes = new Notes(mine, fitting);
  expect(notes.get('a')?.text).toBe('their words');
  expect(notes.get('b')).toBeUndefined();
});
