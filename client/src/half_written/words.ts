// What half-written words are: the fields they stood in, and what they were meant for.

import type { ParticipantId } from '../protocol/session';

export type Kind =
  | 'draft'
  | 'answer'
  | 'comment'
  | 'promise'
  | 'phase'
  | 'person'
  | 'name'
  | 'title'
  /** What was written in something on the board that somebody took away. */
  | 'note'
  | 'clusterTitle'
  /** A title that was written for suggested clusters, and is on the board no sooner than it is accepted. */
  | 'pileTitle'
  /** What was written on the board and taken back: it came when that might not be written any more. */
  | 'late'
  | 'round';

/** What words are meant for. */
export interface Purpose {
  readonly kind: Kind;
  /** Whose they are: one's own, or of somebody for whom one acts. */
  readonly who: ParticipantId;
  /** The draft, note or phase that they are about; empty for something new. */
  readonly of: string;
}

/** The fields of all forms. */
export type FieldName =
  | 'text'
  | 'color'
  | 'section'
  | 'what'
  | 'who'
  | 'byWhen'
  | 'target'
  | 'phase'
  /** What it was when its change was begun. */
  | 'base'
  | 'title'
  | 'instructions'
  | 'name'
  /** How many are voted on again, and with how many votes. */
  | 'count'
  | 'budget'
  | 'perItemMax';

/** What stands in the fields. */
export type Words = Readonly<Partial<Record<FieldName, string>>>;

export interface HalfWritten extends Purpose {
  readonly id: string;
  readonly words: Words;
  /** What they are about, in words, for when that is gone; empty where it needs none. */
  readonly about: string;
  /** They came back when their field had other words in it already: no field shows them. */
  readonly aside: boolean;
  readonly atMs: number;
}
