// What the menu of a room is given by the bar.

import type { JSX } from 'solid-js';
import type { RoomId } from '../protocol/session';

export interface InMenu {
  room: RoomId;
  /** What is here because the bar is too narrow for it. */
  title: (() => JSX.Element) | undefined;
  share: (() => JSX.Element) | undefined;
}
