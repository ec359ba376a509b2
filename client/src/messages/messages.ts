// What the page tells people in passing: messages that are shown, and texts that are only read aloud.

import { createRoot, createSignal } from 'solid-js';
import { language } from '../i18n';
import type { Language } from '../protocol/session';

export interface Action {
  label: string;
  run(): void;
  /** Two that say the same are about two things. */
  each?: boolean;
  /** What takes the message away and does nothing, in a word: where that is an answer, too. */
  notNow?: string;
}

export interface Message {
  id: number;
  text: string;
  /** What it and its action are written in: it stays as it is when the page's language changes. */
  lang: Language;
  /** Something that was refused or went wrong; read aloud at once. */
  urgent: boolean;
  /** One thing to do about it. */
  action: Action | undefined;
  /** A newer one of its kind takes its place. */
  kind?: Kind | undefined;
}

/** What is so until it is told anew. */
export type Kind = 'rights' | 'putBack' | 'ownPutBack' | 'letIn' | 'offers';

/** Newer messages push older ones out: first those that are not each about a thing of its own to be mended. */
export const MESSAGES_MAX = 3;
/** So many of those stay that are. */
export const ACTIONS_MAX = 6;
/** How long a message stays: long enough to read it twice. One that somebody is at stays until they have left it. */
const SHOWN_MS = 20_000;

const [messages, setMessages] = createRoot(() => createSignal<readonly Message[]>([]));
const [announcement, setAnnouncement] = createRoot(() => createSignal({ text: '', turn: 0 }));

/** Where they stand in the page: what is written on the board keeps clear of it. */
const [messagesAt, setMessagesAt] = createRoot(() => createSignal<HTMLElement>());

export { announcement, messages, messagesAt, setMessagesAt };

let lastId = 0;
/** When each message goes by itself; none while somebody is at it. */
const goes = new Map<number, ReturnType<typeof setTimeout>>();

/** Says why something did not happen. */
export function refuse(text: string): void {
  show(text, true, undefined);
}

/** Says that something happened, with something to do about it; returns the message, to dismiss it early. */
export function tell(text: string, action?: Message['action'], kind?: Kind): number {
  return show(text, false, action, kind);
}

/** Those that wait for one of so many places: their time begins when they are seen. */
export function waiting(all: readonly Message[], places: number): readonly Message[] {
  return all.slice(0, -places);
}

/**
 * The messages with one more. The same words again replace the ones that stand there, unless they are about two things; so does another of
 * the same kind.
 */
export function withNew(all: readonly Message[], message: Message): readonly Message[] {
  const isSaidAnew = (one: Message) => one.text === message.text && one.action?.each !== true;
  const isOver = (one: Message) => one.kind !== undefined && one.kind === message.kind;
  const left = [...all.filter((one) => !isSaidAnew(one) && !isOver(one)), message];
  while (left.length > MESSAGES_MAX) {
    const idle = left.findIndex((one) => one.action?.each !== true && one !== message);
    if (idle < 0 && left.length <= ACTIONS_MAX) break;
    left.splice(Math.max(idle, 0), 1);
  }
  return left;
}

/** Reads a text aloud where there is a screen reader; shows nothing. */
export function announce(text: string): void {
  setAnnouncement(({ turn }) => ({ text, turn: turn + 1 }));
}

/** What was read aloud last is found on the page no more. */
export function unsay(): void {
  setAnnouncement(({ turn }) => ({ text: '', turn }));
}

/** Takes a message away. */
export function dismiss(id: number): void {
  stay(id);
  setMessages((all) => all.filter((message) => message.id !== id));
}

function show(text: string, urgent: boolean, action: Message['action'], kind?: Kind): number {
  const id = ++lastId;
  setMessages((all) => withNew(all, { id, text, lang: language(), urgent, action, kind }));
  go(id);
  return id;
}

/** Somebody is at a message, with the pointer or the focus: it does not go meanwhile. */
export function stay(id: number): void {
  clearTimeout(goes.get(id));
  goes.delete(id);
}

/** Nobody is at it any more. */
export function go(id: number): void {
  stay(id);
  goes.set(
    id,
    setTimeout(() => dismiss(id), SHOWN_MS),
  );
}
