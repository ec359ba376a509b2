import { expect, test } from 'vitest';
import { fetchTexts } from '../../i18n';
import { HARVEST_TEXTS } from './harvest_texts';
import { sayIn } from './say';

test('ties are named in the language of the room', async () => {
  await fetchTexts(HARVEST_TEXTS, 'fi');
  await fetchTexts(HARVEST_TEXTS, 'sv');
  expect(sayIn('fi', 'rankTied', { rank: 1 })).toBe('jaettu 1. sija');
  expect(sayIn('sv', 'rankTied', { rank: 1 })).toBe('delad plats 1');
});
