// Where new notes go in the open room: what its board is told of it, and the way into the basket.

import { createMemo } from 'solid-js';
import { isToOffer } from '../board/rights/rights';
import type { ElementId } from '../protocol/session';
import { isPacking, newNotesIn } from '../session/new_notes';
import { wayToBasket } from '../session/tasks/way_to_basket';
import type { OpenRoom } from './open_room';

export type NewNotesInRoom = ReturnType<typeof createNewNotes>;

/** `packedBefore` as in `newNotesIn`. */
export function createNewNotes(room: OpenRoom, packedBefore: boolean | undefined) {
  const newNotes = createMemo(() =>
    newNotesIn({ state: room.session.state(), role: room.role(), offline: room.offline(), packedBefore }),
  );
  const isPackingNow = createMemo(() => {
    const state = room.session.state();
    return state !== null && isPacking(state);
  });
  const openBasket = (words: string, area?: ElementId | null) => wayToBasket()?.open(words, area);
  const offersSomewhere = createMemo(() => {
    const rights = room.session.state()?.journey.rights;
    return rights !== undefined && isToOffer(room.role(), rights);
  });
  return {
    /** The way to a note that waits for a facilitator's nod, while there are such and one is not to be packed. */
    offerIn: createMemo(() =>
      offersSomewhere() && wayToBasket() !== null
        ? (area: ElementId | null) => void openBasket('', area)
        : undefined,
    ),
    /** The way into one's own basket, while people pack or offer notes. */
    basket: createMemo(() =>
      newNotes() === 'basket' ? { isOffered: !isPackingNow(), open: openBasket } : undefined,
    ),
    /** It is known where they go, and the way there is open. */
    known: () => newNotes() === 'board' || (newNotes() === 'basket' && wayToBasket() !== null),
  };
}
