// When something was, as people say it: the time of day, with the day where that is another.

import { language } from '../i18n';
import type { Language } from '../protocol/session';
import { dayText, startOfDay, timeText } from '../session/until';

/** «10.24», «13.5. 10.24». */
export function momentText(atMs: number, nowMs = Date.now(), saidIn: Language = language()): string {
  const time = timeText(atMs, saidIn);
  return startOfDay(atMs) === startOfDay(nowMs) ? time : `${dayText(atMs, saidIn)} ${time}`;
}
