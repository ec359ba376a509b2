// «Until Friday 12.00», «6.12.», as people say it.

import { type TextKey, t } from '../i18n';
import { spoken } from '../i18n/languages';
import type { Language } from '../protocol/session';

const DAY_MS = 24 * 60 * 60 * 1000;

/** When a phase ends: today by its time, within a week by its day, later by its date. */
export function untilText(unixMs: number, nowMs: number, language: Language): string {
  const time = timeText(unixMs, language);
  const days = Math.round((startOfDay(unixMs) - startOfDay(nowMs)) / DAY_MS);
  if (days <= 0) return t('session.untilToday', { time });
  const day = new Date(unixMs).getDay();
  if (days < 7) return t('session.untilDay', { day: t(`session.untilDay${day}` as TextKey), time });
  return t('session.untilDate', { date: dayText(unixMs, language), time });
}

export function startOfDay(unixMs: number): number {
  return new Date(unixMs).setHours(0, 0, 0, 0);
}

/** «6.12.», «6 december», «6 December». */
export function dayText(unixMs: number, language: Language): string {
  const { locale, month } = spoken(language);
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month }).format(unixMs);
}

/** 12.00 in Finnish and Swedish of Finland, 12:00 in English. */
export function timeText(unixMs: number, language: Language): string {
  const { hourDigits, timeMark } = spoken(language);
  const when = new Date(unixMs);
  const padded = (value: number, digits: number) => String(value).padStart(digits, '0');
  return `${padded(when.getHours(), hourDigits)}${timeMark}${padded(when.getMinutes(), 2)}`;
}
