// «Until Friday 12.00», as people say it.

import { type TextKey, t } from '../i18n';
import { spoken } from '../i18n/languages';
import type { Language } from '../protocol/session';

const DAY_MS = 24 * 60 * 60 * 1000;

/** When a phase ends: today by its time, within a week by its day, later by its date. */
export function untilText(unixMs: number, nowMs: number, language: Language): string {
  const end = new Date(unixMs);
  const time = timeText(end, language);
  const days = Math.round((startOfDay(unixMs) - startOfDay(nowMs)) / DAY_MS);
  if (days <= 0) return t('session.untilToday', { time });
  if (days < 7) return t('session.untilDay', { day: t(`session.untilDay${end.getDay()}` as TextKey), time });
  const { locale, month } = spoken(language);
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month }).format(end);
  return t('session.untilDate', { date, time });
}

function startOfDay(unixMs: number): number {
  return new Date(unixMs).setHours(0, 0, 0, 0);
}

/** 12.00 in Finnish and Swedish of Finland, 12:00 in English. */
function timeText(when: Date, language: Language): string {
  const { hourDigits, timeMark } = spoken(language);
  const padded = (value: number, digits: number) => String(value).padStart(digits, '0');
  return `${padded(when.getHours(), hourDigits)}${timeMark}${padded(when.getMinutes(), 2)}`;
}
