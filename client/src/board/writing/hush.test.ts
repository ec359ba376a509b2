import { describe, expect, test } from 'vitest';
import { Hush } from './hush';

describe('the rest of a word whose field was taken away', () => {
  const word = ['n', 'l', 'T', 'End', 'Backspace', ' ', 'Enter', 'Shift'];

  test('is no command, key after key', () => {
    const hush = new Hush();
    hush.begin();
    expect(word.map((key) => hush.takes(key))).toEqual(word.map(() => true));
    expect(hush.on).toBe(true);
  });

  test('ends with a key that nobody types in a word, which does what it does', () => {
    for (const key of ['Tab', 'Escape', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
      const hush = new Hush();
      hush.begin();
      expect([hush.takes(key), hush.takes('n')]).toEqual([false, false]);
    }
  });

  test('ends with a press, and is nothing where no field went', () => {
    const hush = new Hush();
    expect(hush.takes('n')).toBe(false);
    hush.begin();
    hush.end();
    expect(hush.takes('n')).toBe(false);
  });
});
