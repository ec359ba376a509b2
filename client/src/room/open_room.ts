// One open room: its document, its line, what this browser keeps of it, and what the page shows of all that.

import { createSignal } from 'solid-js';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { hasBoardTitle, isNewer, listenToAbout, readBoardTitle, writeBoardTitle } from '../board/model/about';
import { participantColour } from '../board/presence/colour';
import { createHalfWritten, type HalfWrittenStore } from '../half_written/half_written';
import { shelfOf } from '../half_written/shelf';
import { createPeople, type People } from '../people/people';
import type {
  Command,
  Hello,
  ParticipantId,
  RefusalCode,
  Role,
  RoomId,
  ServerMessage,
  Tokens,
} from '../protocol/session';
import { createSession } from '../session/create_session';
import { newSessionId } from '../session/ids';
import { keepRefused } from '../session/refused_words';
import type { Session } from '../session/session';
import { goStale, hearVersion } from '../stale/stale';
import type { Access, Connection, Refusal } from '../sync/connection';
import { type Keep, keepInBrowser } from '../sync/keep';
import { Line } from '../sync/line';
import { hasUnsaved, NOTHING_TO_SAVE, type SavedWord, savedWord } from '../sync/saving';
import { syncAddress } from './address';
import { passFor } from './pass';

/** What the page knows of a room before its socket opens. */
export interface RoomEntry {
  room: RoomId;
  title: string;
  role: Role;
  participant: ParticipantId;
}

/** What the server says that is not about one's own change alone; each is a text `room.*`. */
export type News = 'damaged' | 'linksMadeAnew' | 'full' | 'tooManyNotes';

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

/** So often a server that answers otherwise may take no connection before a person is told. */
const FAILURES_MAX = 3;

