import { describe, expect, test } from 'vitest';
import { type Anchor, anchored, isInDoubt, serverTime } from './clock';

const HOUR_MS = 3_600_000;

/** The server said 50,000 when this device showed these. */
const ANCHOR: Anchor = { serverMs: 50_000, running: 100, wall: 9_000 };

describe('the server’s time', () => {
  test('is this device’s until the server tells it', () => {
    expect(serverTime(null, { running: 5, wall: 7_000 })).toBe(7_000);
  });

  test('runs on, however this device’s clock is set', () => {
    expect(serverTime(ANCHOR, { running: 1_100, wall: 10_000 })).toBe(51_000);
    expect(serverTime(ANCHOR, { running: 1_100, wall: 10_000 + 2 * HOUR_MS })).toBe(51_000);
    expect(serverTime(ANCHOR, { running: 1_100, wall: 10_000 - 24 * HOUR_MS })).toBe(51_000);
  });

  test('is in doubt when this device’s clocks no longer agree, until the server tells it', () => {
    expect(isInDoubt(ANCHOR, { running: 1_100, wall: 10_100 })).toBe(false);
    const slept = { running: 1_100, wall: 10_000 + HOUR_MS };
    expect(isInDoubt(ANCHOR, slept)).toBe(true);
    const after = anchored(ANCHOR, 51_000 + HOUR_MS, slept);
    expect(isInDoubt(after, slept)).toBe(false);
    expect(serverTime(after, slept)).toBe(51_000 + HOUR_MS);
  });

  test('of two tellings is the one that was less late, unless a clock jumped', () => {
    const later = { running: 1_100, wall: 10_000 };
    expect(serverTime(anchored(ANCHOR, 50_900, later), later)).toBe(51_000);
    expect(serverTime(anchored(ANCHOR, 51_050, later), later)).toBe(51_050);
    expect(serverTime(anchored(ANCHOR, 40_000, later), later)).toBe(40_000);
  });
});
