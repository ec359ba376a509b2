import { afterEach, expect, test, vi } from 'vitest';
import { person } from '../session_for_tests';
import { doublesIn, doublesOf } from './doubles';

const nobody = () => false;

afterEach(() => vi.restoreAllMocks());

function named(...names: string[]) {
  return names.map((name, index) => person(`p${index}`, { name }));
}

function pairs(names: string[], isHere: (who: string) => boolean = nobody) {
  return doublesOf(named(...names), isHere).map(({ from, into }) => `${from.id}>${into.id}`);
}

test('entries of one name are doubles, whatever its case, accents, spaces and number', () => {
  expect(pairs(['Matti', 'matti ', 'Matti 2'])).toEqual(['p1>p0', 'p2>p0']);
  expect(pairs(['Åsa', 'Asa', 'Asta'])).toEqual(['p1>p0']);
});

test('longer names that differ by a letter are nearly the same, short ones are other people', () => {
  expect(pairs(['Katariina', 'Katarina', 'Kataniira'])).toEqual(['p1>p0']);
  expect(pairs(['Pekka', 'Pekak'])).toEqual(['p1>p0']);
  expect(pairs(['Annika', 'Annikka'])).toEqual(['p1>p0']);
  expect(pairs(['Mikael', 'Mikaela', 'Lmikaelb'])).toEqual(['p1>p0']);
  expect(pairs(['Pekka', 'Pkkea', 'Kepka'])).toEqual([]);
  expect(pairs(['Ari', 'Mari', 'Arja'])).toEqual([]);
  expect(pairs(['', ' ', '…'])).toEqual([]);
});

test('whoever is here stays, and a facilitator whoever is here', () => {
  expect(pairs(['Matti', 'Matti'], (who) => who === 'p1')).toEqual(['p0>p1']);
  const people = [person('p0', { name: 'Matti' }), person('p1', { name: 'Matti', role: 'facilitator' })];
  expect(doublesOf(people, (who) => who === 'p0')[0]?.into.id).toBe('p1');
});

test('among those who take part pairs are counted, and not with who was put out or made one with another', () => {
  const people = named('Matti', 'Matti', 'Matti', 'Matti', 'Aino');
  expect(doublesIn(people)).toBe(3);
  const parts = [{}, {}, { removed: true }, { merged: 'p0' }, {}];
  expect(doublesIn(people.map((one, index) => ({ ...one, ...parts[index] })))).toBe(1);
});

test('each name is taken apart once, however many people there are', () => {
  const names = Array.from(
    { length: 500 },
    (_, at) => `Participant ${String.fromCodePoint(0x4e00 + at).repeat(9)}`,
  );
  const people = named(...names, 'Katariina', 'Katarina');
  const taken = vi.spyOn(String.prototype, Symbol.iterator);
  const found = doublesOf(people, nobody);
  const times = taken.mock.calls.length;
  taken.mockRestore();
  expect(found.map(({ from, into }) => [from.name, into.name])).toEqual([['Katarina', 'Katariina']]);
  expect(times).toBeLessThanOrEqual(people.length);
});
