// Says to whoever was in the room twice that a facilitator made the two one, on the page that goes on, and what that did.

import { createEffect } from 'solid-js';
import { type TextKey, t } from '../../i18n';
import { tell } from '../../messages/messages';
import type { ParticipantId, Person } from '../../protocol/session';
import { mergeFacts } from '../merge_facts';
import type { Session, SessionState } from '../session';

/** Entries that were made one with somebody's. */
export function entriesMergedInto(people: readonly Person[], who: ParticipantId): readonly Person[] {
  return people.filter(({ merged }) => merged === who);
}

/** What is said of one of them that was just made one with this page's. */
export function mergedKeys(state: SessionState, from: Person): TextKey[] {
  const { basket, votes } = mergeFacts(state, from);
  const ballot: TextKey[] = votes ? ['offering.mergedVotes'] : [];
  if (basket === 'given') return ['offering.mergedKept', ...ballot];
  // How much it was is told by name before; while a vote is on, nobody is told.
  const packed = state.each?.get(from.id)?.packed;
  const laid = basket === 'laid' ? 'offering.mergedLaid' : 'offering.mergedWaits';
  return ['offering.mergedHere', ...(packed === 0 ? [] : ([laid] as const)), ...ballot];
}

/** Follows that until whoever calls this is cleaned up. What was so before is no news. */
export function tellMerged(session: Pick<Session, 'me' | 'state'>): void {
  createEffect<ReadonlySet<ParticipantId> | null>((before) => {
    const state = session.state();
    if (state === null) return before;
    const now = entriesMergedInto(state.people, session.me);
    const fresh = before === null ? undefined : now.find(({ id }) => !before.has(id));
    if (fresh !== undefined)
      tell(
        mergedKeys(state, fresh)
          .map((key) => t(key))
          .join(' '),
      );
    return new Set(now.map(({ id }) => id));
  }, null);
}
