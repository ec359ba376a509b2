// The parts of the board at work, as small interfaces: what a function takes says which it uses, and tests give plain objects.
// `surface.ts` is all of them at once, and `Board` alone makes one.

import type { Accessor } from 'solid-js';
import type * as Y from 'yjs';
import type { Purpose, Words } from '../half_written/words';
import type { ElementId, ParticipantId } from '../protocol/session';
import type { Clusters } from './document/clusters';
import type { NoteColor } from './document/note';
import type { Notes } from './document/notes';
import type { Rect } from './document/point';
import type { OwnPresence } from './presence/own_presence';
import type { Peers } from './presence/peers_on_board';
import type { May } from './rights/may';
import type { Standing } from './rights/rights';
import type { Tool } from './tool';
import type { Sight } from './view/sight';
import type { World } from './view/world';

/** What lies on the board. */
export interface Ground {
  readonly notes: Notes;
  readonly clusters: Clusters;
}

/** What lies on the board, to be changed. */
export interface BoardDocument extends Ground {
  readonly doc: Y.Doc;
  /** What of it this person may change. */
  readonly may: May;
  readonly undo: Pick<Y.UndoManager, 'stopCapturing' | 'undo' | 'redo' | 'undoing' | 'redoing'>;
}

/** What is selected: notes, or one cluster, or nothing; and what the keyboard is at. */
export interface Selection {
  readonly selection: Accessor<ReadonlySet<string>>;
  readonly chosen: Accessor<string | null>;
  readonly current: Accessor<string | null>;
  /** Selects exactly these notes. */
  select(ids: Iterable<string>): void;
  /** Selects a cluster, or nothing at all. */
  selectCluster(id: string | null): void;
  setCurrent(id: string | null): void;
}

/** The focus of the page, as far as it concerns the board. */
export interface Focus {
  /** The note or cluster that has it; none while the board itself has it, or something beside the board. */
  focused(): string | null;
  isFocusWithin(): boolean;
  /** Brings a note or cluster into view and puts the keyboard there. */
  focus(id: string): void;
  /** Puts the keyboard on the board, at what it is at now, and moves nothing. */
  takeFocus(): void;
}

/** Where one looks. */
export interface Eye {
  readonly sight: Pick<
    Sight,
    | 'camera'
    | 'size'
    | 'clear'
    | 'clearly'
    | 'covered'
    | 'seen'
    | 'led'
    | 'fit'
    | 'show'
    | 'follow'
    | 'reveal'
    | 'revealToWrite'
    | 'pan'
    | 'zoomAt'
    | 'zoomTo'
    | 'zoomStep'
  >;
  /** Where everything is that can be seen. */
  everything(): Rect[];
}

/** Notes and clusters as they are in the page. */
export interface InPage {
  readonly element: HTMLElement;
  readonly world: Pick<World, 'noteElement' | 'clusterElement' | 'attachedNote' | 'attachedCluster'>;
}

/** What others are told of this page. */
export interface Presenting {
  readonly presence: Pick<OwnPresence, 'tell'>;
}

/** Others on the board. */
export interface Others {
  readonly peers: Pick<Peers, 'writerOf' | 'holderOf' | 'chooserOf'>;
}

/** A field that comes up on a note or a cluster. */
export interface Field {
  /** What is being written in; null while nothing is. */
  readonly id: Accessor<string | null>;
  /** Starts writing; typing goes there at once. `isStill` leaves the camera where it is, unless the field would be out of sight. */
  start(id: string, isStill?: boolean): void;
  /** Takes the keyboard there, so that the first character typed starts the writing. */
  wait(id: string): void;
  /** Writes at the caret. */
  type(words: string): void;
  /** Ends writing, or waiting for it. */
  stop(): void;
}

/** Writing on the board. */
export interface Pen {
  readonly writing: Field & {
    /** Starts writing in a note that was made for that: left empty, it goes again. */
    startNew(id: string): void;
  };
  readonly titling: Field;
}

