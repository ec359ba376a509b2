// When something was, as people say it: the time of day, with the day where that is another.

import { language } from '../i18n';
import { spoken } from '../i18n/languages';

/** «10.24», «13.5. 10.24». */
export function momentText(atMs: number, nowMs = Date.now()): string {
  const { locale } = spoken(language());
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(atMs);
  const dayOf = (ms: number) => new Date(ms).toDateString();
  if (dayOf(atMs) === dayOf(nowMs)) return time;
  return `${new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric' }).format(atMs)} ${time}`;
}
