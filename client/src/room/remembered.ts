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

/** When this browser was last here, by the server's clock where that told the time; undefined where it never was. */
export function lastHere(room: OpenRoom): number | undefined {
  const known = untrack(knownRooms).find(({ id }) => id === room.id);
  return known?.seenMs ?? known?.when;
}

/** Remembers the room as it is now, and what was known of packing before until its session tells more. */
export function rememberWhileOpen(room: OpenRoom, packedBefore: boolean | undefined): void {
  const seenBefore = lastHere(room);
  const isHeard = createMemo(() => room.session.state() !== null);
  const packingNow = createMemo(() => {
    const state = room.session.state();
    return state === null ? undefined : isForBasket(state, room.role());
  });
  function remember(): void {
    const packing = packingNow() ?? packedBefore;
    // Whoever comes and goes before the server said anything has seen nothing new.
    const seenMs = isHeard() ? untrack(room.session.nowMs) : seenBefore;
    rememberRoom({
      id: room.id,
      title: room.title(),
      participant: room.me,
      role: room.ownRole(),
      ...(room.archived() ? { archived: true } : {}),
      when: Date.now(),
      ...(packing === undefined ? {} : { packing }),
      ...(seenMs === undefined ? {} : { seenMs }),
    });
  }
  createEffect(() => {
    const title = room.title();
    document.title = `${title || t('app.untitled')} · ${t('app.name')}`;
    remember();
  });
  // What one saw until one left is not new when one comes back.
  listenToPage(() => untrack(remember));
}
