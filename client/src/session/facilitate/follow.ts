// What becomes of one's view when somebody brings everyone somewhere, or leads. Pure.

import type { Brought, ParticipantId } from '../../protocol/session';

export type Bringing =
  /** Nothing that is new to this page. */
  | 'nothing'
  /** Go there. */
  | 'go'
  /** Say that one is asked, and let the person go when they are done. */
  | 'ask';

/** What a page does about the last «bring everyone here», of those it has seen the first `seen`. */
export function onBrought(
  brought: Brought | null,
  seen: number,
  at: { me: ParticipantId; isBusy: boolean },
): Bringing {
  if (brought === null || brought.number <= seen || brought.by === at.me) return 'nothing';
  return at.isBusy ? 'ask' : 'go';
}

/** How one stands to whoever leads. */
export type Following =
  /** Nobody leads. */
  | 'none'
  /** One leads. */
  | 'leading'
  /** One's view goes along. */
  | 'along'
  /** One looks elsewhere, by one's own choice. */
  | 'away';

export function followingOf(leader: ParticipantId | null, me: ParticipantId, isAway: boolean): Following {
  if (leader === null) return 'none';
  if (leader === me) return 'leading';
  return isAway ? 'away' : 'along';
}
