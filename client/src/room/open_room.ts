// One open room: its document, its line, what this browser keeps of it, and what the page shows of all that.

import { createSignal } from 'solid-js';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { syncAddress } from '../entering/address';
import type { RoomEntry } from '../entering/entry';
import { passFor } from '../entering/pass';
import type { HalfWrittenStore } from '../half_written/half_written';
import type { People } from '../people/people';
import type { ParticipantId, Role, RoomId, ServerMessage, Tokens } from '../protocol/session';
import type { OwnWords } from '../session/late_words';
import type { Session } from '../session/session';
import { goStale } from '../stale/stale';
import type { Connection, Refusal } from '../sync/connection';
import { type Keep, keepInBrowser } from '../sync/keep';
import { Line } from '../sync/line';
import type { SavedWord } from '../sync/saving';
import type { RoomEdge } from './edge';
import { listenToLeaving } from './leaving';
import { createOwnIds } from './own_ids';
import { createOwnPresence, type OwnPresence } from './own_presence';
import { createShownRoom, type ShownRoom } from './shown_room';

export interface OpenRoom {
  id: RoomId;
  me: ParticipantId;
  doc: Y.Doc;
  awareness: Awareness;
  /** Client ids under which the server lays notes. */
  laidUnder: ReadonlySet<number>;
  /** Whether this page wrote under that client id. */
  wroteUnder(client: number): boolean;
  people: People;
  session: Session;
  /** What this person is in the middle of writing. */
  halfWritten: HalfWrittenStore;
  /** What this page wrote on the board. */
  ownWords: OwnWords;
  /** What this person may do here now. */
  role(): Role;
  /** What they are, also while the room is archived and nobody may do anything. */
  ownRole(): Role;
  /** Whether the room is archived: it is read, and nothing in it changes. */
  archived(): boolean;
  /** There is something to show: kept from the last time, or from the server. */
  ready(): boolean;
  title(): string;
  /** A later version of picnic made the board: it is shown, and not changed. */
  newer(): boolean;
  setTitle(title: string): void;
  /** Secrets of the links this person may pass on. */
  tokens(): Tokens;
  savedWord(): SavedWord;
  /** The server was asked for and has not answered. */
  offline(): boolean;
  /** Set when the server will not have us any more. */
  refusal(): Refusal | undefined;
  /** The server would have us again. */
  comeBack(): void;
  /** What is written from now on goes under another id than what was written before. */
  writeAsAnother(): void;
  /** Hears what the server says, until the returned function is called. */
  listen(hear: (message: ServerMessage) => void): () => void;
  /** Tells the others a new name. */
  rename(): void;
  close(): void;
}

/** Opens a room: shows what this browser kept at once, and keeps in touch with the server. */
export function openRoom(entry: RoomEntry, edge: RoomEdge): OpenRoom {
  const doc = new Y.Doc();
  const ownIds = createOwnIds(doc, entry.room);
  const presence = createOwnPresence(entry.participant, edge.name, () => word.role());
  const { awareness, introduce } = presence;
  const shown = createShownRoom(entry, edge, doc, ownIds, { line: () => line, introduce });
  const { people, about, halfWritten, word, state, end } = shown;
  const listeners = new Set<(message: ServerMessage) => void>();
  const { line, keep, ready, stop } = keepInTouch(entry, edge, doc, awareness, shown, (message) => {
    for (const hear of listeners) hear(message);
  });

  introduce();
  const stopListening = restWhileAway(presence, line, shown);

  return {
    id: entry.room,
    me: entry.participant,
    doc,
    awareness,
    laidUnder: word.laidUnder,
    wroteUnder: (client) => ownIds.has(client),
    people,
    session: end.session,
    halfWritten,
    ownWords: shown.ownWords,
    role: shown.role,
    ownRole: word.role,
    archived: shown.archived,
    ready,
    title: about.title,
    newer: about.newer,
    setTitle: about.setTitle,
    tokens: word.tokens,
    savedWord: state.savedWord,
    offline: state.offline,
    refusal: state.refusal,
    comeBack: () => line.comeBack(),
    writeAsAnother: () => line.writeAsAnother(),
    listen(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    rename() {
      introduce();
      line.say({ type: 'name', name: edge.name() });
    },
    close() {
      stop();
      stopListening();
      halfWritten.close();
      presence.hide();
      line.destroy();
      keep.destroy();
      awareness.destroy();
      doc.destroy();
    },
  };
}

/** The line to the server, and what this browser keeps of the document: it comes first, and tells whether there is something to show. */
function keepInTouch(
  entry: RoomEntry,
  edge: RoomEdge,
  doc: Y.Doc,
  awareness: Awareness,
  { word, state, end }: ShownRoom,
  hear: (message: ServerMessage) => void,
) {
  const [ready, setReady] = createSignal(false);
  let isOver = false;

  const line = new Line({
    url: syncAddress(entry.room, document.baseURI),
    pass: () => passFor(entry.room),
    doc,
    awareness,
    name: edge.name,
    async checkAccess() {
      const access = await edge.checkAccess();
      state.hear.away(access.is !== 'in');
      return access;
    },
    onBetween: state.hear.between,
    onCrowded: state.hear.crowded,
    onConnection: follow,
    onSaving: state.hear.saving,
    onSession(message) {
      end.hear(message);
      word.hear(message);
      hear(message);
    },
  });
  const keep: Keep = keepInBrowser(doc, {
    room: entry.room,
    participant: entry.participant,
    live: state.isLive,
    onWorking: state.hear.boardKept,
    onCalled: end.recall,
  });
  keep.loaded.then(() => {
    if (isOver) return;
    if (doc.store.clients.size > 0) setReady(true);
    line.start();
  });

  function follow(next: Connection): void {
    state.hear.connection(next);
    if (next.at === 'stopped') goStale('notUnderstood');
    if (next.at !== 'live' && next.at !== 'syncing') end.lose();
    if (next.at !== 'live') {
      if (state.hasUnsaved()) keep.callOthers();
      return;
    }
    keep.look();
    setReady(true);
  }

  return {
    line,
    keep,
    ready,
    /** What this browser kept may come still: nothing is begun then. */
    stop() {
      isOver = true;
    },
  };
}

/** While the page is away others see nobody here, and its line rests; asks before words are lost with it. Returns what stops that. */
function restWhileAway(
  presence: OwnPresence,
  line: Line,
  { state, end, halfWritten }: ShownRoom,
): () => void {
  return listenToLeaving({
    hide() {
      presence.hide();
      line.rest();
    },
    show() {
      presence.show();
      line.start();
    },
    wouldLose() {
      const isWaiting = state.hasUnsaved() || end.session.waiting() > 0;
      return (isWaiting && !state.allKept()) || !halfWritten.isKept();
    },
  });
}
