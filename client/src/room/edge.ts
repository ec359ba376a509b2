// What the page does for a room that is opened.

import type { Command, Hello, RefusalCode } from '../protocol/session';
import type { Access } from '../sync/connection';
import type { News } from './server_word';

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
