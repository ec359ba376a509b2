// Which words say how long the room is kept while nobody is there: an empty one goes sooner. Pure.

import type { TextKey } from '../i18n';
import type { KeptFor } from '../protocol/session';

const DAY_HOURS = 24;

/** The text, and the number that it tells; null where the room is kept for good. */
export function roomKept({
  roomDays,
  emptyRoomHours: hours,
}: KeptFor): { readonly text: TextKey; readonly count: number } | null {
  if (hours !== null && (roomDays === null || hours < roomDays * DAY_HOURS))
    return hours % DAY_HOURS === 0
      ? { text: 'links.keptEmptyDays', count: hours / DAY_HOURS }
      : { text: 'links.keptEmptyHours', count: hours };
  return roomDays === null ? null : { text: 'links.kept', count: roomDays };
}
