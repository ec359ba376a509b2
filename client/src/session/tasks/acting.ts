// For whom one acts: oneself, or somebody without a device. It outlives every phase; each task is made for whoever it is.

import { createComputed, createMemo, createSignal } from 'solid-js';
import type { ParticipantId, Person } from '../../protocol/session';
import type { Session } from '../session';
import { proxiesOf } from './whose';

/** For whom one acts, and for whom one could. */
export interface Acting {
  who(): ParticipantId;
  choose(who: ParticipantId): void;
  /** Those for whom I act, who have no device. */
  proxies(): readonly Person[];
}

/** Made once for a room. */
export function createActing(session: Pick<Session, 'me' | 'role' | 'state'>): Acting {
  const [chosen, choose] = createSignal(session.me);
  const proxies = createMemo<readonly Person[]>(() => {
    const state = session.state();
    return state === null ? [] : proxiesOf(state, session.me, session.role() === 'facilitator');
  });
  const isTheirs = () => proxies().some(({ id }) => id === chosen());
  // Whom one may not act for any more is let go for good: nobody finds themselves acting for them again unasked.
  createComputed(() => {
    if (!isTheirs()) choose(session.me);
  });
  const who = createMemo(() => (isTheirs() ? chosen() : session.me));
  return { who, choose, proxies };
}