/** Opens a room: shows what this browser kept at once, and keeps in touch with the server. */
export function openRoom(entry: RoomEntry, edge: RoomEdge): OpenRoom {
  const doc = new Y.Doc();
  // Presence has an id of its own: what is written carries the document's, and nobody is to learn whose that is.
  const awareness = new Awareness(new Y.Doc());
  const laidUnder = new Set<number>();
  const people = createPeople(entry.participant);

  const [role, setRole] = createSignal(entry.role);
  const [ready, setReady] = createSignal(false);
  const [title, setTitle] = createSignal(entry.title);
  const [tokens, setTokens] = createSignal<Tokens>({});
  const [connection, setConnection] = createSignal<Connection>({ at: 'resting' });
  const [saving, setSaving] = createSignal(NOTHING_TO_SAVE);
  const [kept, setKept] = createSignal(true);
  const [commandsKept, setCommandsKept] = createSignal(true);
  const [wasLive, setWasLive] = createSignal(false);
  const [newer, setNewer] = createSignal(false);
  const [between, setBetween] = createSignal(false);
  const [crowded, setCrowded] = createSignal(false);
  const [away, setAway] = createSignal(false);

  const halfWritten = createHalfWritten({
    me: entry.participant,
    shelf: shelfOf(entry.room, entry.participant, newSessionId()),
    nowMs: Date.now,
    newId: newSessionId,
  });
  const end = createSession({
    room: entry.room,
    me: entry.participant,
    role,
    live: () => connection().at === 'live',
    carry: (message) => line.command(message),
    askTime: () => line.say({ type: 'time' }),
    onKept: setCommandsKept,
    onRefused: (command, as) => keepRefused(halfWritten, command, as, end.session.state()),
    onLateRefusal: edge.onLateRefusal,
  });
  const { session } = end;
  const allKept = () => kept() && (commandsKept() || session.waiting() === 0);

  const line = new Line({
    url: syncAddress(entry.room, document.baseURI),
    pass: () => passFor(entry.room),
    doc,
    awareness,
    name: edge.name,
    async checkAccess() {
      const access = await edge.checkAccess();
      setAway(access.is !== 'in');
      return access;
    },
    onBetween: setBetween,
    onCrowded: setCrowded,
    onConnection(next) {
      setConnection(next);
      if (next.at === 'stopped') goStale('notUnderstood');
      if (next.at !== 'live' && next.at !== 'syncing') end.lose();
      if (next.at !== 'live') {
        if (hasUnsaved(saving())) keep.callOthers();
        return;
      }
      keep.look();
      setWasLive(true);
      setReady(true);
    },
    onSaving: setSaving,
    onSession: hear,
  });

  const keep: Keep = keepInBrowser(doc, {
    room: entry.room,
    participant: entry.participant,
    live: () => connection().at === 'live',
    onWorking: setKept,
    onCalled: end.recall,
  });
  let closed = false;
  keep.loaded.then(() => {
    if (closed) return;
    if (doc.store.clients.size > 0) setReady(true);
    line.start();
  });

  /** The form of the room's board, once the server told it. */
  let toldSchema: number | undefined;
  let anonymous: boolean | undefined;

  /** What is written from now on says nothing of who wrote what was written before, nor that of it. */
  function hearWhetherAnonymous(): void {
    const before = anonymous;
    anonymous = session.state()?.journey.anonymous;
    if (before !== undefined && before !== anonymous) line.writeAsAnother();
  }

  const told = new Set<News>();
  function tellOnce(news: News): void {
    if (!told.has(news)) edge.tell(news);
    told.add(news);
  }

  function hear(message: ServerMessage): void {
    end.hear(message);
    switch (message.type) {
      case 'hello':
        if (message.participant !== entry.participant) edge.onOtherParticipant(message);
        hearVersion(message.page);
        toldSchema = message.schema;
        setNewer(isNewer(doc, toldSchema));
        setRole(message.role);
        setTokens(message.tokens);
        people.replace(message.participants);
        for (const client of message.laidUnder) laidUnder.add(client);
        if (!hasBoardTitle(doc)) setTitle(message.title);
        introduce();
        if (message.damaged) tellOnce('damaged');
        if (message.linksMadeAnew) tellOnce('linksMadeAnew');
        break;
      case 'session':
        hearWhetherAnonymous();
        break;
      case 'laid':
        laidUnder.add(message.client);
        break;
      case 'participants':
        people.change(message.here, message.left);
        break;
      case 'role':
        setRole(message.role);
        setTokens(message.tokens);
        introduce();
        break;
      case 'error':
        if (message.code === 'tooManyNotes') edge.tell('tooManyNotes');
        if (message.code === 'roomFull') tellOnce('full');
        if (message.code === 'clientIdTaken') line.writeAsAnother();
        break;
      default:
        break;
    }
  }

  function introduce(): void {
    const { ink } = participantColour(entry.participant);
    awareness.setLocalStateField('user', {
      id: entry.participant,
      name: edge.name(),
      role: role(),
      color: ink,
    });
  }

  function readTitle(): void {
    const written = readBoardTitle(doc);
    if (written !== null) setTitle(written);
    setNewer(isNewer(doc, toldSchema));
  }
  listenToAbout(doc, readTitle);
  introduce();

  let presence = awareness.getLocalState();
  function onPageHide(): void {
    presence = awareness.getLocalState();
    awareness.setLocalState(null);
    line.rest();
  }
  function onPageShow({ persisted }: PageTransitionEvent): void {
    if (!persisted) return;
    awareness.setLocalState(presence);
    line.start();
  }
  function onBeforeUnload(event: BeforeUnloadEvent): void {
    const isWaiting = hasUnsaved(saving()) || session.waiting() > 0;
    if ((isWaiting && !allKept()) || !halfWritten.isKept()) event.preventDefault();
  }
  addEventListener('pagehide', onPageHide);
  addEventListener('pageshow', onPageShow);
  addEventListener('beforeunload', onBeforeUnload);

  return {
    id: entry.room,
    me: entry.participant,
    doc,
    awareness,
    laidUnder,
    people,
    session,
    halfWritten,
    role,
    ready,
    title,
    newer,
    setTitle: (text) => writeBoardTitle(doc, text),
    tokens,
    savedWord() {
      const now = connection();
      const failures = 'failures' in now ? now.failures : 0;
      return savedWord(saving(), now.at, {
        role: role(),
        away: away() || failures > FAILURES_MAX,
        kept: allKept(),
        wasLive: wasLive(),
        between: between(),
        crowded: crowded(),
        waiting: session.waiting(),
        locked: role() === 'participant' && session.state()?.journey.locked === true,
      });
    },
    offline() {
      const now = connection();
      return now.at === 'waiting' || (now.at === 'connecting' && now.failures > 0);
    },
    refusal() {
      const now = connection();
      return now.at === 'refused' ? now.why : undefined;
    },
    comeBack: () => line.comeBack(),
    rename() {
      introduce();
      line.say({ type: 'name', name: edge.name() });
    },
    close() {
      closed = true;
      removeEventListener('pagehide', onPageHide);
      removeEventListener('pageshow', onPageShow);
      removeEventListener('beforeunload', onBeforeUnload);
      halfWritten.close();
      awareness.setLocalState(null);
      line.destroy();
      keep.destroy();
      awareness.destroy();
      doc.destroy();
    },
  };
}
