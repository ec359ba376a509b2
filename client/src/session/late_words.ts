// Words that came when they might not be written on the board any more: kept for their writer once, and never again after they dealt
// with them, though the server says them again after each new connection.

import { fnv1a } from '../fnv';
import type { HalfWrittenStore } from '../half_written/half_written';
import type { Purpose, Words } from '../half_written/words';
import type { ElementId, ParticipantId, RoomId } from '../protocol/session';
import { store as keepInBrowser, readStoredJson } from '../storage';
import { KEPT_ASIDE_MS, KEPT_ASIDE_TEXTS_MAX, LATE_APART_MAX } from './limits';

/** What somebody wrote in an element. */
export interface LateWords {
  /** Its key; empty where an older server does not say it. */
  readonly of: string;
  readonly text: string;
}

/** What their page knows of it, which the server may have less of. */
export interface OwnWords {
  /** What was refused, in whole. */
  whole(words: LateWords): string;
  /** The section in which it was written; empty where it was in none, or is not known. */
  areaOf(element: ElementId): string;
}

/** What this person's pages were told before, and keep or kept. */
export interface ToldBefore {
  /** Whether they were, of as many as are asked after: what the browser has is read once. */
  known(): (words: LateWords) => boolean;
  /** They are kept: what the server says of them again is not told again. */
  remember(words: readonly LateWords[]): void;
}

/**
 * Remembered in this browser by what cannot be read back, and for as long as the server says them again: it keeps all words of
 * somebody from their last on. The same words that come too late after that are told.
 */
export function toldBefore(room: RoomId, me: ParticipantId, nowMs: () => number): ToldBefore {
  const place = `picnic.late.${room}.${me}`;
  function marks(): readonly number[] {
    const kept = readStoredJson(place) as Partial<Record<'atMs' | 'marks', unknown>> | null;
    if (typeof kept?.atMs !== 'number' || !Array.isArray(kept.marks)) return [];
    const ageMs = nowMs() - kept.atMs;
    return ageMs >= 0 && ageMs < KEPT_ASIDE_MS ? kept.marks.filter((mark) => typeof mark === 'number') : [];
  }
  return {
    known() {
      const known = new Set(marks());
      return (words) => known.has(markOf(words));
    },
    remember(words) {
      if (words.length === 0) return;
      const all = new Set([...marks(), ...words.map(markOf)]);
      const kept = { atMs: nowMs(), marks: [...all].slice(-KEPT_ASIDE_TEXTS_MAX) };
      keepInBrowser(place, JSON.stringify(kept));
    },
  };
}

function markOf({ of, text }: LateWords): number {
  return fnv1a(`${of} ${text}`);
}

/**
 * Keeps what came late and is told for the first time, in whole: of what was taken back before its first letter came, the page alone
 * has words. True where something is kept that was not: the server says it of every letter. What the browser has not kept counts as
 * never told, as the server may say it again when the page is gone.
 */
export function keepLate(
  store: HalfWrittenStore,
  said: readonly LateWords[],
  told: ToldBefore,
  own: OwnWords,
): boolean {
  const isTold = told.known();
  const first = said.flatMap((one) => {
    const all = { ...one, text: own.whole(one) };
    const mark = one.text.trim() === '' ? all : one;
    return all.text.trim() === '' || isTold(mark) ? [] : [{ mark, all }];
  });
  const missing = longest(first.map(({ all }) => all)).filter((one) => !isKept(store, one));
  for (const { of, text } of inFew(store, missing)) {
    store.putBack({ kind: 'late', who: store.me, of }, inArea({ text }, own.areaOf(of)), '');
  }
  if (store.isKept()) told.remember(first.map(({ mark }) => mark));
  return missing.length > 0;
}

/** Each element's words as far as they were written: the server may say them letter by letter. */
function longest(words: readonly LateWords[]): readonly LateWords[] {
  return words.filter(
    ({ of, text }, at) =>
      of === '' ||
      !words.some(
        (other, otherAt) =>
          other.of === of && other.text.startsWith(text) && (other.text.length > text.length || otherAt < at),
      ),
  );
}

/** Perhaps written on by now, or one of many that are kept in one. */
function isKept(store: HalfWrittenStore, { of, text }: LateWords): boolean {
  const words = text.trim();
  return store.unseen().some((one) => {
    const kept = textOf(one.words);
    if (kept === words || (of !== '' && one.of === of && kept.startsWith(words))) return true;
    return one.kind === 'late' && one.of === '' && `\n${kept}\n`.includes(`\n${words}\n`);
  });
}

/** Many at once are one, a line or more for each: each for itself they would push out each other, and other words. */
function inFew(store: HalfWrittenStore, words: readonly LateWords[]): readonly LateWords[] {
  const there = store.unseen().filter(({ kind }) => kind === 'late').length;
  if (words.length < 2 || there + words.length <= LATE_APART_MAX) return words;
  return [{ of: '', text: words.map(({ text }) => text.trim()).join('\n') }];
}

/** Words of a note that lay in a section, where it did: a note of them goes there again. */
export function inArea(words: Words, section: string): Words {
  return section === '' ? words : { ...words, section };
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
