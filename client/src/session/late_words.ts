// Words that came when they might not be written on the board any more: kept for their writer once, and never again after they dealt
// with them, though the server says them again after each new connection.

import { fnv1a } from '../fnv';
import type { HalfWrittenStore } from '../half_written/half_written';
import type { Purpose, Words } from '../half_written/words';
import type { ParticipantId, RoomId } from '../protocol/session';
import { store as keepInBrowser, readStoredJson } from '../storage';

/** More than the server says again to one person. */
const TOLD_MAX = 200;

/** What somebody wrote in an element. */
export interface LateWords {
  /** Its key; empty where an older server does not say it. */
  readonly of: string;
  readonly text: string;
}

/** What this person's pages were told before. */
export interface ToldBefore {
  /** Whether this is told for the first time; from now on it is not. */
  isFirst(words: LateWords): boolean;
}

/** Remembered in this browser as long as the room is, by what cannot be read back. */
export function toldBefore(room: RoomId, me: ParticipantId): ToldBefore {
  const place = `picnic.late.${room}.${me}`;
  return {
    isFirst({ of, text }) {
      const kept = readStoredJson(place);
      const told = Array.isArray(kept) ? kept.filter((mark) => typeof mark === 'number') : [];
      const mark = fnv1a(`${of} ${text}`);
      if (told.includes(mark)) return false;
      keepInBrowser(place, JSON.stringify([...told, mark].slice(-TOLD_MAX)));
      return true;
    },
  };
}

/** What is told for the first time, in whole: of what was taken back before its first letter came, the page alone has words. */
export function firstTold(
  words: readonly LateWords[],
  told: ToldBefore,
  whole: (words: LateWords) => string,
): readonly LateWords[] {
  return words.flatMap((one) => {
    const all = { ...one, text: whole(one) };
    if (all.text.trim() === '') return [];
    return told.isFirst(one.text.trim() === '' ? all : one) ? [all] : [];
  });
}

/** Keeps what came late; true where something is kept that was not. The server says it of every letter. */
export function keepLate(store: HalfWrittenStore, words: readonly LateWords[]): boolean {
  let isNew = false;
  for (const { of, text } of words) {
    const isThere = store.unseen().some((one) => {
      const kept = textOf(one.words);
      // Perhaps written on by now.
      return kept === text.trim() || (of !== '' && one.of === of && kept.startsWith(text.trim()));
    });
    if (text.trim() === '' || isThere) continue;
    store.putBack({ kind: 'late', who: store.me, of }, { text }, '');
    isNew = true;
  }
  return isNew;
}

/** Keeps what was being written on the board when it was taken away; the beginning of it may be kept as come late already. */
export function keepFromBoard(store: HalfWrittenStore, purpose: Purpose, words: Words): void {
  for (const one of store.unseen()) {
    const isOfIt = one.kind === 'late' && one.of === purpose.of;
    if (isOfIt && textOf(words).startsWith(textOf(one.words))) store.discard(one.id);
  }
  store.putBack(purpose, words, '');
}

function textOf({ text, title }: Words): string {
  return (text ?? title ?? '').trim();
}
