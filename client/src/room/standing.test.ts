import { createRoot, createSignal } from 'solid-js';
import { expect, test } from 'vitest';
import type { SessionState } from '../session/session';
import { journeyOf, ME, person, phase, stateOf, voting, WHOLE } from '../session/session_for_tests';
import { countsAs, createStanding } from './standing';

/** Somebody in a room, as the session tells of it. */
function standing() {
  return createRoot(() => {
    const [state, setState] = createSignal<SessionState | null>(stateOf(WHOLE));
    const room = {
      me: ME,
      role: () => 'participant' as const,
      wroteUnder: () => false,
      session: { state },
    };
    return { standing: createStanding(room), tell: (next: SessionState) => setState(next) };
  });
}

test('what bears the name of an entry that was made one with another is that one’s', () => {
  const people = [person('eva'), person('eva2', { merged: 'eva3' }), person('eva3', { merged: 'eva' })];
  expect(['eva', 'eva2', 'eva3', 'gone'].map((who) => countsAs(people, who))).toEqual([
    'eva',
    'eva',
    'eva',
    'gone',
  ]);
});

test('once two entries are made one, the standing is another, in which both are oneself', () => {
  const { standing: now, tell } = standing();
  const before = now();
  expect([before.isMe(ME), before.isMe('aino')]).toEqual([true, false]);
  tell(stateOf({ ...WHOLE, people: [person(ME), person('aino', { merged: ME })] }));
  expect(now()).not.toBe(before);
  expect([now().isMe(ME), now().isMe('aino')]).toEqual([true, true]);
  expect(['aino', 'from-elsewhere'].map(now().isOfRoom)).toEqual([true, false]);
});

test('the standing stays the same where nothing of it changes, and follows the rights, the lock and the vote', () => {
  const { standing: now, tell } = standing();
  const before = now();
  tell(stateOf({ ...WHOLE, people: [person(ME, { hand: true }), person('otto')], results: [] }));
  expect(now()).toBe(before);
  tell(stateOf({ ...WHOLE, journey: journeyOf({ locked: true, rights: { board: 'own' } }) }));
  expect(now()).toMatchObject({ locked: true, rights: { board: 'own' } });
  expect(now().done).toBeNull();
  const plan = [phase('taste', { kind: 'taste', comments: false })];
  tell(stateOf({ ...WHOLE, plan, journey: journeyOf({ current: 'taste', startedMs: 1 }) }));
  expect(now().done).toBe('react');
  const state = stateOf(WHOLE, voting());
  tell(state);
  const voted = now();
  expect([...voted.voted]).toEqual(state.items);
  tell({ ...state, journey: { ...state.journey } });
  expect(now()).toBe(voted);
});
