// Under which client ids this page has written on the board: what was made under them is its writer's own, also where nobody is named.

import type * as Y from 'yjs';
import type { RoomId } from '../protocol/session';
import { parsed, readInTab, storeInTab } from '../storage';

/** As many as are kept over a reload of the tab: an id for each time that names came and went, and for each reload. */
const KEPT_IDS_MAX = 64;

export interface OwnIds {
  has(client: number): boolean;
}

/** Kept for as long as the tab is there, and no longer: on a shared machine the next person is not told who wrote what. */
export function createOwnIds(doc: Y.Doc, room: RoomId): OwnIds {
  const place = `picnic.wrote.${room}`;
  const kept = parsed(readInTab(place));
  const ids = new Set((Array.isArray(kept) ? kept : []).filter((id) => typeof id === 'number'));
  doc.on('beforeTransaction', ({ local }: Y.Transaction) => {
    if (!local || ids.has(doc.clientID)) return;
    ids.add(doc.clientID);
    storeInTab(place, JSON.stringify([...ids].slice(-KEPT_IDS_MAX)));
  });
  return ids;
}
