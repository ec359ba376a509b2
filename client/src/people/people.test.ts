import { createEffect, createRoot, on } from 'solid-js';
import { describe, expect, test } from 'vitest';
import { defaultName } from './default_names';
import { createPeople, initials } from './people';

describe('a default name', () => {
  test('is the same thing in every language', () => {
    const id = 'AbCdEfGhIjKlMnOpQrSt-_';
    const names = [defaultName(id, 'en'), defaultName(id, 'fi'), defaultName(id, 'sv')];
    expect(names).toEqual([defaultName(id, 'en'), defaultName(id, 'fi'), defaultName(id, 'sv')]);
    expect(names.every((name) => name.length > 2)).toBe(true);
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

test('initials are the first letters of the first and last names', () => {
  expect(initials('Åsa Maria Öberg')).toBe('ÅÖ');
  expect(initials('aino')).toBe('A');
  expect(initials('')).toBe('');
});
