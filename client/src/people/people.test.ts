import { createEffect, createRoot, on } from 'solid-js';
import { beforeAll, describe, expect, test } from 'vitest';
import { fetchTexts } from '../i18n';
import { LANGUAGES } from '../i18n/languages';
import { PAGE_TEXTS } from '../texts/page_texts';
import { defaultName } from './default_names';
import { createPeople, initials } from './people';

beforeAll(async () => {
  for (const { code } of LANGUAGES) await fetchTexts(PAGE_TEXTS, code);
});

describe('a default name', () => {
  test('is the same thing in every language', () => {
    const id = 'AbCdEfGhIjKlMnOpQrSt-_';
    expect(defaultName(id, 'en')).toBe('Grape');
    expect(defaultName(id, 'fi')).toBe('Viinirypäle');
    for (const { code } of LANGUAGES) expect(defaultName(id, code)).not.toContain('things.');
  });

  test('is spread evenly over the ids', () => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 4_800; index += 1) {
      const name = defaultName(`participant${index}`, 'en');
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    expect(counts.size).toBe(48);
    expect(Math.max(...counts.values())).toBeLessThan(160);
  });
});

describe('the people of a room', () => {
  const me = { id: 'me', name: '', role: 'facilitator' } as const;
  const aino = { id: 'aino', name: 'Aino', role: 'participant' } as const;

  test('begin with oneself', () => {
    const people = createPeople('me');
    people.replace([aino, me]);
    expect(people.here().map(({ id }) => id)).toEqual(['me', 'aino']);
  });

  test('keep their names when they have left, because their notes stay', () => {
    const people = createPeople('me');
    people.replace([me, aino]);
    people.change([], ['aino']);
    expect(people.here().map(({ id }) => id)).toEqual(['me']);
    expect(people.nameOf('aino')).toBe('Aino');
  });

  test('have a friendly name when they gave none', () => {
    const people = createPeople('me');
    people.replace([me]);
    expect(people.nameOf('me')).toBe(defaultName('me', 'en'));
    expect(people.nameOf('never seen')).toBe(defaultName('never seen', 'en'));
  });

  test('are followed whoever they are: of each change of a name all hear who show any', () => {
    const people = createPeople('me');
    const heard: string[] = [];
    const dispose = createRoot((end) => {
      createEffect(on(people.followNames, () => heard.push(people.nameOf('aino')), { defer: true }));
      return end;
    });
    people.replace([me, aino]);
    people.change([{ ...aino, name: 'Aino Maria' }], []);
    dispose();
    people.change([aino], []);
    expect(heard).toEqual(['Aino', 'Aino Maria']);
  });
});

test('a face has two letters: of the first and last names, or the first two of the only one', () => {
  expect(initials('Åsa Maria Öberg')).toBe('ÅÖ');
  expect(initials('aino')).toBe('Ai');
  expect(initials('')).toBe('');
});
