// What the page knows of the session, and the one way to ask for a change of it.

import { createContext, useContext } from 'solid-js';
import type {
  Answer,
  Ballot,
  Command,
  Comment,
  CommentId,
  Commitment,
  CommitmentId,
  Draft,
  ElementId,
  Journey,
  KeptFor,
  Knocker,
  Language,
  Offer,
  ParticipantId,
  Person,
  PersonProgress,
  Phase,
  Progress,
  Reaction,
  RefusalCode,
  Role,
  RoomId,
  ServerMessage,
  VoteResult,
} from '../protocol/session';

/** What is somebody's own: mine, or a proxy's for whom I act. */
export interface OwnState {
  /** The basket, in order. */
  readonly drafts: readonly Draft[];
  readonly ready: boolean;
  /** To the check-in question; empty when none. */
  readonly answer: string;
  /** In the vote that is open; null when none is. */
  readonly ballot: Ballot | null;
  readonly reactions: ReadonlyMap<ElementId, readonly Reaction[]>;
  /** Those they may change. */
  readonly commitments: readonly CommitmentId[];
  /** Those they may take away. */
  readonly comments: readonly CommentId[];
}

/** The session as this page may see it, with the commands in it that are on their way. */
export interface SessionState {
  readonly plan: readonly Phase[];
  readonly journey: Journey;
  /** What is voted on, in the order of the board; empty when nothing is. */
  readonly items: readonly ElementId[];
  /** `here` is how many of them are here, where it is not known which of them did what (`present.ts`). */
  readonly progress: Omit<Progress, 'each'> & { readonly here?: number };
  /** Person by person, where that may be known; null where it may not. */
  readonly each: ReadonlyMap<ParticipantId, PersonProgress> | null;
  /** Everyone of the session, here or not, in the order they came. */
  readonly people: readonly Person[];
  readonly own: ReadonlyMap<ParticipantId, OwnState>;
  readonly answers: readonly Answer[];
  readonly reactions: ReadonlyMap<ElementId, readonly (readonly [Reaction, number])[]>;
  /** Oldest first. */
  readonly comments: readonly Comment[];
  /** Oldest first. */
  readonly results: readonly VoteResult[];
  readonly commitments: readonly Commitment[];
  /** Notes that wait for a facilitator's nod, oldest first; facilitators alone are told of them. */
  readonly offers: readonly Offer[];
  /** How many things the bin has; null where this person is not told. */
  readonly bin: number | null;
}

/** The person with this id. */
export function personOf(state: SessionState, who: ParticipantId): Person | undefined {
  return state.people.find(({ id }) => id === who);
}

/** Whether they are of the room still: not put out, and not made one with another entry. */
export function isInside({ removed, merged }: Person): boolean {
  return !removed && merged === undefined;
}

export function takesPart(person: Person): boolean {
  return isInside(person) && person.role !== 'viewer';
}

/** The phase that runs; null before the first and after the last. */
export function runningPhase(state: SessionState | null): Phase | null {
  const current = state?.journey.current ?? null;
  return current === null ? null : (state?.plan.find(({ id }) => id === current) ?? null);
}

/** Votes came back to their voter, for what they were given to is gone, or count again, for it is there. */
export type VotesMoved = Extract<ServerMessage, { type: 'votesMoved' }>;

export interface Session {
  readonly room: RoomId;
  readonly me: ParticipantId;
  role(): Role;
  /** None until the room has told it; then always there, also while the connection is not. */
  state(): SessionState | null;
  /** True while the server hears us. */
  live(): boolean;
  /** Commands that the server has not answered yet. */
  waiting(): number;
  /** How many commands the server has refused on this page. */
  refused(): number;
  /** Who knocks, longest first, as facilitators are told; nobody to others. */
  knocking(): readonly Knocker[];
  /** The language that the room was made in; none until the server has told it. */
  roomLanguage(): Language | null;
  /** How long the server keeps what the room holds; null until the server has told it. */
  kept(): KeptFor | null;
  /**
   * Asks for a change, as a proxy where `as` names one. It shows at once where it is one's own, is kept until the server has
   * answered, also over a reload, and resolves with null once it is done, or with why it was refused.
   */
  send(command: Command, as?: ParticipantId): Promise<RefusalCode | null>;
  /** The server's clock, in ms since 1970. */
  nowMs(): number;
  /** Hears of this person's votes that came back, or count again, until the returned function is called. */
  listenToVotes(listener: (moved: VotesMoved) => void): () => void;
}

export const SessionContext = createContext<Session>();

/** The session of the room around. Throws where there is no room around. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('no session around');
  return session;
}
