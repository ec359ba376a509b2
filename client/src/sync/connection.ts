// The line to the server as a state machine: when to open, ask, drop and try again. Time and chance are passed in.

import {
  CLOSE_JOINING_CLOSED,
  CLOSE_KNOCK,
  CLOSE_MERGED,
  CLOSE_REMOVED,
  CLOSE_TAKEN_AWAY,
  DOOR_CLOSED,
  KNOCK_FIRST,
  LINK_WITHDRAWN,
  MERGED_WITH_ANOTHER,
  PUT_OUT,
  TAKEN_AWAY,
} from '../protocol/session';

/** Why the server will not have us. Trying again by itself would not help. */
export type Refusal =
  | 'revoked'
  | 'removed'
  | 'merged'
  | 'takenAway'
  | 'knockFirst'
  | 'joiningClosed'
  | 'notFound'
  | 'forbidden';

/** What asking over HTTP came to. */
export type Access =
  /** The server lets us in. */
  | { is: 'in' }
  /** The server's own word that it does not. */
  | { is: 'out'; why: Refusal }
  /** Something else answered in its place. */
  | { is: 'between' }
  /** Nothing answered, or nothing that tells. */
  | { is: 'unknown' };

/** Where the line stands. Times are ms, on whatever clock `step` is given. */
export type Connection =
  /** Not wanted: before the start, and after the page was left. */
  | { at: 'resting' }
  /** A socket is opening, and is given until `until` for it. */
  | { at: 'connecting'; failures: number; until: number }
  /**
   * Open; what we lack is on its way. `mute` until something was heard on it; `asked` when silence made us ask for a sign
   * of life; `doubted` while the browser believes that there is no network.
   */
  | {
      at: 'syncing' | 'live';
      failures: number;
      until: number;
      mute: boolean;
      asked: boolean;
      doubted: boolean;
    }
  /** Down; the next attempt is at `until`. */
  | { at: 'waiting'; failures: number; until: number }
  /** The server said no, and has not changed its mind. */
  | { at: 'refused'; why: Refusal }
  /** The server could not read what this page sends, and would not the next time: only another page helps. */
  | { at: 'stopped' };

/** What happens to a line. */
export type Happening =
  | { type: 'start' }
  | { type: 'leave' }
  | { type: 'opened' }
  | { type: 'heard' }
  | { type: 'synced' }
  /** `again` when it is not the first time with this code. */
  | { type: 'closed'; code: number; reason?: string; again?: boolean }
  | { type: 'turnedAway'; why: Refusal }
  /** Who was turned away would be let in by now. */
  | { type: 'letIn' }
  | { type: 'tick' }
  /** It can be tried another way, at once. */
  | { type: 'otherWay' }
  /** The browser believes that the network came back. */
  | { type: 'online' }
  /** The browser believes that the network went. */
  | { type: 'offline' }
  /** The page woke up: is anybody there? */
  | { type: 'woke' };

/** What the thin edge is to do. */
export type Effect =
  | 'open'
  /** Forget this socket; it will not report its close. */
  | 'drop'
  /** Send something that the server answers. */
  | 'ask'
  /**
   * Find out over HTTP whether we are still let in, and whether anything gets through: a refused upgrade hides its
   * reason from the page.
   */
  | 'checkAccess';

