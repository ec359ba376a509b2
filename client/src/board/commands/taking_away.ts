// What is asked before something goes that others miss: many notes of theirs, or what stands in a vote.

import type { Cluster } from '../document/cluster';
import { whichStays } from '../document/grouping';
import type { Note } from '../document/note';
import { OF_OTHERS_MAX } from '../limits';
import type { Around, BoardDocument, TakingAway } from '../parts';
import { titleFor } from '../titles';

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

/** What to ask before two clusters become one in an open vote; null for nothing. */
export function questionBeforeMerging(
  { page }: Around<'standsInVote'>,
  one: Cluster,
  other: Cluster,
): TakingAway | null {
  const { stays, goes } = whichStays(one, other);
  const voted = (cluster: Cluster) => (page.standsInVote(cluster.id) ? titleFor(cluster) : null);
  const merging = { stays: voted(stays), goes: voted(goes) };
  const votedOn = Object.values(merging).filter((title) => title !== null).length;
  return votedOn === 0 ? null : { ofOthers: 0, votedOn, votes: 0, merging };
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
  answering(board, questionBefore(board, notes, clusters), takeAway);
}

/** Does it, once the question is answered, if there is one. */
export function answering(
  board: Around<'askBefore'>,
  question: TakingAway | null,
  takeAway: () => void,
): void {
  if (question === null) takeAway();
  else board.page.askBefore(question, takeAway);
}
