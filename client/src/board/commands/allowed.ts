// What a person is told who tries what they may not do now: the page offers it nowhere, but keys and hands try all the same.

import { t } from '../../i18n';
import type { Around } from '../parts';
import type { WhyNot } from '../rights/rights';

/** What it asks the page around. */
export type AskedForRights = 'explain' | 'standing';

/** True where nothing is in the way; else says what is, in the words in which the right is told. */
export function isAllowed(board: Around<AskedForRights>, why: WhyNot | null): boolean {
  if (why === null) return true;
  const { explain, standing } = board.page;
  const { done } = standing;
  explain(
    why === 'look' && done !== null ? sentence(t(`board.here_look_${done}`)) : t(`board.mayNot_${why}`),
  );
  return false;
}

/** Those of the things that it may be done with; where it may not be with some, says why. */
export function allowed<Thing>(
  board: Around<AskedForRights>,
  things: readonly Thing[],
  why: (thing: Thing) => WhyNot | null,
): Thing[] {
  const may = things.filter((thing) => why(thing) === null);
  const not = things.find((thing) => why(thing) !== null);
  if (not !== undefined) isAllowed(board, why(not));
  return may;
}

/** True where it may be done with all of them; else says why not. */
export function areAllowed<Thing>(
  board: Around<AskedForRights>,
  things: readonly Thing[],
  why: (thing: Thing) => WhyNot | null,
): boolean {
  return allowed(board, things, why).length === things.length;
}

/** What stands beside an area, by itself. */
function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
