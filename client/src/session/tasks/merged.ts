// Says to whoever was in the room twice that a facilitator made the two one, on the page that goes on.

import { createEffect } from 'solid-js';
import { t } from '../../i18n';
import { tell } from '../../messages/messages';
import type { ParticipantId, Person } from '../../protocol/session';
import type { Session } from '../session';

/** Entries that were made one with somebody's. */
export function entriesMergedInto(people: readonly Person[], who: ParticipantId): number {
  return people.filter(({ merged }) => merged === who).length;
}

/** Follows that until whoever calls this is cleaned up. What was so before is no news. */
export function tellMerged(session: Pick<Session, 'me' | 'state'>): void {
  createEffect<number | null>((before) => {
    const state = session.state();
    if (state === null) return before;
    const now = entriesMergedInto(state.people, session.me);
    if (before !== null && now > before) tell(t('offering.mergedHere'));
    return now;
  }, null);
}
