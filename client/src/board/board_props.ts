// What the board is given by the page around.

import type { JSX } from 'solid-js';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { ElementId, ParticipantId, RoomId } from '../protocol/session';
import type { Point } from './document/point';
import type { BoardBeneath, Overlay } from './overlay';
import type { Surroundings } from './parts';

export interface BoardProps extends Surroundings {
  /** The shared document. */
  doc: Y.Doc;
  /** Presence. The board sets what of it is its own (`BoardPresence`), and nothing else. */
  awareness: Awareness;
  /** The room whose board it is. */
  room: RoomId;
  /** Client ids under which the server lays notes. */
  laidUnder: ReadonlySet<number>;
  /** What the server lays now is for all to look at. */
  laidForAll: boolean;
  /** A reveal is what goes on now: what the server lays together flies there from whoever wrote it. */
  isReveal?: boolean;
  /** How many people sit around the blanket, and where on the screen somebody does. */
  seats?(): number;
  faceOf?(participant: ParticipantId | null): Point | null;
  /** Whoever follows this hears when any name may be another. */
  followNames(): void;
  /** What is written from now on goes under another id than what was written before. */
  writeAsAnother(): void;
  /** What else can be done to the one note that is selected, in its bar. */
  forNote?(note: ElementId): JSX.Element;
  /** What can be said to a note, or to the cluster that it is read in, while that is read note by note. */
  forReading?(note: ElementId, cluster: ElementId): JSX.Element;
  /** It shows how the board was, beside the one that is at work. */
  past?: boolean;
  /** What may come over the board. */
  over?(board: BoardBeneath): Overlay;
}
