// Tells others where one points, what is selected, dragged, written in and shown: at most twenty times a second.

import type { Awareness } from 'y-protocols/awareness';
import type { BoardView, ParticipantId } from '../../protocol/session';
import type { Point } from '../document/point';
import { PRESENCE_BYTES_PER_SECOND, PRESENCE_EVERY_MS } from '../limits';
import { type Camera, toBoard } from '../view/camera';
import { bytesOf, type ToldProposal } from './shown_proposal';

/** Board places by the id of what is there. */
export type Places = ReadonlyMap<string, readonly [number, number]>;

/** A line that grows: its last points, x and y in turn, the first of which is its point number `from`. */
export interface SharedLine {
  readonly id: string;
  readonly color?: string;
  readonly width?: number;
  readonly from: number;
  readonly points: readonly number[];
}

export interface BoardPresence {
  cursor: [number, number] | null;
  /** Ids of notes, or of one cluster. */
  selection: string[];
  /** Where notes are, and the corners of clusters. */
  drag: { notes: Places; clusters?: Places } | null;
  /** The note, or the cluster whose title, is being written. */
  editing: string | null;
  /** The part of the board that is seen, while others follow. */
  view: BoardView | null;
  /** Whose view this page goes along with, so that they tell it; null for nobody's. */
  follows: ParticipantId | null;
  /** That this page knows that people are named: until then the server shows nothing that was begun without a name. */
  named: boolean;
  /** Suggestions that a facilitator shows to all; believed of nobody else. */
  proposal: ToldProposal | null;
  /** The stroke that is being drawn; as nearly always, not there. */
  pen?: SharedLine | undefined;
  /** Where a laser points; likewise. */
  laser?: SharedLine | undefined;
}

const NOTHING: BoardPresence = {
  cursor: null,
  selection: [],
  drag: null,
  editing: null,
  view: null,
  follows: null,
  named: false,
  proposal: null,
};

/** As it goes out, what is not there is left out. */
const UNDRAWN = { pen: undefined, laser: undefined };

export class OwnPresence {
  private readonly told: BoardPresence = { ...NOTHING };
  private everyMs = PRESENCE_EVERY_MS;
  private waiting: ReturnType<typeof setTimeout> | null = null;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly awareness: Awareness) {}

  /** Notes what is new; it goes out at once, or when the last telling is long enough ago. */
  tell(news: Partial<BoardPresence>): void {
    Object.assign(this.told, news);
    if (news.proposal !== undefined) this.everyMs = paceOf(news.proposal);
    if (this.waiting !== null) return;
    const wait = this.toldAt + this.everyMs - performance.now();
    if (wait <= 0) this.send();
    else this.waiting = setTimeout(this.send, wait);
  }

  /** Sends what waits, so that it is not overtaken by a change of the document. */
  flush(): void {
    if (this.waiting !== null) this.send();
  }

  /** People are named from now on, or are not: nothing of what was begun so far is shown any more. */
  startAnew(named: boolean): void {
    this.tell({ named, cursor: null, selection: [], drag: null, editing: null, ...UNDRAWN });
    this.flush();
  }

  close(): void {
    Object.assign(this.told, NOTHING, UNDRAWN);
    this.send();
  }

  private readonly send = () => {
    if (this.waiting !== null) clearTimeout(this.waiting);
    this.waiting = null;
    this.toldAt = performance.now();
    const state = this.awareness.getLocalState();
    // While there is no state this page is leaving or offline; the next telling carries everything.
    if (state !== null)
      this.awareness.setLocalState({ ...state, ...this.told, drag: asJson(this.told.drag) });
  };
}

/** A cursor that moves over a large proposal takes it along each time, and so moves in longer steps. */
function paceOf(proposal: ToldProposal | null): number {
  const bytes = proposal === null ? 0 : bytesOf(proposal);
  return Math.max(PRESENCE_EVERY_MS, (bytes / PRESENCE_BYTES_PER_SECOND) * 1_000);
}

/** A drag as it goes out. An entry named `__proto__` is one like the others: `fromEntries` makes properties, and assigns none. */
function asJson(drag: BoardPresence['drag']): object | null {
  if (drag === null) return null;
  const { notes, clusters } = drag;
  return {
    notes: Object.fromEntries(notes),
    ...(clusters !== undefined && { clusters: Object.fromEntries(clusters) }),
  };
}

/** Where a place on the screen is on the board, as others are told it: in whole board pixels. */
export function cursorAt(camera: Camera, at: Point): [number, number] {
  const { x, y } = toBoard(camera, at);
  return [Math.round(x), Math.round(y)];
}
