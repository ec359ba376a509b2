// What the server answers over HTTP of a room's past and its bin, and how it is asked.

import { askRoom } from '../entering/pass';
import { jsonIn } from '../http/answer';
import type { components } from '../protocol/http';
import type { RoomId } from '../protocol/session';

type Schemas = components['schemas'];

/** What stands in an element's entry of the board's document, texts as words: whatever anybody wrote there. */
export type AnsweredFields = { readonly [field: string]: unknown };

/** Elements by id; null for those that are gone. */
export type AnsweredElements = { readonly [id: string]: AnsweredFields | null };

/** The maps of the board's document in which elements lie. */
export const ROOTS = ['sections', 'clusters', 'notes', 'strokes', 'connectors'] as const;
export type Root = (typeof ROOTS)[number];

/** Whether elements lie in that map. */
export function isRoot(name: string): name is Root {
  return ROOTS.some((root) => root === name);
}

/**
 * Something that was taken away: an element, or the words of a title whose element is on the board still. The room's own is that of
 * the root `meta`.
 */
export type BinItem = Readonly<Schemas['BinItem']>;

/** `GET /api/rooms/{room}/bin`, newest first. */
export type BinAnswer = Schemas['Bin'];

/** The board as it was at a moment: the first frame whole, each later one as what changed since the one before. */
export type Frame = Omit<Schemas['HistoryFrame'], Root> & { readonly [root in Root]?: AnsweredElements };

/** `GET /api/rooms/{room}/history`, oldest first. */
export type HistoryAnswer = Omit<Schemas['History'], 'frames'> & { readonly frames: readonly Frame[] };

/** What the bin holds; none where it did not come. */
export async function fetchBin(room: RoomId): Promise<BinAnswer | undefined> {
  return (await get(room, `api/rooms/${room}/bin`)) as BinAnswer | undefined;
}

/** The room's past, from the last frame before `sinceMs` on where that is given; none where it did not come. */
export async function fetchHistory(room: RoomId, sinceMs?: number): Promise<HistoryAnswer | undefined> {
  const since = sinceMs === undefined ? '' : `?since=${Math.round(sinceMs)}`;
  return (await get(room, `api/rooms/${room}/history${since}`)) as HistoryAnswer | undefined;
}

async function get(room: RoomId, path: string): Promise<unknown> {
  const reply = await askRoom(room, path, { method: 'GET' });
  return reply.from === 'server' && reply.ok ? await jsonIn(reply.response) : undefined;
}
