import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Editor } from './editor';
import { type FakePage, stubPage } from './textarea_for_tests';

let page: FakePage;
beforeEach(() => {
  page = stubPage();
});
afterEach(() => vi.unstubAllGlobals());

/** A field on a shared text; what it asks for is written down. `wakes` says whether typing may wake it. */
function editing(words: string, wakes = false) {
  const text = new Y.Doc().getText('words');
  text.insert(0, words);
  const asked: string[] = [];
  const editor = new Editor({
    text,
    label: 'A note',
    charsMax: 12,
    onTooLong: () => asked.push('too long'),
    onKey: ({ key }) => asked.push(key),
    onWake() {
      asked.push('wake');
      if (wakes) editor.wake();
      return wakes;
    },
    onLeave: () => asked.push('leave'),
    onUndo: (direction) => asked.push(direction),
  });
  const field = page.field();
  editor.focus();
  return { text, editor, field, asked };
}

const compose = (at: 'start' | 'end') => new Event(`composition${at}`);

test('what two people type at once is there for both, and the caret stays by its words', () => {
  const { text, field } = editing('bread');
  field.setSelectionRange(5, 5);
  text.insert(0, 'my ');
  expect([field.value, field.selectionStart]).toEqual(['my bread', 8]);
  field.types('!');
  text.insert(9, '?');
  expect([text.toString(), field.value, field.selectionStart]).toEqual(['my bread!?', 'my bread!?', 9]);
});

test('a word that is being composed is shared when it is whole, with what others wrote meanwhile', () => {
  const { text, field } = editing('ab');
  field.dispatchEvent(compose('start'));
  field.types('に');
  text.insert(0, '>');
  expect([text.toString(), field.value]).toEqual(['>ab', 'abに']);
  field.types('ほ');
  field.dispatchEvent(compose('end'));
  expect([text.toString(), field.value]).toEqual(['>abにほ', '>abにほ']);
});

test('what is half composed when the field goes is not lost', () => {
  const { text, editor, field } = editing('ab');
  field.dispatchEvent(compose('start'));
  field.types('に');
  editor.close();
  expect(text.toString()).toBe('abに');
});

test('more than the longest text is left out, but a longer one of somebody else’s may be shortened', () => {
  const { text, field, asked } = editing('ten letters');
  field.types('ab');
  expect([text.toString(), field.value, asked]).toEqual(['ten letters', 'ten letters', ['too long']]);
  text.insert(0, 'far longer: ');
  field.setSelectionRange(0, 4);
  field.types('');
  expect([text.toString(), asked]).toEqual(['longer: ten letters', ['too long']]);
});

test('while it waits nothing is written unless it may wake, and keys are the board’s', () => {
  const { text, editor, field, asked } = editing('ab');
  editor.sleep('yellow');
  field.types('c');
  field.presses('Enter');
  field.value = 'abc';
  field.dispatchEvent(new Event('input'));
  expect([text.toString(), field.value, asked]).toEqual(['ab', 'ab', ['wake']]);
  expect(field.attributes.get('aria-description')).toBe('yellow');
  const other = editing('ab', true);
  other.editor.sleep('yellow');
  other.field.types('c');
  expect([other.text.toString(), other.field.attributes.has('aria-description')]).toEqual(['abc', false]);
});

test('only what was written here counts as somebody’s words', () => {
  const { editor, field, text } = editing('ab');
  expect(editor.words()).toBeNull();
  text.insert(2, 'c');
  expect(editor.words()).toBeNull();
  field.types('!');
  expect(editor.words()).toBe('ab!c');
  field.setSelectionRange(0, 4);
  field.types('  ');
  expect(editor.words()).toBeNull();
});

test('undo is the board’s, by its keys and by the browser’s menu', () => {
  const { field, asked } = editing('ab');
  field.presses('z', { ctrlKey: true });
  field.presses('Z', { ctrlKey: true, shiftKey: true });
  field.presses('y', { ctrlKey: true });
  field.presses('z');
  for (const inputType of ['historyUndo', 'historyRedo']) {
    field.dispatchEvent(Object.assign(new Event('beforeinput', { cancelable: true }), { inputType }));
  }
  expect(asked).toEqual(['undo', 'redo', 'redo', 'z', 'undo', 'redo']);
});

test('it is left when the focus goes elsewhere, not when another window takes the keyboard or it goes itself', () => {
  const { editor, field, asked } = editing('ab');
  field.dispatchEvent(new Event('blur'));
  expect(asked).toEqual([]);
  page.createElement().focus();
  expect(asked).toEqual(['leave']);
  field.focus();
  editor.close();
  page.createElement().focus();
  expect(asked).toEqual(['leave']);
});