/** A socket that has not opened by then is given up. */
export const OPENING_MS_MAX = 10_000;
/** The server speaks first; whoever opened and says nothing for so long is a proxy that swallows what it takes. */
export const FIRST_WORD_MS_MAX = 5_000;
/** After this much silence the server is asked for a sign of life; it echoes our presence every 15 s. */
export const SILENCE_MS_MAX = 30_000;
/** How long an answer to that may take. A page that sleeps wakes its timers once a minute, so ask before judging. */
export const ANSWER_MS_MAX = 15_000;
/** The same when there is a reason to doubt: the network changed or the page woke up. */
export const ANSWER_IN_DOUBT_MS_MAX = 4_000;
/** While there is reason to doubt, this much silence is enough to ask: what arrives first may have been on its way before. */
export const SILENCE_IN_DOUBT_MS_MAX = 2_000;
/** First and longest waits between attempts; each is drawn from 0 to its bound, so that a crowd does not come back as one. */
export const BACKOFF_MS_FIRST = 500;
export const BACKOFF_MS_MAX = 20_000;
/** After a restart (1012) everybody comes back at once: spread over this. */
export const RESTART_SPREAD_MS = 1_500;
/** «Try again later» (1013), or having sent too much (1008), means at least this. */
export const LATER_MS_MIN = 5_000;
/** When the network comes back it comes back for the whole office. */
export const ONLINE_SPREAD_MS = 500;

/** What was sent is no frame to the server. */
export const CLOSE_UNREADABLE = 1007;
/** The link was withdrawn, or something else is against the server's rules. */
const CLOSE_POLICY = 1008;
const CLOSE_RESTART = 1012;
const CLOSE_LATER = 1013;

export interface Step {
  connection: Connection;
  effects: readonly Effect[];
}

export const RESTING: Connection = { at: 'resting' };

/** What follows from a happening at `now`; `chance` draws from 0 to 1. */
export function step(before: Connection, happening: Happening, now: number, chance: () => number): Step {
  if (happening.type === 'leave') {
    return { connection: RESTING, effects: hasSocket(before) ? ['drop'] : [] };
  }
  if (happening.type === 'turnedAway') {
    if (before.at === 'resting') return same(before);
    return { connection: { at: 'refused', why: happening.why }, effects: hasSocket(before) ? ['drop'] : [] };
  }
  switch (before.at) {
    case 'resting':
      return happening.type === 'start' ? open(0, now) : same(before);
    case 'refused':
      return happening.type === 'letIn' ? open(0, now) : same(before);
    case 'stopped':
      return same(before);
    case 'connecting':
      return whenConnecting(before, happening, now, chance);
    case 'syncing':
    case 'live':
      return whenOpen(before, happening, now, chance);
    case 'waiting':
      return whenWaiting(before, happening, now, chance);
  }
}

/** When `step` wants a tick, if nothing else happens before. */
export function deadline(connection: Connection): number | undefined {
  return 'until' in connection ? connection.until : undefined;
}

function whenConnecting(
  before: Extract<Connection, { at: 'connecting' }>,
  happening: Happening,
  now: number,
  chance: () => number,
): Step {
  switch (happening.type) {
    case 'opened':
      return {
        connection: {
          at: 'syncing',
          failures: before.failures,
          until: now + FIRST_WORD_MS_MAX,
          mute: true,
          asked: true,
          doubted: false,
        },
        effects: [],
      };
    case 'closed':
      return asking(wait(before.failures, happening, now, chance));
    case 'tick':
      if (now < before.until) return same(before);
      return asking({ connection: backOff(before.failures, now, chance), effects: ['drop'] });
    default:
      return same(before);
  }
}

type Open = Extract<Connection, { at: 'syncing' | 'live' }>;

function whenOpen(before: Open, happening: Happening, now: number, chance: () => number): Step {
  switch (happening.type) {
    case 'heard':
      return {
        connection: { ...before, until: silentUntil(before, now), mute: false, asked: false },
        effects: [],
      };
    case 'synced':
      return {
        connection: {
          ...before,
          at: 'live',
          failures: 0,
          until: silentUntil(before, now),
          mute: false,
          asked: false,
        },
        effects: [],
      };
    case 'closed': {
      const next = wait(before.failures, happening, now, chance);
      return before.mute ? asking(next) : next;
    }
    case 'offline':
      return askInDoubt({ ...before, doubted: true }, now);
    case 'woke':
      return askInDoubt(before, now);
    case 'online':
      return { connection: { ...before, doubted: false }, effects: [] };
    case 'tick':
      if (now < before.until) return same(before);
      if (!before.asked) {
        const answer = before.doubted ? ANSWER_IN_DOUBT_MS_MAX : ANSWER_MS_MAX;
        return { connection: { ...before, until: now + answer, asked: true }, effects: ['ask'] };
      }
      {
        const next: Step = { connection: backOff(before.failures, now, chance), effects: ['drop'] };
        return before.mute ? asking(next) : next;
      }
    default:
      return same(before);
  }
}

