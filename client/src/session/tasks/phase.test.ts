import { expect, test } from 'vitest';
import { runningPhase } from '../session';
import { phase, stateOf, WHOLE } from '../session_for_tests';
import { hasTask, sheetSizeFor } from './phase';

test('the phase that runs is the plan’s, and there is none before the first', () => {
  const state = stateOf(WHOLE);
  expect(runningPhase(state)?.id).toBe('pack');
  const { journey } = WHOLE;
  if (journey === undefined) throw new Error('a whole view has a journey');
  expect(runningPhase(stateOf({ ...WHOLE, journey: { ...journey, current: null } }))).toBeNull();
  expect(runningPhase(stateOf({ ...WHOLE, plan: [phase('other')] }))).toBeNull();
  expect(runningPhase(null)).toBeNull();
});

test('what is written and counted fills a phone; what is done on the board leaves it free', () => {
  expect([sheetSizeFor('pack', false), sheetSizeFor('vote', false)]).toEqual(['full', 'full']);
  expect([sheetSizeFor('cluster', false), sheetSizeFor('lay', false)]).toEqual(['closed', 'closed']);
  expect(sheetSizeFor('lay', true)).toBe('half');
});

test('who watches is asked for nothing', () => {
  for (const kind of ['pack', 'lay', 'taste', 'cluster'] as const) {
    expect([kind, hasTask('viewer', kind), hasTask('participant', kind)]).toEqual([kind, false, true]);
  }
});
