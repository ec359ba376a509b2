// What the server answers over HTTP of a room's past and its bin, and how it is asked.

import { askRoom } from '../entering/pass';
import { jsonIn } from '../http/answer';
import type { ElementId, ParticipantId, PhaseId, RoomId } from '../protocol/session';

/** What stands in an element's entry of the board's document, texts as words. */
export type AnsweredFields = { readonly [field: string]: unknown };

/** Elements by id; null for those that are gone. */
export type AnsweredElements = { readonly [id: string]: AnsweredFields | null };

/** The maps of the board's document in which elements lie. */
export const ROOTS = ['sections', 'clusters', 'notes', 'strokes'] as const;
export type Root = (typeof ROOTS)[number];

/** Something that was taken away: an element, or the words of a title whose element is on the board still. */
export interface BinItem {
  readonly id: number;
  readonly root: Root | 'meta';
  readonly key: ElementId;
  /** False for a title that was emptied: of the element at `key`, or of the room. */
  readonly whole: boolean;
  readonly fields: AnsweredFields;
  /** Who took it away; none where nobody learns who did what. */
  readonly by: ParticipantId | null;
  readonly atMs: number;
  /** What was taken away at once has the same number. */
  readonly batch: number;
}

/** `GET /api/rooms/{room}/bin`, newest first. */
export interface BinAnswer {
  readonly items: readonly BinItem[];
}

/** The board as it was at a moment: the first frame whole, each later one as what changed since the one before. */
export interface Frame {
  readonly atMs: number;
  readonly phase: PhaseId | null;
  /** Who changed something in the time before it; empty where nobody learns that. */
  readonly people: readonly ParticipantId[];
  readonly title?: string;
  readonly notes?: AnsweredElements;
  readonly clusters?: AnsweredElements;
  readonly sections?: AnsweredElements;
  readonly strokes?: AnsweredElements;
}

/** `GET /api/rooms/{room}/history`, oldest first. */
export interface HistoryAnswer {
  readonly frames: readonly Frame[];
  /** How long it is kept; null for as long as the room. */
  readonly keptDays: number | null;
}

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
