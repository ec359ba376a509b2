// The session of an open room: carries commands out and what the server tells in; decides nothing itself.

import { createSignal } from 'solid-js';
import type { KeptFor, Knocker, Language, Role, ServerMessage } from '../protocol/session';
import { type Anchor, ASKING_EVERY_MS, anchored, type Clocks, isInDoubt, serverTime } from './clock';
import { fold, type Known } from './fold';
import { predict } from './predict';
import type { Session, SessionState, VotesMoved } from './session';
import { keepingUnchanged } from './unchanged';
import { type CommandsEdge, createWaitingCommands } from './waiting_commands';

export interface SessionOptions extends CommandsEdge {
  role(): Role;
  /** True while the server hears us. */
  live(): boolean;
  /** Asks the server for the time, which `hear` is told. */
  askTime(): void;
}

/** A session and the room's end of it. */
export interface SessionEnd {
  session: Session;
  /** What the server says. */
  hear(message: ServerMessage): void;
  /** The socket is gone. */
  lose(): void;
  /** Takes on what other tabs of the same person have kept and may no longer send. */
  recall(): void;
}

/** Makes the session of a room. */
export function createSession(options: SessionOptions): SessionEnd {
  const { room, me } = options;
  const [state, setState] = createSignal<SessionState | null>(null);
  const [roomLanguage, setRoomLanguage] = createSignal<Language | null>(null);
  const [kept, setKept] = createSignal<KeptFor | null>(null);
  const clock = createServerClock(options.askTime);
  let known: Known | null = null;
  /** The server takes us for somebody else: what waits here is not theirs to send. */
  let isSomebodyElse = false;
  const circumstances = {
    maySend: () => !isSomebodyElse,
    isUnnamed: () => known?.state.journey.anonymous === true,
  };
  const commands = createWaitingCommands(options, circumstances, show);
  const votesListeners = new Set<(moved: VotesMoved) => void>();
  const [refused, setRefused] = createSignal(0);
  const [knocking, setKnocking] = createSignal<readonly Knocker[]>([]);
  const [waiting, setWaiting] = createSignal(commands.unanswered().length);

  function show(): void {
    const asked = commands.unanswered();
    setWaiting(asked.length);
    const now = known === null ? null : predict(known.state, asked, me);
    setState((before) => keepingUnchanged(before, now));
  }

  function hear(message: ServerMessage): void {
    switch (message.type) {
      case 'hello':
        isSomebodyElse = message.participant !== me;
        setRoomLanguage(message.language);
        setKept(message.limits.kept);
        // Who knocks is told next, if anybody does.
        setKnocking([]);
        clock.hear(message.nowMs);
        break;
      case 'kept':
        setKept(message.kept);
        break;
      case 'time':
        clock.hear(message.nowMs);
        break;
      case 'session':
        if (isSomebodyElse) return;
        known = fold(known, message, me);
        if (message.whole === true) commands.open();
        show();
        break;
      case 'done':
        commands.answer(message.id, null);
        break;
      case 'refused':
        // Before it is said that nothing waits any more.
        setRefused((count) => count + 1);
        commands.answer(message.id, message.code);
        break;
      case 'knocking':
        setKnocking(message.waiting);
        break;
      case 'votesMoved':
        for (const listener of votesListeners) listener(message);
        break;
      case 'saved':
        commands.saved(message.frames);
        break;
      default:
        break;
    }
  }

  return {
    session: {
      room,
      me,
      role: options.role,
      state,
      live: options.live,
      waiting,
      refused,
      knocking,
      roomLanguage,
      kept,
      send: commands.ask,
      nowMs: clock.nowMs,
      listenToVotes(listener) {
        votesListeners.add(listener);
        return () => votesListeners.delete(listener);
      },
    },
    hear,
    lose: commands.lose,
    recall: commands.recall,
  };
}

/** The server's time, as far as it told any. */
function createServerClock(askTime: () => void) {
  let anchor: Anchor | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  return {
    hear(saidMs: number): void {
      anchor = anchored(anchor, saidMs, clocks());
    },
    /** Looked at every second while a clock is shown: it notices by itself when this device's clocks were set or slept. */
    nowMs(): number {
      const here = clocks();
      if (isInDoubt(anchor, here) && here.running - askedAt > ASKING_EVERY_MS) {
        askedAt = here.running;
        askTime();
      }
      return serverTime(anchor, here);
    },
  };
}

function clocks(): Clocks {
  return { running: performance.now(), wall: Date.now() };
}