/** What is counted and going on, for the bars beside the board. */
export interface Overview {
  readonly count: Accessor<number>;
  readonly clusterCount: Accessor<number>;
  /** Something is dragged or drawn just now. */
  readonly busy: Accessor<boolean>;
  /** Single letters are commands: they are switched on, and nothing is selected that typing would write in. */
  areLettersKeys(): boolean;
}

/** What a drag on the board does. */
export interface Toolbox {
  readonly tool: Accessor<Tool>;
  chooseTool(tool: Tool): void;
  /** Takes a tool up, or the hand when it was taken up already. */
  toggleTool(tool: Tool): void;
  /** Until a person chooses, a finger on the empty board moves it and a mouse selects. */
  isToolChosen(): boolean;
}

/** The colour of new notes. */
export interface Palette {
  readonly color: Accessor<NoteColor>;
  readonly setColor: (color: NoteColor) => void;
}

/** What the page around knows and does. */
export interface Surroundings {
  /** Who this page speaks for. */
  me: ParticipantId;
  /** Who writes what stays unknown, or nobody has said yet whether: notes are made without their writer. */
  anonymous: boolean;
  /** The time by the server's clock: one's own would tell one's notes from those of others. */
  nowMs(): number;
  /** False for those who only read, and while nothing on the board may be changed: what else may not be, `May` says. */
  editable: boolean;
  /** Who asks, and which rights hold. */
  standing: Standing;
  /** False until the board's content is known. */
  ready: boolean;
  /** Says something to those who cannot see it. */
  announce(text: string): void;
  /** Says briefly, for all to see, why something was not done. */
  refuse(text: string): void;
  /** Says for all to see, once and without haste, why something may not be done now. */
  explain(text: string): void;
  /** Keeps what this person was writing in something that somebody took away, and says where. */
  keepWords(purpose: Purpose, words: Words): void;
  /** Says where words are whose field went; not to whoever was put out, for whom the page that says so has them. */
  tellKept(): void;
  /** Whether a note or cluster stands in a vote that is open, for whoever may take it away all the same. */
  standsInVote(element: ElementId): boolean;
  /** How many votes a note or cluster got in the last vote on it that is over. */
  votesOn(element: ElementId): number;
  /** The name to show for somebody. */
  nameOf(participant: ParticipantId): string;
  /**
   * While people pack, or new notes wait for a facilitator's nod: where a note is written that is asked for here, unless it is asked for
   * by name for all to see.
   */
  basket?: { readonly isOffered: boolean; open(words: string, area?: ElementId | null): void } | undefined;
  /** Where notes wait for a facilitator's nod somewhere: one is written that waits to come into this area, or anywhere. */
  offerIn?: ((area: ElementId | null) => void) | undefined;
  /** False until it is known whether a new note is for the basket or for all: nobody's words are shown to all by mistake. */
  newNotesKnown: boolean;
}

/** What goes that others miss. */
export interface TakingAway {
  /** How many notes of others go; 0 where too few do to ask. */
  readonly ofOthers: number;
  /** How many of the things that go stand in a vote that is open. */
  readonly votedOn: number;
  /** How many votes they got in votes that are over: what is given in an open one nobody is told. */
  readonly votes: number;
  /** Two clusters become one. The titles of those that stand in a vote that is open. */
  readonly merging?: { readonly stays: string | null; readonly goes: string | null };
}

/** What the board itself asks a person. */
export interface Questions {
  /** Asks whether something that others miss shall go, and takes it away if so. */
  askBefore(question: TakingAway, takeAway: () => void): void;
  /** Asks into which cluster what is selected goes. */
  askWhere(): void;
}

/** The page around, as far as a function asks it. */
export interface Around<Asked extends keyof (Surroundings & Questions)> {
  readonly page: Pick<Surroundings & Questions, Asked>;
}

/** What is asked of a board before it is here is done once it is. */
export interface EarlyRequests {
  readonly earlyRequest: { ask(deed: () => void): void };
}

/** Whether things may be changed, and who hears of it. */
export type EditingPage = Around<'editable' | 'announce' | 'explain' | 'standing'>;
