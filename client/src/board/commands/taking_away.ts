// What is asked before something goes that others miss: many notes of theirs, or what stands in a vote.

import type { Note } from '../document/note';
import { ownWriters } from '../document/own_writers';
import { OF_OTHERS_MAX } from '../limits';
import type { Around, BoardDocument, TakingAway } from '../parts';
import { isMine } from '../rights/rights';

type Board = Pick<BoardDocument, 'doc' | 'notes'> & Around<'me' | 'standsInVote'>;

/** What to ask before these go; null for nothing. */
export function questionBefore(
  board: Board,
  notes: readonly Note[],
  clusters: readonly string[],
): TakingAway | null {
  const mine = ownWriters(board.doc);
  const standing = { me: board.page.me, wroteUnder: (client: number) => mine.has(client) };
  const isOwn = ({ id, by }: Note) => isMine({ by, madeUnder: board.notes.writerOf(id) }, standing);
  const others = notes.filter((note) => !isOwn(note)).length;
  const ids = [...notes.map(({ id }) => id), ...clusters];
  const question = {
    ofOthers: others > OF_OTHERS_MAX ? others : 0,
    votedOn: ids.filter((id) => board.page.standsInVote(id)).length,
  };
  return question.ofOthers + question.votedOn === 0 ? null : question;
}

/** The page around, where something may have to be asked. */
export type Asking = Around<'me' | 'standsInVote' | 'askBefore'>;

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
