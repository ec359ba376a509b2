import { expect, test } from 'vitest';
import { keyOf, type PressedKey, TAKEN } from './key_of';

const pressed = (key: string, code: string, more: Partial<PressedKey> = {}): PressedKey => ({
  key,
  code,
  isComposing: false,
  keyCode: 0,
  ...more,
});

test('on Cyrillic, Greek, Hebrew and Arabic keyboards a letter is the one of its place', () => {
  expect(keyOf(pressed('я', 'KeyZ'))).toBe('z');
  expect(keyOf(pressed('ф', 'KeyA'))).toBe('a');
  expect(keyOf(pressed('П', 'KeyG'))).toBe('G');
  expect(keyOf(pressed('ζ', 'KeyZ'))).toBe('z');
  expect(keyOf(pressed('ש', 'KeyA'))).toBe('a');
  expect(keyOf(pressed('ش', 'KeyA'))).toBe('a');
  expect(keyOf(pressed('٣', 'Digit3'))).toBe('3');
});

test('on Dvorak, AZERTY and Nordic keyboards a letter is what it says', () => {
  expect(keyOf(pressed(';', 'KeyZ'))).toBe(';');
  expect(keyOf(pressed('z', 'Slash'))).toBe('z');
  expect(keyOf(pressed('a', 'KeyQ'))).toBe('a');
  expect(keyOf(pressed('ä', 'Quote'))).toBe('ä');
  expect(keyOf(pressed('1', 'Digit1'))).toBe('1');
  // Programmer Dvorak has its digits in another order.
  expect(keyOf(pressed('5', 'Digit3'))).toBe('5');
  expect(keyOf(pressed('Enter', 'NumpadEnter'))).toBe('Enter');
});

test('a letter that no Latin keyboard has in its place stays what it is', () => {
  expect(keyOf(pressed('х', 'BracketLeft'))).toBe('х');
  expect(keyOf(pressed('ё', 'Backquote'))).toBe('ё');
});

test('Enter and Escape of a composition are neither, also after Safari has ended it', () => {
  expect(keyOf(pressed('Enter', 'Enter', { isComposing: true, keyCode: 229 }))).toBe(TAKEN);
  expect(keyOf(pressed('Enter', 'Enter', { isComposing: false, keyCode: 229 }))).toBe(TAKEN);
  expect(keyOf(pressed('Escape', 'Escape', { isComposing: true, keyCode: 27 }))).toBe(TAKEN);
  expect(keyOf(pressed('Enter', 'Enter', { keyCode: 13 }))).toBe('Enter');
});

test('nobody else decides what a key is: every field of the page asks here', () => {
  const sources = import.meta.glob<string>('../**/*.{ts,tsx}', {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  const asking = Object.entries(sources)
    .filter(
      ([path, text]) => !path.endsWith('.test.ts') && /\bevent\.key\b|\.isComposing|\.keyCode/.test(text),
    )
    .map(([path]) => path);
  expect(asking).toEqual([]);
  expect(Object.keys(sources).length).toBeGreaterThan(100);
});
