// How the line to the server stands, and what the room's corner says of it.

import { createSignal } from 'solid-js';
import type { Role } from '../protocol/session';
import type { Connection, Refusal } from '../sync/connection';
import { hasUnsaved, NOTHING_TO_SAVE, type SavedWord, type Saving, savedWord } from '../sync/saving';

/** So often a server that answers otherwise may take no connection before a person is told. */
const FAILURES_MAX = 3;

/** What the corner's word depends on beside the line. */
interface Around {
  role(): Role;
  /** Participants change nothing now. */
  locked(): boolean;
  /** Commands that are not on the server's disk yet. */
  waiting(): number;
}

export interface LineState {
  isLive(): boolean;
  /** The server was asked for and has not answered. */
  offline(): boolean;
  /** Set when the server will not have us any more. */
  refusal(): Refusal | undefined;
  savedWord(): SavedWord;
  /** Something was written that the server does not have yet. */
  hasUnsaved(): boolean;
  /** All of it is kept in this browser. */
  allKept(): boolean;
  hear: {
    connection(next: Connection): void;
    saving(next: Saving): void;
    /** The browser keeps the board, or the commands, from now on or no more. */
    boardKept(kept: boolean): void;
    commandsKept(kept: boolean): void;
    /** Something between this page and the server lets no line through. */
    between(is: boolean): void;
    /** The server has no place for another line. */
    crowded(is: boolean): void;
    /** HTTP says that the server is away, or that it is not. */
    away(is: boolean): void;
  };
}

export function createLineState({ role, locked, waiting }: Around): LineState {
  const [connection, setConnection] = createSignal<Connection>({ at: 'resting' });
  const [saving, setSaving] = createSignal(NOTHING_TO_SAVE);
  const [boardKept, setBoardKept] = createSignal(true);
  const [commandsKept, setCommandsKept] = createSignal(true);
  const [wasLive, setWasLive] = createSignal(false);
  const [between, setBetween] = createSignal(false);
  const [crowded, setCrowded] = createSignal(false);
  const [away, setAway] = createSignal(false);
  const allKept = () => boardKept() && (commandsKept() || waiting() === 0);
  return {
    isLive: () => connection().at === 'live',
    offline() {
      const now = connection();
      return now.at === 'waiting' || (now.at === 'connecting' && now.failures > 0);
    },
    refusal() {
      const now = connection();
      return now.at === 'refused' ? now.why : undefined;
    },
    savedWord() {
      const now = connection();
      const failures = 'failures' in now ? now.failures : 0;
      return savedWord(saving(), now.at, {
        role: role(),
        away: away() || failures > FAILURES_MAX,
        kept: allKept(),
        trying: now.at !== 'waiting' && failures === 0,
        wasLive: wasLive(),
        between: between(),
        crowded: crowded(),
        waiting: waiting(),
        locked: role() === 'participant' && locked(),
      });
    },
    hasUnsaved: () => hasUnsaved(saving()),
    allKept,
    hear: {
      connection(next) {
        setConnection(next);
        if (next.at === 'live') setWasLive(true);
      },
      saving: setSaving,
      boardKept: setBoardKept,
      commandsKept: setCommandsKept,
      between: setBetween,
      crowded: setCrowded,
      away: setAway,
    },
  };
}
