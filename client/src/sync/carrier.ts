// What carries messages between a room's line and its server, whichever way it goes.

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
  /** Other tabs hold all the connections that the browser has for this; its close comes next. */
  crowded(): void;
}

/** Opens a carrier to an address, with the pass that the tab has to bring, if any. */
export type Open = (address: string, pass: string | undefined, hearer: Hearer) => Carrier;
