import { expect, test } from 'vitest';
import { rightChanged } from './rights_changed';

test('an area whose right changed is told with that right, also where it goes by the rest again', () => {
  const all = { board: 'all' } as const;
  const some = { board: 'all', sections: { arrive: 'approve', stands: 'own' } } as const;
  expect(rightChanged({ ...all, sections: { stands: 'own' } }, some)).toEqual({
    section: 'arrive',
    right: 'approve',
  });
  expect(rightChanged(some, { ...all, sections: { stands: 'own' } })).toEqual({
    section: 'arrive',
    right: 'all',
  });
});

test('what holds elsewhere is told without an area', () => {
  const sections = { arrive: 'approve' } as const;
  expect(rightChanged({ board: 'all', sections }, { board: 'add', sections })).toEqual({
    section: null,
    right: 'add',
  });
});
