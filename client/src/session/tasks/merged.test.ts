import { createRoot, createSignal } from 'solid-js';
import { expect, test } from 'vitest';
import { messages } from '../../messages/messages';
import type { Person } from '../../protocol/session';
import type { SessionState } from '../session';
import { journeyOf, ME, person, stateOf, voting, WHOLE } from '../session_for_tests';
import { entriesMergedInto, mergedKeys, tellMerged } from './merged';

test('entries that were made one with somebody’s are counted', () => {
  const people = [person(ME), person('twin', { merged: ME }), person('other', { merged: 'otto' })];
  expect([ME, 'eva'].map((who) => entriesMergedInto(people, who).length)).toEqual([1, 0]);
});

test('whoever was in the room twice is told once that the two are one, and not of what was so before', async () => {
  const [state, setState] = createSignal<SessionState | null>(null);
  const tell = (...people: Person[]) => setState(stateOf({ ...WHOLE, people }));
  const told = () =>
    messages().filter(({ text }) => text === 'offering.mergedHere offering.mergedWaits').length;
  const dispose = createRoot((end) => {
    tellMerged({ me: ME, state });
    return end;
  });
  await Promise.resolve();
  tell(person(ME), person('before', { merged: ME }), person('twin'));
  expect(told()).toBe(0);
  tell(person(ME), person('before', { merged: ME }), person('twin', { merged: ME }));
  expect(told()).toBe(1);
  dispose();
});

test('it says what became of the other basket where there was one, and of votes while a vote is open', () => {
  const twin = person('twin', { merged: ME });
  const packed = (count: number, laid: boolean) =>
    stateOf(WHOLE, {
      journey: journeyOf({ laid }),
      progress: {
        people: 2,
        packed: 0,
        packers: 0,
        ready: 0,
        voters: 0,
        answered: 0,
        each: [{ who: 'twin', packed: count, ready: false }],
      },
    });
  expect(mergedKeys(packed(3, true), twin)).toEqual(['offering.mergedHere', 'offering.mergedLaid']);
  expect(mergedKeys(packed(3, false), twin)).toEqual(['offering.mergedHere', 'offering.mergedWaits']);
  expect(mergedKeys(packed(0, true), twin)).toEqual(['offering.mergedHere']);
  expect(mergedKeys(stateOf(WHOLE, voting()), twin).at(-1)).toBe('offering.mergedVotes');
  expect(mergedKeys(packed(3, false), person('kept', { keeper: 'eva' }))).toEqual(['offering.mergedKept']);
});
