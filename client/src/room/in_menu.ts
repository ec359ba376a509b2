// What the menu of a room is given by the bar.

import type { JSX } from 'solid-js';
import type { RoomId } from '../protocol/session';
import type { OpenRoom } from './open_room';

export interface InMenu {
  room: RoomId;
  /** What may be done with it as a whole is asked of it. */
  open: Pick<OpenRoom, 'title' | 'ownRole' | 'archived'>;
  /** What is here because the bar is too narrow for it. */
  title: (() => JSX.Element) | undefined;
  share: (() => JSX.Element) | undefined;
}
