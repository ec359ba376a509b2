// What can be done with a room as a whole, and by whom.

import type { Role } from '../protocol/session';

export type LifeAct = 'copy' | 'archive' | 'links' | 'takeAway';

/** In the order in which they stand in a menu: what is done often first, what cannot be undone for long last. */
export const LIFE_ACTS: readonly LifeAct[] = ['copy', 'links', 'archive', 'takeAway'];

/** What somebody of this role is offered; of an archived room its archiving is ended by the sign that says so. */
export function actsOf(role: Role, archived: boolean): readonly LifeAct[] {
  if (role !== 'facilitator') return [];
  return LIFE_ACTS.filter((act) => act !== 'archive' || !archived);
}
