import { createRoot, createSignal } from 'solid-js';
import { expect, test } from 'vitest';
import { messages } from '../../messages/messages';
import type { Person } from '../../protocol/session';
import type { SessionState } from '../session';
import { ME, person, stateOf, WHOLE } from '../session_for_tests';
import { entriesMergedInto, tellMerged } from './merged';

test('entries that were made one with somebody’s are counted', () => {
  const people = [person(ME), person('twin', { merged: ME }), person('other', { merged: 'otto' })];
  expect([entriesMergedInto(people, ME), entriesMergedInto(people, 'eva')]).toEqual([1, 0]);
});

test('whoever was in the room twice is told once that the two are one, and not of what was so before', async () => {
  const [state, setState] = createSignal<SessionState | null>(null);
  const tell = (...people: Person[]) => setState(stateOf({ ...WHOLE, people }));
  const told = () => messages().filter(({ text }) => text === 'offering.mergedHere').length;
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
