import { beforeAll, describe, expect, test } from 'vitest';
import {
  fetchPageTexts,
  fetchTexts,
  type PartTexts,
  setLanguage,
  type TextKey,
  textIn,
  textInEach,
} from '../i18n';
import { LANGUAGES } from '../i18n/languages';
import type { Phrase } from '../i18n/phrase';
import { PAGE_TEXTS } from './page_texts';

/** The texts of the page and of each part that is loaded later. */
const parts = Object.values(
  import.meta.glob<Readonly<Record<string, PartTexts>>>('../**/*_texts.ts', { eager: true }),
).flatMap((file) => Object.values(file));

const dictionaries = new Map<string, ReadonlyMap<string, Phrase>>();
for (const { code } of LANGUAGES) {
  const texts = await Promise.all(parts.map((part) => part[code]()));
  dictionaries.set(code, new Map(texts.flatMap(phrases)));
}
const english = dictionaries.get('en') ?? new Map<string, Phrase>();

function phrases(dictionary: object): [string, Phrase][] {
  return Object.entries(dictionary).flatMap(([subject, entries]) =>
    Object.entries(entries as Record<string, Phrase>).map(([key, phrase]): [string, Phrase] => [
      `${subject}.${key}`,
      phrase,
    ]),
  );
}

function placeholders(phrase: Phrase): string[] {
  const text = typeof phrase === 'string' ? phrase : phrase.other;
  return [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
}

test('all parts with texts of their own are looked at', () => {
  expect(parts.length).toBeGreaterThanOrEqual(5);
  expect(english.size).toBeGreaterThan(900);
});

describe.each([...dictionaries])('the texts in %s', (_language, dictionary) => {
  test('have every key of the English ones and no other', () => {
    expect([...dictionary.keys()].sort()).toEqual([...english.keys()].sort());
  });

  // Baskets may hold more: what is held back, and what somebody has who was put out or looks on.
  test('tell of notes that are packed to be laid, and never of those as all that is in baskets', () => {
    const counted = ['peopleTab.packed', 'peopleTab.notes', 'tasks.packedInAll', 'facilitation.revealAsk'];
    for (const key of counted) {
      expect(JSON.stringify(dictionary.get(key)), key).toMatch(/\w/);
      expect(JSON.stringify(dictionary.get(key)), key).not.toMatch(/basket|kor[ie]|korg/i);
    }
  });

  test('take the same values as the English ones', () => {
    for (const [key, phrase] of dictionary) {
      expect([key, ...placeholders(phrase)]).toEqual([key, ...placeholders(english.get(key) ?? '')]);
    }
  });

  test('are filled in, calm and without double spaces', () => {
    for (const [key, phrase] of dictionary) {
      for (const text of typeof phrase === 'string' ? [phrase] : Object.values(phrase)) {
        expect(text.trim(), key).toBe(text);
        expect(text.length, key).toBeGreaterThan(0);
        expect(text, key).not.toMatch(/!| {2}/);
      }
    }
  });
});

describe('a text', () => {
  beforeAll(async () => {
    await fetchPageTexts(PAGE_TEXTS);
    for (const { code } of LANGUAGES) {
      await setLanguage(code);
      for (const part of parts) await fetchTexts(part, code);
    }
    await setLanguage('en');
  });

  test('is there in every language', () => {
    for (const { code } of LANGUAGES) {
      for (const key of english.keys())
        expect(textIn(code, key as TextKey), `${key} in ${code}`).not.toBe(key);
    }
  });

  test('of a phase gives it its title in each language', async () => {
    const titles = await textInEach('session.kind_vote');
    expect(titles).toMatchObject({ fi: 'Äänestä', sv: 'Rösta', en: 'Vote' });
    expect(Object.keys(titles)).toHaveLength(LANGUAGES.length);
  });

  test('is put in its language', () => {
    expect(textIn('fi', 'saved.saved')).toBe('Tallessa');
    expect(textIn('sv', 'saved.saved')).toBe('Sparat');
    expect(textIn('en', 'saved.saved')).toBe('Saved');
  });

  test('takes its plural from the count', () => {
    expect(textIn('fi', 'people.here', { count: 1 })).toBe('1 henkilö paikalla');
    expect(textIn('fi', 'people.here', { count: 5 })).toBe('5 henkilöä paikalla');
    expect(textIn('sv', 'people.here', { count: 2 })).toBe('2 personer här');
    expect(textIn('en', 'people.here', { count: 0 })).toBe('0 people here');
  });

  test('takes a value as it is, also when it looks like a placeholder', () => {
    expect(textIn('en', 'people.you', { name: '{count} $& <b>' })).toBe('{count} $& <b> (you)');
  });
});
