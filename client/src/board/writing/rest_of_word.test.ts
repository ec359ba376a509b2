import { describe, expect, test } from 'vitest';
import { RestOfWord } from './rest_of_word';

describe('the rest of a word whose field was taken away', () => {
  const word = ['n', 'l', 'T', 'End', 'Backspace', ' ', 'Enter', 'Shift'];

  test('is no command, key after key', () => {
    const restOfWord = new RestOfWord();
    restOfWord.begin();
    expect(word.map((key) => restOfWord.takes(key))).toEqual(word.map(() => true));
    expect(restOfWord.on).toBe(true);
  });

  test('ends with a key that nobody types in a word, which does what it does', () => {
    for (const key of ['Tab', 'Escape', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
      const restOfWord = new RestOfWord();
      restOfWord.begin();
      expect([restOfWord.takes(key), restOfWord.takes('n')]).toEqual([false, false]);
    }
  });

  test('ends with a press, and is nothing where no field went', () => {
    const restOfWord = new RestOfWord();
    expect(restOfWord.takes('n')).toBe(false);
    restOfWord.begin();
    restOfWord.end();
    expect(restOfWord.takes('n')).toBe(false);
  });
});
