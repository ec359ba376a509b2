// What a room is opened with: what the page knows of it already, and what the page does for it.

import type { HalfWrittenStore } from '../half_written/half_written';
import type { Command, Hello, ParticipantId, RefusalCode, Role, RoomId } from '../protocol/session';
import type { Access } from '../sync/connection';
import type { News } from './server_word';

/** What the page knows of a room before its socket opens. */
export interface RoomEntry {
  room: RoomId;
  title: string;
  role: Role;
  participant: ParticipantId;
  /** What they have been writing on this page already, before it had a room to show; closed with the room. */
  halfWritten?: HalfWrittenStore;
}

export interface RoomEdge {
  /** The name to go by. */
  name(): string;
  /** Asks over HTTP whether we are still let in. */
  checkAccess(): Promise<Access>;
  /** Something that people should know, once each time the page is open. */
  tell(news: News): void;
  /** The server knows us as somebody else than the page thought. */
  onOtherParticipant(hello: Hello): void;
  /** Something asked for on an earlier page was refused. */
  onLateRefusal(code: RefusalCode, command: Command): void;
}
