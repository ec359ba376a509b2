import { describe, expect, test } from 'vitest';
import type { Phrase } from '../../i18n/phrase';
import { sayIn, TEXTS } from './say';

const forms = (phrase: Phrase) => (typeof phrase === 'string' ? [phrase] : Object.values(phrase));
const values = (phrase: Phrase) =>
  [
    ...new Set(
      forms(phrase)
        .join(' ')
        .match(/\{\w+\}/g),
    ),
  ].sort();

describe.each(['fi', 'sv', 'en'] as const)('the texts of the harvest in %s', (language) => {
  const texts = Object.entries(TEXTS[language]) as [keyof typeof TEXTS.en, Phrase][];

  test('take the same values as the English ones', () => {
    for (const [key, phrase] of texts) expect([key, values(phrase)]).toEqual([key, values(TEXTS.en[key])]);
  });

  test('are filled in and calm', () => {
    for (const [key, phrase] of texts) {
      for (const text of forms(phrase)) expect(text, key).toMatch(/^\S(?!.*(!| {2})).*$/);
    }
  });
});

test('ties are named in the language of the room', () => {
  expect(sayIn('fi', 'rankTied', { rank: 1 })).toBe('jaettu 1. sija');
  expect(sayIn('sv', 'rankTied', { rank: 1 })).toBe('delad plats 1');
});
