// The session of an open room: carries commands out and what the server tells in; decides nothing itself.

import { createSignal } from 'solid-js';
import type {
  ClientMessage,
  Command,
  CommandId,
  Language,
  ParticipantId,
  RefusalCode,
  Role,
  RoomId,
  ServerMessage,
} from '../protocol/session';
import { type Anchor, ASKING_EVERY_MS, anchored, type Clocks, isInDoubt, serverTime } from './clock';
import { fold, type Known } from './fold';
import { newSessionId } from './ids';
import { type KeptCommand, keptCommands } from './kept_commands';
import { WAITING_MAX } from './limits';
import { predict } from './predict';
import {
  afterClosing,
  afterDone,
  afterRefusal,
  afterSaved,
  afterSending,
  afterWhole,
  enqueue,
  NOTHING_WAITS,
  type Queue,
  restore,
  toSend,
  unanswered,
} from './queue';
import type { Session, SessionState } from './session';
import { sharing } from './share';

export interface SessionOptions {
  room: RoomId;
  me: ParticipantId;
  role(): Role;
  /** True while the server hears us. */
  live(): boolean;
  /** Puts a command on the socket; the number of its frame there, or undefined when there is no socket. */
  carry(message: Extract<ClientMessage, { type: 'command' }>): number | undefined;
  /** Asks the server for the time, which `hear` is told. */
  askTime(): void;
  /** Whether this browser keeps all that waits. */
  onKept(working: boolean): void;
  /** A command was refused, for whom it was asked; what was shown of it is taken back already. */
  onRefused(command: Command, as: ParticipantId | undefined): void;
  /** A command of an earlier page was refused: nobody waits for its answer any more. */
  onLateRefusal(code: RefusalCode, command: Command): void;
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
  const kept = keptCommands(room, me);
  const [state, setState] = createSignal<SessionState | null>(null);
  const [waiting, setWaiting] = createSignal(0);
  const [roomLanguage, setRoomLanguage] = createSignal<Language | null>(null);
  const answered = new Map<CommandId, ((code: RefusalCode | null) => void)[]>();
  const earlier = new Map<CommandId, Command>();
  /** What waits and this browser did not keep. */
  const unkept = new Set<CommandId>();
  let known: Known | null = null;
  let clock: Anchor | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  /** The server takes us for somebody else: what waits here is not theirs to send. */
  let isSomebodyElse = false;
  let queue: Queue = NOTHING_WAITS;
  takeKept();
  setWaiting(queue.waiting.length);

  /** Takes on what is kept and does not wait here yet: an earlier page's, or another tab's, that may be gone. */
  function takeKept(): void {
    const here = new Set(queue.waiting.map(({ id }) => id));
    const more = kept.load().filter(({ id }) => !here.has(id));
    for (const { id, command } of more) earlier.set(id, command);
    queue = restore(queue, more.slice(0, Math.max(0, WAITING_MAX - here.size)));
  }

  function show(): void {
    const asked = unanswered(queue);
    setWaiting(asked.length);
    const now = known === null ? null : predict(known.state, asked, me);
    setState((before) => sharing(before, now));
  }

  function sendAll(): void {
    if (isSomebodyElse) return;
    for (const { id, as, command } of toSend(queue)) {
      const frame = options.carry({ type: 'command', id, ...(as !== undefined && { as }), command });
      if (frame === undefined) return;
      queue = afterSending(queue, id, frame);
    }
  }

  function settle(id: CommandId, code: RefusalCode | null): void {
    const command = earlier.get(id);
    earlier.delete(id);
    const resolves = answered.get(id) ?? [];
    answered.delete(id);
    for (const resolve of resolves) resolve(code);
    if (resolves.length === 0 && command !== undefined && code !== null) {
      options.onLateRefusal(code, command);
    }
  }

  function forget(before: Queue): void {
    const there = new Set(queue.waiting.map(({ id }) => id));
    const gone = before.waiting.filter(({ id }) => !there.has(id)).map(({ id }) => id);
    if (gone.length === 0) return;
    kept.drop(gone);
    for (const id of gone) unkept.delete(id);
    options.onKept(unkept.size === 0);
  }

  function answer(id: CommandId, code: RefusalCode | null): void {
    const before = queue;
    queue = code === null ? afterDone(queue, id) : afterRefusal(queue, id);
    forget(before);
    sendAll();
    show();
    const asked = before.waiting.find((one) => one.id === id);
    if (code !== null && asked !== undefined) options.onRefused(asked.command, asked.as);
    settle(id, code);
  }

  function send(command: Command, as?: ParticipantId): Promise<RefusalCode | null> {
    const { queue: next, into } = enqueue(queue, { id: newSessionId(), as, command });
    if (into === null) {
      options.onRefused(command, as);
      return Promise.resolve('tooMany');
    }
    queue = next;
    const keeping: KeptCommand = { id: into, ...(as !== undefined && { as }), command };
    if (kept.put(keeping)) unkept.delete(into);
    else unkept.add(into);
    options.onKept(unkept.size === 0);
    sendAll();
    show();
    return new Promise((resolve) => answered.set(into, [...(answered.get(into) ?? []), resolve]));
  }

  /** Looked at every second while a clock is shown: it notices by itself when this device's clocks were set or slept. */
  function nowMs(): number {
    const here = clocks();
    if (isInDoubt(clock, here) && here.running - askedAt > ASKING_EVERY_MS) {
      askedAt = here.running;
      options.askTime();
    }
    return serverTime(clock, here);
  }

  function hear(message: ServerMessage): void {
    switch (message.type) {
      case 'hello':
        isSomebodyElse = message.participant !== me;
        setRoomLanguage(message.language);
        clock = anchored(clock, message.nowMs, clocks());
        break;
      case 'time':
        clock = anchored(clock, message.nowMs, clocks());
        break;
      case 'session':
        if (isSomebodyElse) return;
        known = fold(known, message, me);
        if (message.whole === true) {
          takeKept();
          queue = afterWhole(queue);
          sendAll();
        }
        show();
        break;
      case 'done':
        answer(message.id, null);
        break;
      case 'refused':
        answer(message.id, message.code);
        break;
      case 'saved': {
        const before = queue;
        queue = afterSaved(queue, message.frames);
        forget(before);
        break;
      }
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
      roomLanguage,
      send,
      nowMs,
    },
    hear,
    lose() {
      queue = afterClosing(queue);
    },
    recall() {
      takeKept();
      sendAll();
      show();
    },
  };
}

function clocks(): Clocks {
  return { running: performance.now(), wall: Date.now() };
}
