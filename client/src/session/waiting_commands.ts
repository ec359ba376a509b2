// Commands that were asked for and wait: kept, sent as the queue says, and told what became of them. Shows nothing itself.

import type {
  ClientMessage,
  Command,
  CommandId,
  ParticipantId,
  RefusalCode,
  RoomId,
} from '../protocol/session';
import { newSessionId } from './ids';
import { type KeptCommand, keptCommands } from './kept_commands';
import { WAITING_MAX } from './limits';
import {
  type Asked,
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
  type Waiting,
} from './queue';

/** What becomes of commands on their way. */
export interface CommandsEdge {
  room: RoomId;
  me: ParticipantId;
  /** Puts a command on the socket; the number of its frame there, or undefined when there is no socket. */
  carry(message: Extract<ClientMessage, { type: 'command' }>): number | undefined;
  /** Whether this browser keeps all that waits. */
  onKept(working: boolean): void;
  /** A command was refused, for whom it was asked; what was shown of it is taken back already. */
  onRefused(command: Command, as: ParticipantId | undefined): void;
  /** A command of an earlier page was refused: nobody waits for its answer any more. */
  onLateRefusal(code: RefusalCode, command: Command): void;
}

export interface WaitingCommands {
  /** Those that the server has not answered, in the order they were asked. */
  unanswered(): readonly Waiting[];
  /** Asks for a command; resolves with why it was refused, or null once it is done. */
  ask(command: Command, as: ParticipantId | undefined): Promise<RefusalCode | null>;
  /** The server did a command, or refused it. */
  answer(id: CommandId, code: RefusalCode | null): void;
  /** The server told the whole session on this socket: commands may go out. */
  open(): void;
  /** The socket's first `frames` are on disk. */
  saved(frames: number): void;
  /** The socket is gone. */
  lose(): void;
  /** Takes on what other tabs of the same person have kept and may no longer send. */
  recall(): void;
}

export interface Circumstances {
  /** False while the server takes us for somebody else. */
  maySend(): boolean;
  /** Nobody learns who wrote what, as far as is known here. */
  isUnnamed(): boolean;
}

/** `onChange` is told when those without an answer are others. */
export function createWaitingCommands(
  edge: CommandsEdge,
  { maySend, isUnnamed }: Circumstances,
  onChange: () => void,
): WaitingCommands {
  const kept = keptCommands(edge.room, edge.me);
  const answered = new Map<CommandId, ((code: RefusalCode | null) => void)[]>();
  const earlier = new Map<CommandId, Command>();
  /** What waits and this browser did not keep. */
  const unkept = new Set<CommandId>();
  let queue: Queue = NOTHING_WAITS;
  takeKept();

  /** Takes on what is kept and does not wait here yet: an earlier page's, or another tab's, that may be gone. */
  function takeKept(): void {
    const here = new Set(queue.waiting.map(({ id }) => id));
    const more = kept.load().filter(({ id }) => !here.has(id));
    for (const { id, command } of more) earlier.set(id, command);
    queue = restore(queue, more.slice(0, Math.max(0, WAITING_MAX - here.size)));
  }

  function sendAll(): void {
    if (!maySend()) return;
    for (const one of toSend(queue)) {
      const frame = edge.carry({ type: 'command', ...asSent(one) });
      if (frame === undefined) return;
      queue = afterSending(queue, one.id, frame);
    }
  }

  function settle(id: CommandId, code: RefusalCode | null): void {
    const command = earlier.get(id);
    earlier.delete(id);
    const resolves = answered.get(id) ?? [];
    answered.delete(id);
    for (const resolve of resolves) resolve(code);
    if (resolves.length === 0 && command !== undefined && code !== null) {
      edge.onLateRefusal(code, command);
    }
  }

  function forget(before: Queue): void {
    const there = new Set(queue.waiting.map(({ id }) => id));
    const gone = before.waiting.filter(({ id }) => !there.has(id)).map(({ id }) => id);
    if (gone.length === 0) return;
    kept.drop(gone);
    for (const id of gone) unkept.delete(id);
    edge.onKept(unkept.size === 0);
  }

  return {
    unanswered: () => unanswered(queue),
    ask(command, as) {
      const asked = { id: newSessionId(), as, command, unnamed: isUnnamed() || undefined };
      const { queue: next, into } = enqueue(queue, asked);
      if (into === null) {
        edge.onRefused(command, as);
        return Promise.resolve('tooMany');
      }
      queue = next;
      if (kept.put(asSent({ ...asked, id: into }))) unkept.delete(into);
      else unkept.add(into);
      edge.onKept(unkept.size === 0);
      sendAll();
      onChange();
      return new Promise((resolve) => answered.set(into, [...(answered.get(into) ?? []), resolve]));
    },
    answer(id, code) {
      const before = queue;
      queue = code === null ? afterDone(queue, id) : afterRefusal(queue, id);
      forget(before);
      sendAll();
      onChange();
      const asked = before.waiting.find((one) => one.id === id);
      if (code !== null && asked !== undefined) edge.onRefused(asked.command, asked.as);
      settle(id, code);
    },
    open() {
      takeKept();
      queue = afterWhole(queue);
      sendAll();
    },
    saved(frames) {
      const before = queue;
      queue = afterSaved(queue, frames);
      forget(before);
    },
    lose() {
      queue = afterClosing(queue);
    },
    recall() {
      takeKept();
      sendAll();
      onChange();
    },
  };
}

/** A command as it goes out, and as it is kept. */
function asSent({ id, as, unnamed, command }: Asked): KeptCommand {
  return { id, ...(as !== undefined && { as }), ...(unnamed === true && { unnamed }), command };
}
