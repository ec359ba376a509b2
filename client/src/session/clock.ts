// How far this device's clock is from the server's.

/** Two measurements further apart than this mean that a clock was set, or that the device slept. */
const JUMP_MS = 2_000;

/**
 * What to add to this device's clock to get the server's. What the server said was true when it left, so the way here makes
 * it late, and the largest difference is the nearest to the truth.
 */
export function clockOffsetMs(before: number | null, saidMs: number, hereMs: number): number {
  const measured = saidMs - hereMs;
  if (before === null || Math.abs(measured - before) > JUMP_MS) return measured;
  return Math.max(before, measured);
}
