// Where new notes go in the open room: what its board is told of it, and the way into the basket.

import { createMemo } from 'solid-js';
import { newNotesIn } from '../session/new_notes';
import { wayToBasket } from '../session/tasks/way_to_basket';
import type { OpenRoom } from './open_room';

export type NewNotesInRoom = ReturnType<typeof createNewNotes>;

/** `packedBefore` as in `newNotesIn`. */
export function createNewNotes(room: OpenRoom, packedBefore: boolean | undefined) {
  const newNotes = createMemo(() =>
    newNotesIn({ state: room.session.state(), role: room.role(), offline: room.offline(), packedBefore }),
  );
  return {
    /** The way into one's own basket, while people pack. */
    basket: createMemo(() =>
      newNotes() === 'basket' ? { open: (words: string) => wayToBasket()?.open(words) } : undefined,
    ),
    /** It is known where they go, and the way there is open. */
    known: () => newNotes() === 'board' || (newNotes() === 'basket' && wayToBasket() !== null),
  };
}