/** The same, and what is the matter is asked over HTTP. */
function asking(next: Step): Step {
  if (next.connection.at !== 'waiting') return next;
  return { ...next, effects: [...next.effects, 'checkAccess'] };
}

function silentUntil({ doubted }: Open, now: number): number {
  return now + (doubted ? SILENCE_IN_DOUBT_MS_MAX : SILENCE_MS_MAX);
}

function askInDoubt(before: Open, now: number): Step {
  const until = Math.min(before.until, now + ANSWER_IN_DOUBT_MS_MAX);
  return { connection: { ...before, until, asked: true }, effects: ['ask'] };
}

function whenWaiting(
  before: Extract<Connection, { at: 'waiting' }>,
  happening: Happening,
  now: number,
  chance: () => number,
): Step {
  switch (happening.type) {
    case 'tick':
      return now < before.until ? same(before) : open(before.failures, now);
    case 'otherWay':
      return open(before.failures, now);
    case 'online':
      return {
        connection: { ...before, until: Math.min(before.until, now + chance() * ONLINE_SPREAD_MS) },
        effects: [],
      };
    default:
      return same(before);
  }
}

function open(failures: number, now: number): Step {
  return { connection: { at: 'connecting', failures, until: now + OPENING_MS_MAX }, effects: ['open'] };
}

function wait(
  failures: number,
  { again, code, reason }: Extract<Happening, { type: 'closed' }>,
  now: number,
  chance: () => number,
): Step {
  const why = refusalOf(code, reason);
  if (why !== undefined) return { connection: { at: 'refused', why }, effects: [] };
  if (code === CLOSE_UNREADABLE && again === true) return { connection: { at: 'stopped' }, effects: [] };
  if (code === CLOSE_RESTART) {
    return {
      connection: { at: 'waiting', failures: failures + 1, until: now + chance() * RESTART_SPREAD_MS },
      effects: [],
    };
  }
  const backedOff = backOff(failures, now, chance);
  const later = code === CLOSE_LATER || code === CLOSE_POLICY;
  const until = later ? backedOff.until + LATER_MS_MIN : backedOff.until;
  return { connection: { ...backedOff, until }, effects: [] };
}

/** Believed with the server's own reason only: proxies close sockets with codes of their own. */
function refusalOf(code: number, reason: string | undefined): Refusal | undefined {
  if (code === CLOSE_REMOVED && reason === PUT_OUT) return 'removed';
  if (code === CLOSE_MERGED && reason === MERGED_WITH_ANOTHER) return 'merged';
  if (code === CLOSE_TAKEN_AWAY && reason === TAKEN_AWAY) return 'takenAway';
  if (code === CLOSE_KNOCK && reason === KNOCK_FIRST) return 'knockFirst';
  if (code === CLOSE_JOINING_CLOSED && reason === DOOR_CLOSED) return 'joiningClosed';
  return code === CLOSE_POLICY && reason === LINK_WITHDRAWN ? 'revoked' : undefined;
}

function backOff(failures: number, now: number, chance: () => number) {
  const bound = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_FIRST * 2 ** Math.min(failures, 16));
  return { at: 'waiting', failures: failures + 1, until: now + chance() * bound } as const;
}

function hasSocket(connection: Connection): boolean {
  return connection.at === 'connecting' || connection.at === 'syncing' || connection.at === 'live';
}

function same(connection: Connection): Step {
  return { connection, effects: [] };
}
