import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { OWN, patchText } from './edits';
import {
  applyPatch,
  caretAfter,
  countCharacters,
  patchAfter,
  patchBetween,
  type TextPatch,
} from './text_patch';

/** Small repeatable randomness (mulberry32), so that a failure names its seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const LETTERS = ['a', 'b', ' ', '\n', 'ä', '🧺', '🧀'];

function randomText(random: (below: number) => number, length: number): string {
  return Array.from({ length: random(length + 1) }, () => LETTERS[random(LETTERS.length)]).join('');
}

/** A text one edit away, cut only between characters, as a keyboard does. */
function randomEdit(random: (below: number) => number, text: string): string {
  const characters = [...text];
  characters.splice(random(characters.length + 1), random(3), ...randomText(random, 3));
  return characters.join('');
}

describe('the patch between two texts', () => {
  test('is nothing for equal texts', () => {
    expect(patchBetween('bread', 'bread')).toBeNull();
  });

  test('is only what was typed', () => {
    expect(patchBetween('brad', 'bread', 3)).toEqual({ at: 2, remove: 0, insert: 'e' });
  });

  test('lies where the caret is among equal letters', () => {
    expect(patchBetween('aaa', 'aaaa', 1)).toEqual({ at: 0, remove: 0, insert: 'a' });
    expect(patchBetween('aaa', 'aaaa', 4)).toEqual({ at: 3, remove: 0, insert: 'a' });
  });

  test('never cuts an emoji in half', () => {
    // Both are pairs that start with the same unit.
    expect(patchBetween('🧺', '🧀')).toEqual({ at: 0, remove: 2, insert: '🧀' });
  });

  test('makes one text into the other, whatever they are and wherever the caret is', () => {
    for (let seed = 0; seed < 2_000; seed += 1) {
      const random = randomFrom(seed);
      const before = randomText(random, 8);
      const after = randomText(random, 8);
      const patch = patchBetween(before, after, random(after.length + 2));
      expect(patch === null ? before : applyPatch(before, patch), `seed ${seed}`).toBe(after);
    }
  });
});

describe('a patch that moves past another', () => {
  const merge = (text: string, mine: TextPatch, theirs: TextPatch) => {
    const patches = patchAfter(mine, theirs);
    return [...patches].reverse().reduce(applyPatch, applyPatch(text, theirs));
  };

  test('shifts by what they put in before it', () => {
    expect(merge('one two', { at: 7, remove: 0, insert: '!' }, { at: 0, remove: 0, insert: '>> ' })).toBe(
      '>> one two!',
    );
  });

  test('keeps what they put into what it takes away', () => {
    expect(merge('abcdef', { at: 1, remove: 4, insert: 'X' }, { at: 3, remove: 0, insert: '**' })).toBe(
      'aX**f',
    );
  });

  test('takes nothing away twice', () => {
    expect(merge('abcdef', { at: 1, remove: 3, insert: '' }, { at: 2, remove: 3, insert: '' })).toBe('af');
  });

  test('loses none of the letters that either put in', () => {
    for (let seed = 0; seed < 2_000; seed += 1) {
      const random = randomFrom(seed);
      const length = 1 + random(8);
      const text = 'abcdefgh'.slice(0, length);
      const span = (insert: string) => {
        const at = random(length + 1);
        return { at, remove: random(length - at + 1), insert };
      };
      const merged = merge(text, span('MINE'), span('THEIRS'));
      expect(merged, `seed ${seed}`).toContain('MINE');
      expect(merged, `seed ${seed}`).toContain('THEIRS');
    }
  });
});

describe('two people writing in one note', () => {
  test('end with one text that holds what both typed', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const random = randomFrom(seed);
      const docs = [new Y.Doc(), new Y.Doc()] as const;
      const texts = docs.map((doc) => doc.getText('t'));
      texts[0]?.insert(0, 'bread and cheese');
      exchange(docs);
      for (let round = 0; round < 6; round += 1) {
        for (const text of texts) {
          const before = text.toString();
          const patch = patchBetween(before, randomEdit(random, before));
          if (patch !== null) patchText(text, [patch], OWN);
        }
        if (random(2) === 0) exchange(docs);
      }
      texts[0]?.insert(0, '<first>');
      texts[1]?.insert(texts[1].length, '<second>');
      exchange(docs);
      const [one, other] = texts.map((text) => text.toString());
      expect(one, `seed ${seed}`).toBe(other);
      expect(one).toContain('<first>');
      expect(one).toContain('<second>');
    }
  });

  function exchange([one, other]: readonly [Y.Doc, Y.Doc]): void {
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one, Y.encodeStateVector(other)));
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other, Y.encodeStateVector(one)));
  }
});

describe('the caret', () => {
  test('moves along with what others put in or take away before it', () => {
    expect(caretAfter(5, [{ insert: 'abc' }])).toBe(8);
    expect(caretAfter(5, [{ retain: 1 }, { delete: 2 }])).toBe(3);
    expect(caretAfter(5, [{ retain: 3 }, { delete: 9 }])).toBe(3);
  });

  test('stays where others write at it or after it', () => {
    expect(caretAfter(5, [{ retain: 5 }, { insert: 'abc' }])).toBe(5);
    expect(caretAfter(5, [{ retain: 6 }, { delete: 2 }])).toBe(5);
  });
});

test('an emoji of one code point counts as one character', () => {
  expect(countCharacters('a🧺ä')).toBe(3);
});
