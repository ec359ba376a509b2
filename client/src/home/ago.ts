// How long ago something was, in words.

import type { Language } from '../protocol/session';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Steps from fine to coarse: a unit is used below its bound. */
const STEPS: readonly { below: number; unit: Intl.RelativeTimeFormatUnit; ms: number }[] = [
  { below: 60 * 60 * 1000, unit: 'minute', ms: 60 * 1000 },
  { below: DAY_MS, unit: 'hour', ms: 60 * 60 * 1000 },
  { below: 30 * DAY_MS, unit: 'day', ms: DAY_MS },
];

/** «5 minutes ago», «yesterday»; after a month the date. */
export function agoText(when: number, now: number, language: Language): string {
  const past = Math.max(0, now - when);
  const step = STEPS.find(({ below }) => past < below);
  if (step === undefined) return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(when);
  const count = Math.floor(past / step.ms);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-count, step.unit);
}
