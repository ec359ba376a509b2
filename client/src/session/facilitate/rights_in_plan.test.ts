import { expect, test } from 'vitest';
import { phase } from '../session_for_tests';
import { rightsInPlan } from './rights_in_plan';

const titleOf = (section: string) => (section === 'stands' ? 'Stands' : null);
const taste = phase('taste', { kind: 'taste', comments: true });

test('a phase in which everything may be done says nothing of it', () => {
  expect(rightsInPlan(taste, titleOf)).toBe('');
  expect(rightsInPlan({ ...taste, rights: { board: 'all', sections: { gone: 'own' } } }, titleOf)).toBe('');
});

test('another says in one sentence what participants may do in it, and in which areas something else', () => {
  const rights = { board: 'look', sections: { stands: 'own' } } as const;
  expect(rightsInPlan({ ...taste, rights }, titleOf)).toBe('planning.rightsRowplanning.rightsRowArea');
  expect(rightsInPlan({ ...taste, rights: { board: 'all', sections: { stands: 'own' } } }, titleOf)).toBe(
    'planning.rightsRowplanning.rightsRowArea',
  );
});
