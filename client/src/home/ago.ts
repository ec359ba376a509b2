// How long ago something was, in words.

import type { Language } from '../protocol/session';

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Steps from fine to coarse: a unit is used below its bound. */
const STEPS: readonly { below: number; unit: Intl.RelativeTimeFormatUnit; ms: number }[] = [
  { below: HOUR_MS, unit: 'minute', ms: MINUTE_MS },
  { below: DAY_MS, unit: 'hour', ms: HOUR_MS },
  { below: 30 * DAY_MS, unit: 'day', ms: DAY_MS },
];

/** «5 minutes ago», «yesterday»; after a month the date; nothing when it was just now. */
export function agoText(when: number, now: number, language: Language): string | undefined {
  const past = Math.max(0, now - when);
  if (past < MINUTE_MS) return undefined;
  const step = STEPS.find(({ below }) => past < below);
  if (step === undefined) return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(when);
  const count = Math.floor(past / step.ms);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-count, step.unit);
}
