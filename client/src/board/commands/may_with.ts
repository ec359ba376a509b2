// What is offered for what is selected, in its bar and in the menu: nothing that would be refused.

import type { Cluster } from '../document/cluster';
import type { Note } from '../document/note';
import type { BoardDocument, Ground } from '../parts';
import { whyNotCarried, whyNotDissolved, whyNotMerged } from './clusters';

type Board = Ground & Pick<BoardDocument, 'may'>;

export interface MayWithNotes {
  /** Some of them can be written in and painted. */
  readonly change: boolean;
  readonly raise: boolean;
  readonly remove: boolean;
  /** Some of them can be locked, or unlocked. */
  readonly lock: boolean;
  readonly duplicate: boolean;
  /** All of them can go into a cluster together. */
  readonly group: boolean;
  /** Some of them can leave theirs. */
  readonly ungroup: boolean;
}

export function mayWithNotes({ may }: Board, notes: readonly Note[]): MayWithNotes {
  const some = (deed: 'change' | 'move' | 'regroup' | 'remove') =>
    notes.some((note) => may.note(note, deed) === null);
  const add = notes.every((note) => may.add(note) === null);
  return {
    change: some('change'),
    raise: some('move'),
    remove: some('remove'),
    lock: notes.some((note) => may.lock(note) === null),
    duplicate: add,
    group: add && notes.every((note) => may.note(note, 'regroup') === null),
    ungroup: some('regroup'),
  };
}

export interface MayWithCluster {
  /** It can be named and painted. */
  readonly change: boolean;
  readonly fold: boolean;
  readonly tidy: boolean;
  readonly dissolve: boolean;
  /** There is another that it can be put together with. */
  readonly merge: boolean;
}

export function mayWithCluster(board: Board, cluster: Cluster): MayWithCluster {
  const others = [...board.clusters.all()].filter(({ id }) => id !== cluster.id);
  return {
    change: board.may.cluster(cluster, 'change') === null,
    fold: board.may.cluster(cluster, 'move') === null,
    tidy: whyNotCarried(board, cluster) === null,
    dissolve: whyNotDissolved(board, cluster) === null,
    merge: others.some((other) => whyNotMerged(board, cluster, other) === null),
  };
}
