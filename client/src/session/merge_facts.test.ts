import { expect, test } from 'vitest';
import { mergeFacts } from './merge_facts';
import { journeyOf, person, stateOf, voting, WHOLE } from './session_for_tests';

const facts = (journey: Parameters<typeof journeyOf>[0], keeper: string | null = null) =>
  mergeFacts(stateOf(WHOLE, { journey: journeyOf(journey) }), person('twin', { keeper }));

test('what was packed waits for the reveal, is laid at once after it, and is given on where a facilitator packed it', () => {
  expect(facts({ laid: false }).basket).toBe('waits');
  expect(facts({ laid: true }).basket).toBe('laid');
  expect(facts({ laid: true }, 'aino').basket).toBe('given');
});

test('where nobody is named it waits for the next reveal, for by itself it would tell whose it is', () => {
  expect(facts({ laid: true, anonymous: true }).basket).toBe('waits');
});

test('votes are spoken of while a vote is open', () => {
  expect(facts({}).votes).toBe(false);
  expect(mergeFacts(stateOf(WHOLE, voting()), person('twin')).votes).toBe(true);
});
