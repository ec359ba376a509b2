// One open room: its document, its line, what this browser keeps of it, and what the page shows of all that.

import { createSignal } from 'solid-js';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { participantColour } from '../board/presence/colour';
import { createHalfWritten, type HalfWrittenStore } from '../half_written/half_written';
import { shelfOf } from '../half_written/shelf';
import { createPeople, type People } from '../people/people';
import type { Command, Hello, ParticipantId, RefusalCode, Role, RoomId, Tokens } from '../protocol/session';
import { createSession } from '../session/create_session';
import { newSessionId } from '../session/ids';
import { keepRefused } from '../session/refused_words';
import type { Session } from '../session/session';
import { goStale, hearVersion } from '../stale/stale';
import type { Access, Connection, Refusal } from '../sync/connection';
import { type Keep, keepInBrowser } from '../sync/keep';
import { Line } from '../sync/line';
import type { SavedWord } from '../sync/saving';
import { createAbout } from './about';
import { syncAddress } from './address';
import { listenToLeaving } from './leaving';
import { createLineState } from './line_state';
import { passFor } from './pass';
import { createServerWord, type News } from './server_word';

/** What the page knows of a room before its socket opens. */
export interface RoomEntry {
  room: RoomId;
  title: string;
  role: Role;
  participant: ParticipantId;
}

export interface RoomEdge {
  /** The name to go by. */
  name(): string;
  /** Asks over HTTP whether we are still let in. */
  checkAccess(): Promise<Access>;
  /** Something that people should know, once each time the page is open. */
  tell(news: News): void;
  /** The server knows us as somebody else than the page thought. */
  onOtherParticipant(hello: Hello): void;
  /** Something asked for on an earlier page was refused. */
  onLateRefusal(code: RefusalCode, command: Command): void;
}

export interface OpenRoom {
  id: RoomId;
  me: ParticipantId;
  doc: Y.Doc;
  awareness: Awareness;
  /** Client ids under which the server lays notes. */
  laidUnder: ReadonlySet<number>;
  people: People;
  session: Session;
  /** What this person is in the middle of writing. */
  halfWritten: HalfWrittenStore;
  role(): Role;
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
  /** Tells the others a new name. */
  rename(): void;
  close(): void;
}

/** Opens a room: shows what this browser kept at once, and keeps in touch with the server. */
export function openRoom(entry: RoomEntry, edge: RoomEdge): OpenRoom {
  const doc = new Y.Doc();
  // Presence has an id of its own: what is written carries the document's, and nobody is to learn whose that is.
  const awareness = new Awareness(new Y.Doc());
  const people = createPeople(entry.participant);
  const about = createAbout(doc, entry.title);

  const [ready, setReady] = createSignal(false);
  const halfWritten = createHalfWritten({
    me: entry.participant,
    shelf: shelfOf(entry.room, entry.participant, newSessionId()),
    nowMs: Date.now,
    newId: newSessionId,
  });
  const word = createServerWord({
    me: entry.participant,
    role: entry.role,
    about,
    people,
    tell: edge.tell,
    onOtherParticipant: edge.onOtherParticipant,
    onVersion: hearVersion,
    introduce,
    writeAsAnother: () => line.writeAsAnother(),
    isAnonymous: () => session.state()?.journey.anonymous,
  });
  const state = createLineState({
    role: word.role,
    locked: () => session.state()?.journey.locked === true,
    waiting: () => session.waiting(),
  });
  const end = createSession({
    room: entry.room,
    me: entry.participant,
    role: word.role,
    live: state.isLive,
    carry: (message) => line.command(message),
    askTime: () => line.say({ type: 'time' }),
    onKept: state.hear.commandsKept,
    onRefused: (command, as) => keepRefused(halfWritten, command, as, end.session.state()),
    onLateRefusal: edge.onLateRefusal,
  });
  const { session } = end;

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
    },
  });
  const keep: Keep = keepInBrowser(doc, {
    room: entry.room,
    participant: entry.participant,
    live: state.isLive,
    onWorking: state.hear.boardKept,
    onCalled: end.recall,
  });
  let closed = false;
  keep.loaded.then(() => {
    if (closed) return;
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

  /** Tells the others who we are. */
  function introduce(): void {
    const { ink } = participantColour(entry.participant);
    awareness.setLocalStateField('user', {
      id: entry.participant,
      name: edge.name(),
      role: word.role(),
      color: ink,
    });
  }
  introduce();

  let presence = awareness.getLocalState();
  const stopListening = listenToLeaving({
    hide() {
      presence = awareness.getLocalState();
      awareness.setLocalState(null);
      line.rest();
    },
    show() {
      awareness.setLocalState(presence);
      line.start();
    },
    wouldLose() {
      const isWaiting = state.hasUnsaved() || session.waiting() > 0;
      return (isWaiting && !state.allKept()) || !halfWritten.isKept();
    },
  });

  return {
    id: entry.room,
    me: entry.participant,
    doc,
    awareness,
    laidUnder: word.laidUnder,
    people,
    session,
    halfWritten,
    role: word.role,
    ready,
    title: about.title,
    newer: about.newer,
    setTitle: about.setTitle,
    tokens: word.tokens,
    savedWord: state.savedWord,
    offline: state.offline,
    refusal: state.refusal,
    comeBack: () => line.comeBack(),
    rename() {
      introduce();
      line.say({ type: 'name', name: edge.name() });
    },
    close() {
      closed = true;
      stopListening();
      halfWritten.close();
      awareness.setLocalState(null);
      line.destroy();
      keep.destroy();
      awareness.destroy();
      doc.destroy();
    },
  };
}
