import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addNotes } from '../board/document/edits';
import { notesIn } from '../board/document/maps';
import { followOwnWords } from './own_words';

function write(doc: Y.Doc, words: string, id = 'note'): void {
  const entry = notesIn(doc).get(id);
  const text = entry instanceof Y.Map ? entry.get('text') : undefined;
  if (text instanceof Y.Text) text.insert(text.length, words);
}

function withNote(): Y.Doc {
  const doc = new Y.Doc();
  addNotes(doc, [{ id: 'note', text: '', color: 'yellow', x: 0, y: 0, z: 0 }], null, 0);
  return doc;
}

test('of what the room takes back the page knows all, also when the server got it before its first letter', () => {
  const doc = withNote();
  const words = followOwnWords(doc);
  for (const letter of 'an apple') write(doc, letter);
  notesIn(doc).delete('note');
  expect(words.whole({ of: 'note', text: '' })).toBe('an apple');
  expect(words.whole({ of: 'note', text: 'an a' })).toBe('an apple');
});

test('what others wrote, and what is longer than what this page knows, stays as the server has it', () => {
  const doc = withNote();
  const words = followOwnWords(doc);
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
