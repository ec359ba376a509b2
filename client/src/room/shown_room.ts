// What the page shows of a room: what its server said, how the line stands, its session, its people, and words not sent yet.

import { createComputed, createSignal } from 'solid-js';
import type * as Y from 'yjs';
import type { RoomEntry } from '../entering/entry';
import { createHalfWritten, type HalfWrittenStore } from '../half_written/half_written';
import { wordsInStorage } from '../half_written/in_storage';
import { createPeople, type People } from '../people/people';
import type { ParticipantId, Role, RoomId } from '../protocol/session';
import { createSession, type SessionEnd } from '../session/create_session';
import { newSessionId } from '../session/ids';
import { keepLate, type OwnWords, toldBefore } from '../session/late_words';
import { keepRefused } from '../session/refused_words';
import { hearVersion } from '../stale/stale';
import type { Line } from '../sync/line';
import { type About, createAbout } from './about';
import type { RoomEdge } from './edge';
import { createLineState, type LineState } from './line_state';
import type { OwnIds } from './own_ids';
import { followOwnWords } from './own_words';
import { createServerWord, type ServerWord } from './server_word';

export interface ShownRoom {
  readonly people: People;
  readonly about: About;
  /** What this person is in the middle of writing. */
  readonly halfWritten: HalfWrittenStore;
  /** What the server says of us and of the room. */
  readonly word: ServerWord;
  /** What may be done here now: of an archived room everybody looks on. */
  role(): Role;
  /** Whether the room is archived. */
  archived(): boolean;
  /** How the line to the server stands. */
  readonly state: LineState;
  readonly ownWords: OwnWords;
  /** The session, and the room's end of it. */
  readonly end: SessionEnd;
}

/** What goes out from what is shown. */
export interface WaysOut {
  /** Is there by the time that anything is asked, said or written. */
  line(): Pick<Line, 'command' | 'say' | 'writeAsAnother'>;
  /** Tells the others who we are. */
  introduce(): void;
}

/** What this browser keeps of what a person is in the middle of writing in a room. */
export function halfWrittenIn(room: RoomId, me: ParticipantId): HalfWrittenStore {
  return createHalfWritten({
    me,
    storage: wordsInStorage(room, me, newSessionId()),
    nowMs: Date.now,
    newId: newSessionId,
  });
}

/** `ownIds` are those under which this page writes, and wrote before it was loaded anew. */
export function createShownRoom(
  entry: RoomEntry,
  edge: RoomEdge,
  doc: Y.Doc,
  ownIds: OwnIds,
  out: WaysOut,
): ShownRoom {
  const people = createPeople(entry.participant);
  const about = createAbout(doc, entry.title);
  const halfWritten = entry.halfWritten ?? halfWrittenIn(entry.room, entry.participant);
  const ownWords = followOwnWords(doc, ownIds);
  const told = toldBefore(entry.room, entry.participant, Date.now);
  const word = createServerWord({
    me: entry.participant,
    role: entry.role,
    about,
    people,
    tell: edge.tell,
    keepAside({ texts, of }) {
      const words = texts.map((text, at) => ({ of: of[at] ?? '', text }));
      return keepLate(halfWritten, words, told, ownWords);
    },
    onOtherParticipant: edge.onOtherParticipant,
    onVersion: hearVersion,
    introduce: out.introduce,
    writeAsAnother: () => out.line().writeAsAnother(),
    isAnonymous: () => end.session.state()?.journey.anonymous,
  });
  const [archived, setArchived] = createSignal(false);
  const role = () => (archived() ? 'viewer' : word.role());
  const state = createLineState({
    role: word.role,
    locked: () => end.session.state()?.journey.locked === true,
    waiting: () => end.session.waiting(),
  });
  const end = createSession({
    room: entry.room,
    me: entry.participant,
    role,
    live: state.isLive,
    carry: (message) => out.line().command(message),
    askTime: () => out.line().say({ type: 'time' }),
    onKept: state.hear.commandsKept,
    onRefused: (command, as) => keepRefused(halfWritten, command, as, end.session.state()),
    onLateRefusal: edge.onLateRefusal,
  });
  createComputed(() => setArchived(end.session.state()?.journey.archived === true));
  return { people, about, halfWritten, word, role, archived, state, ownWords, end };
}
