// Who else is here and what they point at, read from presence that anybody may have written.

import type { BoardView } from '../../protocol/session';
import { readPlace } from '../document/note';
import type { Point } from '../document/point';
import { PEERS_MAX, SHARED_DRAG_NOTES_MAX, SHARED_SELECTION_MAX } from '../limits';

/** One connection of somebody else. */
export interface Peer {
  readonly client: number;
  /** The participant's id; empty for a foreign client that says none. */
  readonly id: string;
  /** The name they carry in presence; empty when none. */
  readonly name: string;
  readonly cursor: Point | null;
  readonly selection: readonly string[];
  /** Where the notes are that they are dragging. */
  readonly drag: ReadonlyMap<string, Point>;
  /** Where the corners of the clusters are that they are dragging. */
  readonly clusterDrag: ReadonlyMap<string, Point>;
  /** The note, or the cluster whose title, they are writing. */
  readonly editing: string | null;
  /** The part of the board that they see, while they tell. */
  readonly view: BoardView | null;
  /** Whom they go along with; empty for nobody. */
  readonly follows: string;
}

const NAME_SHOWN_MAX = 80;

export function readPeers(states: ReadonlyMap<number, unknown>, own: number): Peer[] {
  const peers: Peer[] = [];
  for (const [client, state] of states) {
    if (client === own || !isRecord(state)) continue;
    if (peers.length === PEERS_MAX) break;
    const user = isRecord(state.user) ? state.user : {};
    peers.push({
      client,
      id: readString(user.id),
      name: readString(user.name).slice(0, NAME_SHOWN_MAX),
      cursor: readPoint(state.cursor),
      selection: readIds(state.selection),
      drag: readDrag(state.drag, 'notes'),
      clusterDrag: readDrag(state.drag, 'clusters'),
      editing: readString(state.editing) || null,
      view: readView(state.view),
      follows: readString(state.follows),
    });
  }
  return peers;
}

function readView(value: unknown): BoardView | null {
  if (!isRecord(value)) return null;
  const center = readPoint(value.center);
  const size = readPoint(value.size);
  if (center === null || size === null || size.x < 1 || size.y < 1) return null;
  return { center: [center.x, center.y], size: [size.x, size.y] };
}

function readDrag(value: unknown, of: 'notes' | 'clusters'): Map<string, Point> {
  const places = new Map<string, Point>();
  const dragged = isRecord(value) ? value[of] : null;
  if (!isRecord(dragged)) return places;
  for (const [id, place] of Object.entries(dragged)) {
    if (places.size === SHARED_DRAG_NOTES_MAX) break;
    const point = readPoint(place);
    if (point !== null) places.set(id, point);
  }
  return places;
}

function readIds(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, SHARED_SELECTION_MAX).filter((id): id is string => typeof id === 'string');
}

function readPoint(value: unknown): Point | null {
  if (!Array.isArray(value) || !value.slice(0, 2).every((part) => Number.isFinite(part))) return null;
  if (value.length < 2) return null;
  const [x, y] = readPlace(value);
  return { x, y };
}

function readString(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
