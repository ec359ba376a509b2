import { describe, expect, test } from 'vitest';
import type { Phase, Timer } from '../protocol/session';
import { phase } from './session_for_tests';
import { clockAt, clockText, clockWords, nearness, untilNextSecondMs, warningBetween } from './timer';

const MINUTE = 60_000;
const fiveMinutes: Phase = { ...phase('p'), length: { minutes: 5 } };
const running = (deadlineMs: number): { timer: Timer; startedMs: number } => ({
  timer: { state: 'running', deadlineMs },
  startedMs: 0,
});

describe('the clock of a phase', () => {
  test('shows nothing while it stands still from the start', () => {
    expect(clockAt({ timer: { state: 'stopped' }, startedMs: 0 }, fiveMinutes, 0)).toEqual({
      shows: 'nothing',
    });
  });

  test('shows the seconds that are left, and their share of the whole', () => {
    const at = (now: number) => clockAt(running(5 * MINUTE), fiveMinutes, now);
    expect(at(0)).toEqual({ shows: 'left', seconds: 300, share: 1, paused: false, over: 0 });
    expect(at(2.5 * MINUTE)).toMatchObject({ seconds: 150, share: 0.5 });
    expect(at(5 * MINUTE - 1)).toMatchObject({ seconds: 1 });
    // Our time may be late by the way from the server.
    expect(at(-40)).toMatchObject({ seconds: 300, share: 1 });
    expect(at(7 * MINUTE)).toMatchObject({ seconds: 0, share: 0 });
  });

  test('is whole again when more time was added than it had', () => {
    expect(clockAt(running(9 * MINUTE), fiveMinutes, 0)).toMatchObject({ seconds: 540, share: 1 });
  });

  test('stands still while it is paused', () => {
    const paused = { timer: { state: 'paused', leftMs: 61_000 } as const, startedMs: 0 };
    expect(clockAt(paused, fiveMinutes, 1e12)).toMatchObject({ seconds: 61, paused: true });
  });

  test('names the day of a phase that lasts until then, and counts its last hour', () => {
    const until: Phase = { ...phase('p'), length: { until: { unixMs: 100 * 60 * MINUTE } } };
    const at = (now: number) => clockAt(running(100 * 60 * MINUTE), until, now);
    expect(at(0)).toEqual({ shows: 'until', unixMs: 100 * 60 * MINUTE });
    expect(at(99.5 * 60 * MINUTE)).toMatchObject({ shows: 'left', seconds: 1800 });
  });

  test('warns at one minute, at ten seconds and at the end, each once', () => {
    const warnings = [];
    let before: ReturnType<typeof clockAt> | undefined;
    for (let now = 0; now <= 5 * MINUTE + 3_000; now += 250) {
      const clock = clockAt(running(5 * MINUTE), fiveMinutes, now);
      const warning = warningBetween(before, clock);
      if (warning !== undefined) warnings.push([warning, now]);
      before = clock;
    }
    expect(warnings).toEqual([
      ['minute', 4 * MINUTE],
      ['tenSeconds', 5 * MINUTE - 10_000],
      ['over', 5 * MINUTE],
    ]);
  });

  test('does not warn whoever comes in the last minute of what is past, and warns again after more time', () => {
    const at = (deadline: number, now: number) => clockAt(running(deadline), fiveMinutes, now);
    expect(warningBetween(undefined, at(MINUTE, 30_000))).toBeUndefined();
    expect(warningBetween(at(MINUTE, 30_000), at(2 * MINUTE, 31_000))).toBeUndefined();
    expect(warningBetween(at(2 * MINUTE, 59_000), at(2 * MINUTE, 60_000))).toBe('minute');
    // A page that slept says only the last of what it missed.
    expect(warningBetween(at(5 * MINUTE, 0), at(5 * MINUTE, 4.9 * MINUTE))).toBe('tenSeconds');
  });

  test('looks as near its end as it is', () => {
    const at = (now: number) => nearness(clockAt(running(5 * MINUTE), fiveMinutes, now));
    expect([at(0), at(4 * MINUTE), at(5 * MINUTE - 9_000), at(5 * MINUTE)]).toEqual([
      'far',
      'minute',
      'tenSeconds',
      'over',
    ]);
  });

  test('counts what it is over by, for an hour, and stands still while paused', () => {
    const words = (now: number) => {
      const clock = clockAt(running(5 * MINUTE), fiveMinutes, now);
      return clock.shows === 'left' ? clockWords(clock) : 'none';
    };
    expect([5 * MINUTE, 5 * MINUTE + 999, 5 * MINUTE + 1_000, 7 * MINUTE + 10_000].map(words)).toEqual([
      '0:00',
      '0:00',
      '+0:01',
      '+2:10',
    ]);
    expect(words(65 * MINUTE)).toBeUndefined();
    const paused = { timer: { state: 'paused', leftMs: 0 } as const, startedMs: 0 };
    expect(clockAt(paused, fiveMinutes, 1e12)).toMatchObject({ seconds: 0, over: 0, paused: true });
  });

  test('changes on every screen at the same moment', () => {
    expect(untilNextSecondMs(running(10_000), 12_300)).toBe(700);
    expect(untilNextSecondMs(running(10_000), 12_000)).toBe(1000);
    expect(untilNextSecondMs(running(10_000), 3_400)).toBe(600);
    expect(untilNextSecondMs(running(10_000), 4_000)).toBe(1000);
  });
});

test('a clock is read as people read it', () => {
  expect([0, 9, 75, 3600, 3905].map(clockText)).toEqual(['0:00', '0:09', '1:15', '1:00:00', '1:05:05']);
});
