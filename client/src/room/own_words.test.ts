import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addNotes } from '../board/document/edits';
import { notesIn, sectionsIn } from '../board/document/maps';
import { KEPT } from '../sync/keep';
import { followOwnWords } from './own_words';

function write(doc: Y.Doc, words: string, id = 'note'): void {
  const entry = notesIn(doc).get(id);
  const text = entry instanceof Y.Map ? entry.get('text') : undefined;
  if (text instanceof Y.Text) text.insert(text.length, words);
}

/** Ids under which nobody of this tab wrote. */
const NOBODY = { has: () => false };

function withNote(): Y.Doc {
  const doc = new Y.Doc();
  addNotes(doc, [{ id: 'note', text: '', color: 'yellow', x: 0, y: 0, z: 0 }], null, 0);
  return doc;
}

test('of what the room takes back the page knows all, also when the server got it before its first letter', () => {
  const doc = withNote();
  const words = followOwnWords(doc, NOBODY);
  for (const letter of 'an apple') write(doc, letter);
  notesIn(doc).delete('note');
  expect(words.whole({ of: 'note', text: '' })).toBe('an apple');
  expect(words.whole({ of: 'note', text: 'an a' })).toBe('an apple');
});

test('the page knows in which area it wrote, also when it was loaded anew and the note is gone', () => {
  const doc = withNote();
  sectionsIn(doc).set(
    'ideas',
    new Y.Map<unknown>([
      ['title', 'Ideas'],
      ['at', [-50, -50]],
      ['size', [900, 900]],
    ]),
  );
  const words = followOwnWords(doc, NOBODY);
  write(doc, 'an apple');
  const again = reloaded(doc);
  for (const one of [doc, again.doc]) takeBack(one);
  expect([words, again.words].map((one) => one.areaOf('note'))).toEqual(['ideas', 'ideas']);
  expect(words.areaOf('other')).toBe('');
});

test('what others wrote, and what is longer than what this page knows, stays as the server has it', () => {
  const doc = withNote();
  const words = followOwnWords(doc, NOBODY);
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  write(other, 'theirs');
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  expect(words.whole({ of: 'note', text: '' })).toBe('');
  write(doc, ' and mine');
  const longer = 'theirs and mine, and what another tab wrote';
  expect(words.whole({ of: 'note', text: longer })).toBe(longer);
  expect(words.whole({ of: '', text: 'of an older server' })).toBe('of an older server');
});

/** The page after a reload: it has what the browser kept, and knows under which ids the tab wrote. */
function reloaded(before: Y.Doc, isOwn = true) {
  const doc = new Y.Doc();
  const words = followOwnWords(doc, { has: (id) => isOwn && id === before.clientID });
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(before), KEPT);
  return { doc, words };
}

/** Takes an element away as the server does. */
function takeBack(doc: Y.Doc, id = 'note'): void {
  const server = new Y.Doc();
  Y.applyUpdate(server, Y.encodeStateAsUpdate(doc));
  notesIn(server).delete(id);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server), 'the line');
}

test('after a reload the page knows what it kept of a new note, whether it hears the words or the refusal first', () => {
  const before = withNote();
  write(before, 'an apple');
  const { doc, words } = reloaded(before);
  expect(words.whole({ of: 'note', text: '' })).toBe('an apple');
  takeBack(doc);
  expect(notesIn(doc).size).toBe(0);
  expect(words.whole({ of: 'note', text: '' })).toBe('an apple');
  expect(words.whole({ of: 'note', text: 'an a' })).toBe('an apple');
  // What the server has is not the beginning of it: another page of the same person wrote that.
  expect(words.whole({ of: 'note', text: 'a p' })).toBe('a p');
});

test('a tab that does not know its ids any more reads a new note in the document, and of others’ notes nothing', () => {
  const before = withNote();
  write(before, 'an apple');
  const { words } = reloaded(before, false);
  expect(words.whole({ of: 'note', text: '' })).toBe('an apple');
  expect(words.whole({ of: 'note', text: 'an a' })).toBe('an a');
});

test('what is written on after a reload counts, and not what was kept', () => {
  const before = withNote();
  write(before, 'an apple');
  const { doc, words } = reloaded(before);
  write(doc, ' and a pear');
  takeBack(doc);
  expect(words.whole({ of: 'note', text: '' })).toBe('an apple and a pear');
});
