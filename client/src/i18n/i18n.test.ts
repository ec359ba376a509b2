import { beforeAll, describe, expect, test } from 'vitest';
import { harvest as harvestEn } from '../harvest/text/en';
import { harvest as harvestFi } from '../harvest/text/fi';
import { HARVEST_TEXTS } from '../harvest/text/harvest_texts';
import { harvest as harvestSv } from '../harvest/text/sv';
import { FAULT_TEXTS } from '../models/text/fault_texts';
import { faults as faultsEn } from '../models/text/faults.en';
import { faults as faultsFi } from '../models/text/faults.fi';
import { faults as faultsSv } from '../models/text/faults.sv';
import { panel as panelEn } from '../session/facilitate/text/panel.en';
import { panel as panelFi } from '../session/facilitate/text/panel.fi';
import { panel as panelSv } from '../session/facilitate/text/panel.sv';
import { PANEL_TEXTS } from '../session/facilitate/text/panel_texts';
import { suggest as suggestEn } from '../suggest/text/en';
import { suggest as suggestFi } from '../suggest/text/fi';
import { SUGGEST_TEXTS } from '../suggest/text/suggest_texts';
import { suggest as suggestSv } from '../suggest/text/sv';
import { texts as en } from '../texts/en';
import { texts as fi } from '../texts/fi';
import { PAGE_TEXTS } from '../texts/page_texts';
import { texts as sv } from '../texts/sv';
import {
  addTexts,
  fetchPageTexts,
  fetchTexts,
  language,
  setLanguage,
  type TextKey,
  t,
  textIn,
  textInEach,
} from '.';
import { browserLanguage, LANGUAGES } from './languages';
import { type Phrase, phraseText } from './phrase';

const english = { ...en, ...panelEn, suggest: suggestEn, harvest: harvestEn, faults: faultsEn };
const dictionaries = {
  en: english,
  fi: { ...fi, ...panelFi, suggest: suggestFi, harvest: harvestFi, faults: faultsFi },
  sv: { ...sv, ...panelSv, suggest: suggestSv, harvest: harvestSv, faults: faultsSv },
};

function phrases(dictionary: Readonly<Record<string, object>>): [string, Phrase][] {
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

describe.each(Object.entries(dictionaries))('the texts in %s', (_language, dictionary) => {
  test('have every key of the English ones and no other', () => {
    expect(phrases(dictionary).map(([key]) => key)).toEqual(
      expect.arrayContaining(phrases(english).map(([key]) => key)),
    );
    expect(phrases(dictionary)).toHaveLength(phrases(english).length);
  });

  // Baskets may hold more: what is held back, and what somebody has who was put out or looks on.
  test('tell of notes that are packed to be laid, and never of those as all that is in baskets', () => {
    const counted = ['gathering.packed', 'gathering.notes', 'tasks.packedInAll', 'facilitate.revealAsk'];
    const told = phrases(dictionary).filter(([key]) => counted.includes(key));
    expect(told).toHaveLength(counted.length);
    for (const [, phrase] of told) expect(JSON.stringify(phrase)).not.toMatch(/basket|kor[ie]|korg/i);
  });

  test('take the same values as the English ones', () => {
    const source = new Map(phrases(english));
    for (const [key, phrase] of phrases(dictionary)) {
      expect([key, ...placeholders(phrase)]).toEqual([key, ...placeholders(source.get(key) ?? '')]);
    }
  });

  test('are filled in, calm and without double spaces', () => {
    for (const [key, phrase] of phrases(dictionary)) {
      for (const text of typeof phrase === 'string' ? [phrase] : Object.values(phrase)) {
        expect(text.trim(), key).toBe(text);
        expect(text.length, key).toBeGreaterThan(0);
        expect(text, key).not.toMatch(/!| {2}/);
      }
    }
  });
});

describe('the files of texts', () => {
  beforeAll(() => fetchPageTexts(PAGE_TEXTS));

  test('bring every text in every language', async () => {
    for (const { code } of LANGUAGES) {
      await setLanguage(code);
      for (const part of [PANEL_TEXTS, SUGGEST_TEXTS, HARVEST_TEXTS, FAULT_TEXTS])
        await fetchTexts(part, code);
      for (const [key] of phrases(english))
        expect(textIn(code, key as TextKey), `${key} in ${code}`).not.toBe(key);
    }
    await setLanguage('en');
  });

  test('of a part that comes later follow the language of the page', async () => {
    const part = {
      fi: async () => ({ later: { word: 'sana' } }),
      sv: async () => ({ later: { word: 'ord' } }),
      en: async () => ({ later: { word: 'word' } }),
    };
    await addTexts(part);
    expect(t('later.word' as TextKey)).toBe('word');
    expect(textIn('sv', 'later.word' as TextKey)).toBe('later.word');
    await setLanguage('sv');
    expect(t('later.word' as TextKey)).toBe('ord');
    await setLanguage('en');
  });

  test('that do not come leave the page in its language', async () => {
    let isAway = true;
    await addTexts({
      fi: async () => {
        if (isAway) throw new Error('away');
        return { away: { word: 'sana' } };
      },
      sv: async () => ({ away: { word: 'ord' } }),
      en: async () => ({ away: { word: 'word' } }),
    });
    expect(await setLanguage('fi')).toBe(false);
    expect(language()).toBe('en');
    isAway = false;
    expect(await setLanguage('fi')).toBe(true);
    expect(t('away.word' as TextKey)).toBe('sana');
    await setLanguage('en');
  });

  test('the language chosen last is the one that the page speaks', async () => {
    let bring!: (texts: object) => void;
    const late = new Promise<object>((resolve) => {
      bring = resolve;
    });
    await addTexts({
      fi: () => late,
      sv: async () => ({ slow: { word: 'ord' } }),
      en: async () => ({ slow: { word: 'word' } }),
    });
    const slow = setLanguage('fi');
    await setLanguage('sv');
    bring({ slow: { word: 'sana' } });
    await slow;
    expect(language()).toBe('sv');
    await setLanguage('en');
  });

  test('give a phase its title in each language', async () => {
    expect(await textInEach('session.kind_vote')).toEqual({ fi: 'Äänestä', sv: 'Rösta', en: 'Vote' });
  });
});

describe('a text', () => {
  beforeAll(async () => {
    for (const { code } of LANGUAGES) await setLanguage(code);
    await setLanguage('en');
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

  test('writes numbers as its language does', () => {
    expect(phraseText('{count}', 'en', { count: 1234 })).toBe('1,234');
    expect(phraseText('{count}', 'fi', { count: 1234 })).toMatch(/^1\s234$/);
  });

  test('takes a value as it is, also when it looks like a placeholder', () => {
    expect(textIn('en', 'people.you', { name: '{count} $& <b>' })).toBe('{count} $& <b> (you)');
  });
});

describe('the language of a browser', () => {
  test('is the first that picnic speaks', () => {
    expect(browserLanguage(['de-DE', 'sv-FI', 'fi-FI'])).toBe('sv');
    expect(browserLanguage(['fi'])).toBe('fi');
  });

  test('is English when picnic speaks none of them', () => {
    expect(browserLanguage(['de', 'fr-CA'])).toBe('en');
    expect(browserLanguage([])).toBe('en');
  });
});
