// When this browser was last in a room, in words: the time while it is the same day, else the day.

import { spoken } from '../i18n/languages';
import type { Language } from '../protocol/session';

/** «today at 09:40» is put together by whoever shows it. */
export type When = { readonly time: string } | { readonly date: string };

export function whenIn(when: number, now: number, language: Language): When {
  const { locale, hourDigits, timeMark } = spoken(language);
  const then = new Date(when);
  if (then.toDateString() === new Date(now).toDateString()) {
    const hours = String(then.getHours()).padStart(hourDigits, '0');
    return { time: `${hours}${timeMark}${String(then.getMinutes()).padStart(2, '0')}` };
  }
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' }).format(then);
  return { date: `${weekday} ${dayIn(when)}` };
}

/** «12.11.2026», as all three languages here read it. */
export function dayIn(when: number): string {
  const then = new Date(when);
  return `${then.getDate()}.${then.getMonth() + 1}.${then.getFullYear()}`;
}
