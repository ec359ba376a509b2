import { afterEach, expect, test, vi } from 'vitest';
import { stale } from '../stale/stale';
import { addTexts, language, setLanguage } from '.';
import { inEachLanguage } from './languages';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('texts that did not come are missing no more once they come with a language that is chosen again', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async () => new Response('<meta name="picnic-page" content="00ff">'));
  vi.stubGlobal('document', {
    baseURI: 'http://picnic.example/',
    documentElement: { lang: 'en' },
    querySelector: () => ({ content: '00ff' }),
  });
  let isGone = true;
  const texts = async () => {
    if (isGone) throw new TypeError('gone');
    return {};
  };
  void addTexts({ ...inEachLanguage(() => async () => ({})), en: texts });
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(stale()).toBe('partMissing');
  isGone = false;
  await setLanguage('fi');
  expect(language()).toBe('fi');
  await setLanguage('en');
  expect(stale()).toBeUndefined();
});
