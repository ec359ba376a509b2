// Commands on their way to the server, as a state machine: what waits, what was sent, what is answered and not yet on
// the server's disk. Sends nothing itself.

import type { Command, CommandId, ParticipantId } from '../protocol/session';
import { IN_FLIGHT_MAX, WAITING_MAX } from './limits';

/** A command and how far it is. */
export interface Waiting {
  readonly id: CommandId;
  readonly as?: ParticipantId | undefined;
  readonly command: Command;
  /** Nobody was to learn who wrote what, when it was asked. */
  readonly unnamed?: boolean | undefined;
  /** Which frame of this socket carried it; null when it was not sent on this socket. */
  readonly frame: number | null;
  /** It went out at some time, or may have from an earlier page: the server may have done it, and does no id twice. */
  readonly wentOut: boolean;
  /** The server did it. It is kept until that is on disk, and sent again if the connection breaks before. */
  readonly done: boolean;
}

/** A command as it is asked. */
export type Asked = Pick<Waiting, 'id' | 'as' | 'command' | 'unnamed'>;

export interface Queue {
  /** The server has told the whole session on this socket: commands may go out. */
  readonly open: boolean;
  /** In the order they were asked. */
  readonly waiting: readonly Waiting[];
}

export const NOTHING_WAITS: Queue = { open: false, waiting: [] };

/** Where a new command went: into the queue, into one that waits there and said the same thing, or nowhere. */
export interface Enqueued {
  readonly queue: Queue;
  readonly into: CommandId | null;
}

/** Takes a command. One that never went out and is only outdone by the new one gives it its place. */
export function enqueue(queue: Queue, asked: Asked): Enqueued {
  const last = queue.waiting.at(-1);
  if (last !== undefined && !last.wentOut && outdoes(asked, last)) {
    const waiting = [...queue.waiting.slice(0, -1), { ...last, command: asked.command }];
    return { queue: { ...queue, waiting }, into: last.id };
  }
  if (queue.waiting.length >= WAITING_MAX) return { queue, into: null };
  const waiting = [...queue.waiting, { ...asked, frame: null, wentOut: false, done: false }];
  return { queue: { ...queue, waiting }, into: asked.id };
}

/** Takes commands that were kept from an earlier page, before all others. */
export function restore(queue: Queue, kept: readonly Asked[]): Queue {
  const there = new Set(queue.waiting.map(({ id }) => id));
  const restored = kept
    .filter(({ id }) => !there.has(id))
    .map((one) => ({ ...one, frame: null, wentOut: true, done: false }));
  return { ...queue, waiting: [...restored, ...queue.waiting].slice(0, WAITING_MAX) };
}

/** What may be sent now, in order: as many as fit beside those that are on their way. */
export function toSend(queue: Queue): readonly Waiting[] {
  if (!queue.open) return [];
  const onTheirWay = queue.waiting.filter(({ frame, done }) => frame !== null && !done).length;
  return queue.waiting
    .filter(({ frame }) => frame === null)
    .slice(0, Math.max(0, IN_FLIGHT_MAX - onTheirWay));
}

/** A command went out as this frame of the socket. */
export function afterSending(queue: Queue, id: CommandId, frame: number): Queue {
  return changed(queue, id, (waiting) => ({ ...waiting, frame, wentOut: true }));
}

/** The whole session came: what was not answered is to be sent, also again. */
export function afterWhole(queue: Queue): Queue {
  const waiting = queue.waiting.map((one) =>
    one.done && one.frame !== null ? one : { ...one, frame: null },
  );
  return { open: true, waiting };
}

/** The socket is gone; whatever is not on disk, as far as we know, is to be sent on the next. */
export function afterClosing(queue: Queue): Queue {
  return { open: false, waiting: queue.waiting.map((one) => ({ ...one, frame: null })) };
}

/** The server did a command. */
export function afterDone(queue: Queue, id: CommandId): Queue {
  return changed(queue, id, (waiting) => ({ ...waiting, done: true }));
}

/** The server did not take a command. */
export function afterRefusal(queue: Queue, id: CommandId): Queue {
  return { ...queue, waiting: queue.waiting.filter((one) => one.id !== id) };
}

/** The socket's first `frames` are on disk. */
export function afterSaved(queue: Queue, frames: number): Queue {
  const waiting = queue.waiting.filter(({ frame, done }) => !done || frame === null || frame > frames);
  return waiting.length === queue.waiting.length ? queue : { ...queue, waiting };
}

/** Those that the server has not answered. */
export function unanswered(queue: Queue): readonly Waiting[] {
  return queue.waiting.filter(({ done }) => !done);
}

function changed(queue: Queue, id: CommandId, change: (waiting: Waiting) => Waiting): Queue {
  return { ...queue, waiting: queue.waiting.map((one) => (one.id === id ? change(one) : one)) };
}

/** Whether `next`, coming right after `last`, leaves nothing of it. */
function outdoes(next: Asked, last: Waiting): boolean {
  if (next.as !== last.as || next.unnamed !== last.unnamed) return false;
  const [one, other] = [last.command, next.command];
  switch (other.do) {
    case 'putDrafts':
      return (
        one.do === 'putDrafts' && one.drafts.every(({ id }) => other.drafts.some((draft) => draft.id === id))
      );
    case 'putCommitment':
      return one.do === 'putCommitment' && one.commitment.id === other.commitment.id;
    case 'vote':
      return one.do === 'vote' && one.round === other.round && one.item === other.item;
    case 'react':
      return one.do === 'react' && one.note === other.note && one.reaction === other.reaction;
    case 'answer':
    case 'ready':
    case 'raiseHand':
      return one.do === other.do;
    default:
      return false;
  }
}
