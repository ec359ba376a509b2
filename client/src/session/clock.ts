// The server's time as this page knows it: what the server last said, carried on by a clock that nobody sets.

/** What the clocks of this device show at a moment, in ms. */
export interface Clocks {
  /** Since some beginning: it is never set, but stands still on some devices while they sleep. */
  readonly running: number;
  /** Since 1970: it goes on in sleep, and anybody may set it. */
  readonly wall: number;
}

/** What the server said, and what this device's clocks showed when it came. */
export interface Anchor extends Clocks {
  readonly serverMs: number;
}

/** Two tellings further apart than this mean that the device slept. Also how far this device's two clocks may drift apart unasked. */
const JUMP_MS = 2_000;

/** While in doubt the server is asked so often. */
export const ASKING_EVERY_MS = 2_000;

/**
 * The anchor after the server told the time. What it said was true when it left, so the way here makes it late, and the largest
 * is the nearest to the truth.
 */
export function anchored(before: Anchor | null, saidMs: number, here: Clocks): Anchor {
  const expected = before === null ? null : serverTime(before, here);
  const isNearer = expected === null || saidMs > expected || expected - saidMs > JUMP_MS;
  return { ...here, serverMs: isNearer ? saidMs : expected };
}

/** The server's time; before it told any, this device's. */
export function serverTime(anchor: Anchor | null, here: Clocks): number {
  return anchor === null ? here.wall : anchor.serverMs + here.running - anchor.running;
}

/** Whether one of this device's clocks was set, or stood still: then only the server knows. */
export function isInDoubt(anchor: Anchor | null, here: Clocks): boolean {
  if (anchor === null) return false;
  return Math.abs(here.wall - anchor.wall - (here.running - anchor.running)) > JUMP_MS;
}
