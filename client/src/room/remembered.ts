// What this browser remembers of a room between two visits, and the name of its tab meanwhile.

import { createEffect, createMemo, untrack } from 'solid-js';
import { knownRooms, rememberRoom } from '../entering/known_rooms';
import { t } from '../i18n';
import { listenToPage } from '../look/page_in_sight';
import { isForBasket } from '../session/new_notes';
import type { OpenRoom } from './open_room';

/** Whether people packed, or offered notes, when this browser last heard of the room; undefined where it never did. */
export function packedBefore(room: OpenRoom): boolean | undefined {
  return untrack(knownRooms).find(({ id }) => id === room.id)?.packing;
}

/** When this browser was last here; undefined where it never was. */
export function lastHere(room: OpenRoom): number | undefined {
  return untrack(knownRooms).find(({ id }) => id === room.id)?.when;
}

/** Remembers the room as it is now, and what was known of packing before until its session tells more. */
export function rememberWhileOpen(room: OpenRoom, packedBefore: boolean | undefined): void {
  const packingNow = createMemo(() => {
    const state = room.session.state();
    return state === null ? undefined : isForBasket(state, room.role());
  });
  function remember(): void {
    const packing = packingNow() ?? packedBefore;
    const known = {
      id: room.id,
      title: room.title(),
      participant: room.me,
      role: room.role(),
      when: Date.now(),
    };
    rememberRoom(packing === undefined ? known : { ...known, packing });
  }
  createEffect(() => {
    const title = room.title();
    document.title = `${title || t('app.untitled')} · ${t('app.name')}`;
    remember();
  });
  // What one saw until one left is not new when one comes back.
  listenToPage(() => untrack(remember));
}
