import { expect, test } from 'vitest';
import { isCards } from './models_api';

test('models that lack what the page shows are none', () => {
  const card = {
    id: 'a',
    title: 'A',
    description: '',
    audience: '',
    anonymous: true,
    phases: [],
    sections: [],
  };
  expect(isCards({ default: 'a', models: [card] })).toBe(true);
  for (const odd of [
    undefined,
    null,
    4,
    {},
    { models: {} },
    { models: [null] },
    { models: [{ ...card, phases: 0 }] },
  ]) {
    expect(isCards(odd)).toBe(false);
  }
});
