// What is asked before something goes that others miss: many notes of theirs, or what stands in a vote.

import type { Note } from '../document/note';
import { OF_OTHERS_MAX } from '../limits';
import type { Around, BoardDocument, TakingAway } from '../parts';

type Board = Pick<BoardDocument, 'may'> & Around<'standsInVote' | 'votesOn'>;

/** What to ask before these go; null for nothing. */
export function questionBefore(
  board: Board,
  notes: readonly Note[],
  clusters: readonly string[],
): TakingAway | null {
  const others = notes.filter((note) => !board.may.owns(note)).length;
  const ids = [...notes.map(({ id }) => id), ...clusters];
  const question = {
    ofOthers: others > OF_OTHERS_MAX ? others : 0,
    votedOn: ids.filter((id) => board.page.standsInVote(id)).length,
    votes: ids.reduce((sum, id) => sum + board.page.votesOn(id), 0),
  };
  return question.ofOthers + question.votedOn === 0 ? null : question;
}

/** The page around, where something may have to be asked. */
export type Asking = Around<'standsInVote' | 'votesOn' | 'askBefore'>;

/** Takes them away, once that was asked where it is to be asked. */
export function askingFirst(
  board: Board & Around<'askBefore'>,
  notes: readonly Note[],
  clusters: readonly string[],
  takeAway: () => void,
): void {
  const question = questionBefore(board, notes, clusters);
  if (question === null) takeAway();
  else board.page.askBefore(question, takeAway);
}
