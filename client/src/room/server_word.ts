// What the server says of the room and of who we are in it, brought to where it is shown.

import { createSignal } from 'solid-js';
import type { People } from '../people/people';
import type { ErrorCode, Hello, ParticipantId, Role, ServerMessage, Tokens } from '../protocol/session';
import type { About } from './about';

/** What the server says that is not about one's own change alone; each is a text `room.*`. */
export type News =
  | 'damaged'
  | 'linksMadeAnew'
  | 'full'
  | 'tooManyNotes'
  | 'contentRefused'
  | 'noRight'
  | 'keptAside';

/**
 * What a person is told of each error. Of a change that was not taken the word for saving says so, for as long as it stands: null
 * where that says enough, or where there is nothing of theirs to lose.
 */
export const NEWS_OF: Readonly<Record<ErrorCode, News | null>> = {
  viewersCannotEdit: null,
  boardLocked: null,
  // The line under the bar says so for as long as it is so.
  archived: null,
  noRight: 'noRight',
  clientIdTaken: null,
  incomplete: null,
  // Its form says so before it is sent.
  nameTooLong: null,
  boardFull: null,
  tooManyNotes: 'tooManyNotes',
  roomFull: 'full',
  tooLarge: null,
  contentRefused: 'contentRefused',
  unknownMessage: null,
};

interface Hearer {
  readonly me: ParticipantId;
  /** What we are until the server says so. */
  readonly role: Role;
  readonly about: Pick<About, 'hear'>;
  readonly people: Pick<People, 'replace' | 'change'>;
  tell(news: News): void;
  /** Keeps words that were written where they might not be for this person; false where all of them are kept already. */
  keepAside(words: Extract<ServerMessage, { type: 'keptAside' }>): boolean;
  onOtherParticipant(hello: Hello): void;
  /** Which version of the page the server hands out. */
  onVersion(page: Hello['page']): void;
  /** Our role may be another: others are told anew who we are. */
  introduce(): void;
  /** Who writes is known from now on, or no more; or the id that we write under is somebody else's. */
  writeAsAnother(): void;
  /** Whether nobody is named in the room; not known before the session is. */
  isAnonymous(): boolean | undefined;
}

export interface ServerWord {
  role(): Role;
  /** Secrets of the links this person may pass on. */
  tokens(): Tokens;
  /** Client ids under which the server lays notes. */
  readonly laidUnder: ReadonlySet<number>;
  hear(message: ServerMessage): void;
}

export function createServerWord(hearer: Hearer): ServerWord {
  const [role, setRole] = createSignal(hearer.role);
  const [tokens, setTokens] = createSignal<Tokens>({});
  const laidUnder = new Set<number>();
  const told = new Set<News>();
  let anonymous: boolean | undefined;

  function tellOnce(news: News): void {
    if (!told.has(news)) hearer.tell(news);
    told.add(news);
  }

  function be(next: Role, links: Tokens): void {
    setRole(next);
    setTokens(links);
    hearer.introduce();
  }

  function hello(message: Hello): void {
    if (message.participant !== hearer.me) hearer.onOtherParticipant(message);
    hearer.onVersion(message.page);
    hearer.about.hear(message);
    hearer.people.replace(message.participants);
    for (const client of message.laidUnder) laidUnder.add(client);
    be(message.role, message.tokens);
    if (message.damaged) tellOnce('damaged');
    if (message.linksMadeAnew) tellOnce('linksMadeAnew');
  }

  /** What is written from now on says nothing of who wrote what was written before, nor that of it. */
  function hearWhetherAnonymous(): void {
    const before = anonymous;
    anonymous = hearer.isAnonymous();
    if (before !== undefined && before !== anonymous) hearer.writeAsAnother();
  }

  /** The room stays full for each attempt of the line; what else is told is about one change. */
  function hearError(code: ErrorCode): void {
    // A server that is newer than this page may know others.
    const news: News | null | undefined = NEWS_OF[code];
    if (news === 'full') tellOnce(news);
    else if (news !== null && news !== undefined) hearer.tell(news);
  }

  return {
    role,
    tokens,
    laidUnder,
    hear(message) {
      switch (message.type) {
        case 'hello':
          hello(message);
          break;
        case 'session':
          hearWhetherAnonymous();
          break;
        case 'laid':
          laidUnder.add(message.client);
          break;
        case 'participants':
          hearer.people.change(message.here, message.left);
          break;
        case 'role':
          be(message.role, message.tokens);
          break;
        case 'keptAside':
          if (hearer.keepAside(message)) hearer.tell('keptAside');
          break;
        case 'error':
          hearError(message.code);
          if (message.code === 'clientIdTaken') hearer.writeAsAnother();
          break;
        default:
          break;
      }
    },
  };
}
