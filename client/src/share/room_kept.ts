// Which words say how long the room is kept while nobody is there: an empty one goes sooner. Pure.

import type { TextKey } from '../i18n';
import type { KeptFor } from '../protocol/session';

const DAY_HOURS = 24;

interface RoomKept {
  readonly text: TextKey;
  /** The number that it tells. */
  readonly count: number;
  /** How long it is kept once it is empty no more. */
  readonly afterwards?: TextKey;
}

/** Null where the room is kept for good. */
export function roomKept({ roomDays, emptyRoomHours: hours }: KeptFor): RoomKept | null {
  if (hours !== null && (roomDays === null || hours < roomDays * DAY_HOURS)) {
    const afterwards = roomDays === null ? 'links.staysForGood' : 'links.staysLonger';
    return hours % DAY_HOURS === 0
      ? { text: 'links.keptEmptyDays', count: hours / DAY_HOURS, afterwards }
      : { text: 'links.keptEmptyHours', count: hours, afterwards };
  }
  return roomDays === null ? null : { text: 'links.kept', count: roomDays };
}
