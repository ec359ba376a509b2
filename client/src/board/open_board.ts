// What the page around knows of the board, the one way to it: what lies there, where one looks, and what covers it.

import { type Accessor, createContext, createSignal, useContext } from 'solid-js';
import type * as Y from 'yjs';
import type { BoardView, ElementId, ParticipantId } from '../protocol/session';
import type { Clusters } from './document/clusters';
import type { Notes } from './document/notes';
import type { Rect } from './document/point';
import type { Sections } from './document/sections';
import type { SessionMarks } from './marks_of_session';
import type { Revealed } from './view/reveals';
import type { Cover } from './view/stage';

export interface OpenBoard {
  readonly notes: Pick<Notes, 'get' | 'lying' | 'listen'>;
  readonly clusters: Pick<Clusters, 'get' | 'all' | 'membersOf' | 'listen'>;
  readonly sections: Pick<Sections, 'all' | 'listen'>;
  /** The selected notes. */
  readonly selection: Accessor<ReadonlySet<string>>;
  /** The selected cluster. Either notes are selected or a cluster is. */
  readonly chosen: Accessor<string | null>;
  select(ids: Iterable<string>): void;
  /** Selects a cluster, or nothing at all. */
  selectCluster(id: string | null): void;
  /**
   * Changes the document in one step of its own to undo. What it returns takes that back, and says false where something else was
   * done since.
   */
  change(make: (doc: Y.Doc) => void): () => boolean;
  /** Shows what the session says of notes. */
  showMarks(marks: SessionMarks): void;
  /** Marks a note that is spoken of beside the board, for this person alone; null takes the mark away. */
  pointAt(id: string | null): void;
  /** Marks several notes likewise, and shows all of them. What it returns takes the marks away, unless others were marked since. */
  showMarked(ids: readonly string[]): () => void;
  /** Puts the keyboard on the board, at what it is at now, and moves nothing. */
  takeFocus(): void;
  /** The board is taken away from under whoever writes on it: the words go on elsewhere. */
  handOver(): void;
  /** Whether this person may change a note or a title now, and make notes in an area, or else where they look. */
  mayChange(element: ElementId): boolean;
  mayAdd(area: ElementId | null): boolean;
  /** Selects a note and asks into which cluster it goes. */
  askWhere(note: ElementId): void;
  /** Makes a note of these words in an area, or else where one looks; false where none may be made there. */
  addNote(text: string, area: ElementId | null): boolean;
  /** Begins to write in a note or title, in sight, with these words at its end; false where that may not be written in. */
  writeOn(element: ElementId, words: string): boolean;
  /** True while a note or title is being written or something is dragged: nobody is led away from that. */
  isAtWork(): boolean;
  /** The text of a note or the title of a cluster; null when it is not there. */
  textOf(element: ElementId): string | null;

  /** What a reveal laid, until somebody touches anything. */
  readonly revealed: Accessor<Revealed | null>;
  /** The part of the window that is the board's; whoever follows this hears when it is another. */
  stage(): Rect;

  /** Moves no more than is needed for a note or cluster to be seen; says whether there is such a one. */
  reveal(id: string): boolean;
  /** The part of the board that this screen shows. */
  seen(): BoardView;
  /** Looks there, all of it, as close as it fits; at once where motion is reduced. */
  goTo(view: BoardView): void;
  /** True while one looks where one was led, and has not moved by oneself since. */
  led(): boolean;
  /** Where somebody else looks; null while they do not tell. */
  viewOf(participant: ParticipantId): BoardView | null;
  /** Whether one can go along with somebody's view: they are here, and people are named. */
  canFollow(participant: ParticipantId): boolean;
  /** Goes along with somebody's view, until one looks around oneself; null stops it. */
  follow(participant: ParticipantId | null): void;
  /** Whose view one goes along with. */
  readonly followed: Accessor<ParticipantId | null>;
  /** Tells others where this screen looks, from now on or no more. */
  tellView(on: boolean): void;
  /** Something is docked beside the board, and what one is led to keeps clear of it, wherever it is by then; null once it is gone. */
  cover(by: string, ask: (() => Cover | null) | null): void;
}

/** Holds the board of a room while it is there, for what stands beside it. */
export interface BoardHolder {
  /** The board at work; nothing until it is in the page. */
  readonly board: Accessor<OpenBoard | undefined>;
  open(board: OpenBoard): void;
  close(): void;
}

export function createBoardHolder(): BoardHolder {
  const [board, setBoard] = createSignal<OpenBoard>();
  return { board, open: setBoard, close: () => setBoard(undefined) };
}

export const BoardHolderContext = createContext<BoardHolder>();

/** The board of the room around; nothing until it is in the page. Throws where there is no room around. */
export function useBoard(): Accessor<OpenBoard | undefined> {
  const holder = useContext(BoardHolderContext);
  if (holder === undefined) throw new Error('no board around');
  return holder.board;
}

/** Whole board units, as the server keeps them. */
export function viewOf({ x, y, width, height }: Rect): BoardView {
  return {
    center: [Math.round(x + width / 2), Math.round(y + height / 2)],
    size: [Math.max(1, Math.round(width)), Math.max(1, Math.round(height))],
  };
}

export function rectOf({ center: [x, y], size: [width, height] }: BoardView): Rect {
  return { x: x - width / 2, y: y - height / 2, width, height };
}
