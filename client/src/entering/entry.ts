// What the page knows of a room before its socket opens.

import type { HalfWrittenStore } from '../half_written/half_written';
import type { ParticipantId, Role, RoomId } from '../protocol/session';

export interface RoomEntry {
  room: RoomId;
  title: string;
  role: Role;
  participant: ParticipantId;
  /** What they have been writing on this page already, before it had a room to show; closed with the room. */
  halfWritten?: HalfWrittenStore;
}
