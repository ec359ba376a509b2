// What carries messages between a room's line and its server, whichever way it goes.

import { SUBPROTOCOL } from '../protocol/session';

/** One connection, from its opening to its end. */
export interface Carrier {
  /** Sends a message; false while it is not open. */
  send(message: Uint8Array<ArrayBuffer>): boolean;
  /** Ends it, and reports nothing of it any more. */
  drop(): void;
}

/** What a carrier reports. */
export interface Hearer {
  opened(): void;
  /** A message; none when the other side only said that it is there. */
  heard(message: Uint8Array | undefined): void;
  closed(code: number, reason: string): void;
}

/** Opens a carrier to an address. */
export type Open = (address: string, hearer: Hearer) => Carrier;

/** Close codes of a connection that is left, and of one that told nothing. */
const CLOSE_NORMAL = 1000;
const CLOSE_ABNORMAL = 1006;

/** By a WebSocket. */
export const openSocket: Open = (address, hearer) => {
  const url = new URL(address);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url.href, SUBPROTOCOL);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => hearer.opened();
  socket.onmessage = ({ data }: MessageEvent<unknown>) =>
    hearer.heard(data instanceof ArrayBuffer ? new Uint8Array(data) : undefined);
  socket.onclose = ({ code, reason }) => hearer.closed(code, reason);
  return {
    send(message) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(message);
      return true;
    },
    drop() {
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      socket.close(CLOSE_NORMAL);
    },
  };
};

/** By events and posts, whose code few need: it is fetched when it is wanted. */
export const openEventsLater: Open = (address, hearer) => {
  let carrier: Carrier | undefined;
  let isDropped = false;
  import('./events').then(
    ({ openEvents }) => {
      if (!isDropped) carrier = openEvents(address, hearer);
    },
    () => {
      if (!isDropped) hearer.closed(CLOSE_ABNORMAL, '');
    },
  );
  return {
    send: (message) => carrier?.send(message) ?? false,
    drop() {
      isDropped = true;
      carrier?.drop();
    },
  };
};
