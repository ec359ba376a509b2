import { describe, expect, test } from 'vitest';
import { addTexts, language, setLanguage, type TextKey, t, textIn, textsIn } from '.';
import { browserLanguage, inEachLanguage, LANGUAGES } from './languages';
import { phraseText } from './phrase';

/** A part without texts, in every language. */
const NONE = inEachLanguage(() => async (): Promise<object> => ({}));

describe('the files of texts', () => {
  test('are called by their language, and a language without one brings none', async () => {
    const files = { './panel.fi.ts': async () => ({ word: 'sana' }), './panel.en.ts': async () => ({}) };
    const texts = textsIn(files);
    expect(Object.keys(texts)).toEqual(LANGUAGES.map(({ code }) => code));
    expect(await texts.fi()).toEqual({ word: 'sana' });
    await expect(texts.sv()).rejects.toThrow('no texts in sv');
  });

  test('of a part that comes later follow the language of the page', async () => {
    const part = {
      ...NONE,
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
      ...NONE,
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
      ...NONE,
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
});

test('a text writes numbers as its language does', () => {
  expect(phraseText('{count}', 'en', { count: 1234 })).toBe('1,234');
  expect(phraseText('{count}', 'fi', { count: 1234 })).toMatch(/^1\s234$/);
});

describe('the language of a browser', () => {
  test('is the first that picnic speaks', () => {
    expect(browserLanguage(['la-VA', 'sv-FI', 'fi-FI'])).toBe('sv');
    expect(browserLanguage(['fi'])).toBe('fi');
  });

  test('is English when picnic speaks none of them', () => {
    expect(browserLanguage(['la', 'tlh'])).toBe('en');
    expect(browserLanguage([])).toBe('en');
  });
});
