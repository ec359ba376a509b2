// Opens what carries messages: a WebSocket, or events and posts where there is none.

import { SUBPROTOCOL } from '../protocol/session';
import { lookWhy } from '../stale/stale';
import type { Carrier, Hearer, Open } from './carrier';
import { holdPlace } from './places';

/** What stands before a pass where it is offered as a subprotocol: a page can give a socket no other header. */
const PASS_OFFER = 'picnic.pass.';

/** Close codes of a connection that is left, and of one that told nothing. */
const CLOSE_NORMAL = 1000;
const CLOSE_ABNORMAL = 1006;

/** By a WebSocket. */
export const openSocket: Open = (address, pass, hearer) => {
  const url = new URL(address);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  let socket: WebSocket;
  try {
    socket = new WebSocket(url.href, pass === undefined ? SUBPROTOCOL : [SUBPROTOCOL, PASS_OFFER + pass]);
  } catch {
    return noSocket(hearer);
  }
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

/** Where a browser or its policy has none, or an extension took it away, it is as one that did not open. */
function noSocket(hearer: Hearer): Carrier {
  const said = setTimeout(() => hearer.closed(CLOSE_ABNORMAL, ''));
  return { send: () => false, drop: () => clearTimeout(said) };
}

/** By events and posts, whose code few need: it is fetched when it is wanted. */
export const openEventsLater: Open = (address, pass, hearer) => {
  let carrier: Carrier | undefined;
  let isDropped = false;
  let leavePlace = () => {};
  const end = () => {
    leavePlace();
    if (!isDropped) hearer.closed(CLOSE_ABNORMAL, '');
  };
  async function open(): Promise<void> {
    const { openEvents } = await import('./events');
    const place = await holdPlace();
    leavePlace = place ?? leavePlace;
    if (isDropped) return leavePlace();
    if (place === undefined) {
      hearer.crowded();
      return end();
    }
    const closed = (code: number, reason: string) => {
      leavePlace();
      hearer.closed(code, reason);
    };
    carrier = openEvents(address, pass, { ...hearer, closed });
  }
  open().catch(() => {
    void lookWhy();
    end();
  });
  return {
    send: (message) => carrier?.send(message) ?? false,
    drop() {
      isDropped = true;
      carrier?.drop();
      leavePlace();
    },
  };
};
