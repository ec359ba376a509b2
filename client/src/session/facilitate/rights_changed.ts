// Which of the rights of a phase a facilitator changed, as they are told of it. Pure.

import { sectionRight } from '../../board/rights/rights';
import type { PhaseId, Right, Rights } from '../../protocol/session';

export interface RightChanged {
  /** The area in which another right holds now; null where it is what holds elsewhere that changed. */
  readonly section: PhaseId | null;
  readonly right: Right;
}

export function rightChanged(before: Rights, now: Rights): RightChanged {
  const named = Object.keys({ ...before.sections, ...now.sections });
  const changed = named.find((one) => sectionRight(before, one) !== sectionRight(now, one));
  if (before.board !== now.board || changed === undefined) return { section: null, right: now.board };
  return { section: changed, right: sectionRight(now, changed) };
}
