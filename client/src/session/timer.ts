// What the clock of a phase shows at a moment, and when it warns.

import type { Journey, Phase } from '../protocol/session';

/** A clock at a moment. */
export type Clock =
  | { readonly shows: 'nothing' }
  /**
   * Time left, rounded up to whole seconds; `share` is what is left of the whole, 0 to 1. After the end `over` counts the whole
   * seconds since.
   */
  | {
      readonly shows: 'left';
      readonly seconds: number;
      readonly share: number;
      readonly paused: boolean;
      readonly over: number;
    }
  /** A day and a time, while that is far off. */
  | { readonly shows: 'until'; readonly unixMs: number };

/** What a clock warns of. */
export type Warning = 'minute' | 'tenSeconds' | 'over';

/** Seconds left when it warns, least first. */
const WARNINGS: readonly (readonly [number, Warning])[] = [
  [0, 'over'],
  [10, 'tenSeconds'],
  [60, 'minute'],
];

/** A phase that lasts until a date shows that, and its last hour by the second. */
const BY_THE_SECOND_MS = 60 * 60 * 1000;

/** Time over is counted for so long; later it says no more than that it is over. */
const COUNTED_OVER_SECONDS = 60 * 60;

/** The way from the server is shorter than this on any line that people work over. */
const LATE_MS_MAX = 500;

/** The clock of the phase that runs, at a time of the server's. */
export function clockAt(
  { timer, startedMs }: Pick<Journey, 'timer' | 'startedMs'>,
  phase: Phase | undefined,
  nowMs: number,
): Clock {
  if (timer.state === 'stopped') return { shows: 'nothing' };
  const leftMs = nearWhole(
    timer.state === 'running' ? Math.max(0, timer.deadlineMs - nowMs) : timer.leftMs,
    phase,
  );
  if (timer.state === 'running' && isUntil(phase) && leftMs > BY_THE_SECOND_MS) {
    return { shows: 'until', unixMs: timer.deadlineMs };
  }
  const wholeMs = Math.max(
    leftMs,
    lengthMs(phase, timer.state === 'running' ? timer.deadlineMs : null, startedMs),
  );
  return {
    shows: 'left',
    seconds: Math.ceil(leftMs / 1000),
    share: wholeMs === 0 ? 0 : leftMs / wholeMs,
    paused: timer.state === 'paused',
    over: timer.state === 'running' ? Math.max(0, Math.floor((nowMs - timer.deadlineMs) / 1000)) : 0,
  };
}

/** A clock that has only begun shows no more than the phase has: our time is late by the way from the server. */
function nearWhole(leftMs: number, phase: Phase | undefined): number {
  if (typeof phase?.length !== 'object' || !('minutes' in phase.length)) return leftMs;
  const wholeMs = phase.length.minutes * 60_000;
  return leftMs > wholeMs && leftMs < wholeMs + LATE_MS_MAX ? wholeMs : leftMs;
}

function isUntil(phase: Phase | undefined): boolean {
  return typeof phase?.length === 'object' && 'until' in phase.length;
}

function lengthMs(phase: Phase | undefined, deadlineMs: number | null, startedMs: number | null): number {
  if (typeof phase?.length === 'object' && 'minutes' in phase.length) return phase.length.minutes * 60_000;
  return deadlineMs !== null && startedMs !== null ? deadlineMs - startedMs : 0;
}

/** The warning that a running clock gives between two looks at it; none at the first look, nor when time was added. */
export function warningBetween(before: Clock | undefined, now: Clock): Warning | undefined {
  if (before?.shows !== 'left' || now.shows !== 'left' || now.paused) return undefined;
  return WARNINGS.find(([at]) => now.seconds <= at && before.seconds > at)?.[1];
}

/** How near the end a clock is, for how it looks. */
export function nearness(clock: Clock): 'far' | Warning {
  if (clock.shows !== 'left') return 'far';
  return WARNINGS.find(([at]) => clock.seconds <= at)?.[1] ?? 'far';
}

/** When the next whole second begins, in ms from now: all screens change together. */
export function untilNextSecondMs({ timer }: Pick<Journey, 'timer'>, nowMs: number): number {
  if (timer.state !== 'running') return 1000;
  const leftMs = timer.deadlineMs - nowMs;
  return leftMs < 0 ? 1000 - (-leftMs % 1000) : leftMs % 1000 || 1000;
}

/** Seconds as people read a clock: 4:05, and 1:04:05 from an hour on. */
export function clockText(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** What a clock says: what is left, or by how much it is over; none where that is long past. */
export function clockWords({ seconds, over }: Extract<Clock, { shows: 'left' }>): string | undefined {
  if (over === 0) return clockText(seconds);
  return over < COUNTED_OVER_SECONDS ? `+${clockText(over)}` : undefined;
}
