import { createRoot, createSignal } from 'solid-js';
import { expect, test } from 'vitest';
import type { Role } from '../../protocol/session';
import type { SessionState } from '../session';
import { journeyOf, ME, person, stateOf, WHOLE } from '../session_for_tests';
import { createActing } from './acting';

/** Somebody who facilitates, and whoever they act for. */
function facilitating() {
  return createRoot(() => {
    const keptBy = (keeper: string): SessionState =>
      stateOf(WHOLE, { people: [person('pirkko', { keeper }), person('pentti', { keeper: ME })] });
    const [state, setState] = createSignal<SessionState | null>(keptBy(ME));
    const [role, setRole] = createSignal<Role>('facilitator');
    return { acting: createActing({ me: ME, role, state }), keptBy, setState, setRole };
  });
}

test('for whom one acts stays chosen through every phase, also where a socket tells all anew', () => {
  const { acting, keptBy, setState } = facilitating();
  acting.choose('pirkko');
  for (const current of ['pack', 'lay', null, 'taste']) {
    setState({ ...keptBy(ME), journey: journeyOf({ current }) });
    expect(acting.who()).toBe('pirkko');
  }
});

test('whom one may not act for any more is let go for good', () => {
  const { acting, keptBy, setState, setRole } = facilitating();
  acting.choose('pirkko');
  setState(keptBy('otto'));
  expect([acting.who(), acting.proxies().map(({ id }) => id)]).toEqual([ME, ['pentti']]);
  setState(keptBy(ME));
  expect(acting.who()).toBe(ME);
  acting.choose('pentti');
  setRole('participant');
  setRole('facilitator');
  expect(acting.who()).toBe(ME);
});
