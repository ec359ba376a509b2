// Which way a line goes: by a WebSocket, or by events and posts where something between page and server lets no
// WebSocket through. Found out by trying. Time is passed in. Pure.

export type Way = 'socket' | 'events';

export interface Ways {
  /** The way that is taken. */
  readonly way: Way;
  /** Sockets in a row that carried nothing, while the server answered otherwise. */
  readonly vain: number;
  /** When sockets are tried again, ms. */
  readonly until: number;
}

/** Sockets are tried first. */
export const SOCKETS: Ways = { way: 'socket', vain: 0, until: 0 };

/** So many sockets are tried in vain; one may have come to a server that was just starting. */
const VAIN_MAX = 2;

/** How long events are kept to. Later a socket is tried, once, when the line is opened anew anyway. */
export const EVENTS_MS = 10 * 60_000;

/** The way is known from the tab's last page. */
export function goneByEvents(now: number): Ways {
  return { way: 'events', vain: 0, until: now + EVENTS_MS };
}

/** The way to open a line by. */
export function wayAt(ways: Ways, now: number): Way {
  return ways.way === 'events' && now < ways.until ? 'events' : 'socket';
}

/** A line by this way became live. */
export function afterLive(ways: Ways, by: Way): Ways {
  return by === 'socket' ? SOCKETS : ways;
}

/**
 * A line by this way carried nothing, though the server answers otherwise; `silent` when it opened, or seemed to open,
 * and nothing came: that is sure at once.
 */
export function afterVain(ways: Ways, by: Way, silent: boolean, now: number): Ways {
  // Nothing gets through by this way either: the other is tried in between.
  if (by === 'events') return { way: 'socket', vain: VAIN_MAX - 1, until: 0 };
  const vain = ways.vain + 1;
  return ways.way === 'events' || silent || vain >= VAIN_MAX ? goneByEvents(now) : { ...ways, vain };
}
