// Which items of a vote go on to another round. Pure.

import type { ElementId, VoteResult } from '../../protocol/session';

/** Those that share the first place; none where one alone has it, or nobody voted. */
export function tiedFirst({ items }: VoteResult): ElementId[] {
  const first = items.filter(({ rank, votes }) => rank === 1 && votes > 0);
  return first.length > 1 ? first.map(({ item }) => item) : [];
}

/** The first so many, with all that share the last place among them; what got no vote stays behind. */
export function topOnes({ items }: VoteResult, count: number): ElementId[] {
  return items.filter(({ rank, votes }) => rank <= count && votes > 0).map(({ item }) => item);
}
