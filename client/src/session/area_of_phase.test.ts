import { expect, test } from 'vitest';
import { areaOf, areaToLayIn, areaToOfferIn, isLaidAtOnce } from './area_of_phase';
import { phase } from './session_for_tests';

const AREAS = [{ id: 'ideas' }, { id: 'stands' }];

test('a note that waits for a nod goes into the area where such are offered, and anywhere where that is the whole board', () => {
  expect(areaToOfferIn({ board: 'look', sections: { stands: 'approve' } }, AREAS)).toBe('stands');
  expect(areaToOfferIn({ board: 'all', sections: { stands: 'approve' } }, AREAS)).toBe('stands');
  expect(areaToOfferIn({ board: 'approve', sections: { stands: 'look' } }, AREAS)).toBeNull();
  expect(areaToOfferIn({ board: 'approve' }, AREAS, 'ideas')).toBe('ideas');
  expect(areaToOfferIn({ board: 'look', sections: { stands: 'approve' } }, AREAS, 'ideas')).toBe('stands');
  expect(areaToOfferIn({ board: 'look', sections: { gone: 'approve' } }, AREAS)).toBeNull();
});

test('a note that is laid later goes where it was, else into the area that the phase is about', () => {
  const rights = { board: 'look', sections: { stands: 'own' } } as const;
  expect(areaToLayIn('ideas', rights, AREAS)).toBe('ideas');
  expect(areaToLayIn('', rights, AREAS)).toBe('stands');
  expect(areaToLayIn('gone', { board: 'all', sections: { stands: 'own' } }, AREAS)).toBeNull();
  expect(areaToLayIn('', { board: 'look', sections: { ideas: 'approve' } }, AREAS)).toBeNull();
});

test('the area that a phase is about is one that is on the board', () => {
  expect(areaOf({ ...phase('p'), area: 'ideas' }, AREAS)).toBe('ideas');
  expect(areaOf({ ...phase('p'), area: 'gone' }, AREAS)).toBeNull();
  expect([areaOf(phase('p'), AREAS), areaOf(null, AREAS)]).toEqual([null, null]);
});

test('beside areas where notes wait, one for an area that takes them is laid at once', () => {
  const rights = { board: 'approve', sections: { stands: 'add', ideas: 'look' } } as const;
  expect(['stands', 'ideas', null].map((area) => isLaidAtOnce(rights, area))).toEqual([true, false, false]);
  expect(isLaidAtOnce({ board: 'all', sections: { stands: 'approve' } }, null)).toBe(true);
});
