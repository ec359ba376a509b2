// Words in fields that were not sent yet: kept in this browser by room and person, with what they were meant for, until their
// writer sends, empties or throws them away. They go nowhere else.

import { createSignal } from 'solid-js';
import type { ParticipantId } from '../protocol/session';
import type { WordsInStorage } from './in_storage';
import { createKept } from './kept';
import type { HalfWritten, Purpose, Words } from './words';

export interface HalfWrittenStore {
  /** Whose page this is. */
  readonly me: ParticipantId;
  /** What a field of this purpose holds; null for nothing. */
  of(purpose: Purpose): Words | null;
  /** False while the browser has no room for all of it: the rest lasts as long as the page. */
  isKept(): boolean;
  /** Keeps what a field holds. */
  write(purpose: Purpose, words: Words, about: string): void;
  /** Its writer writes on in one that no field of its form shows. */
  rewrite(id: string, words: Words): void;
  /** Sent or emptied: nothing of it is kept. */
  clear(purpose: Purpose): void;
  /** What was sent and not taken: back into its field, or beside it where that holds other words by now. */
  putBack(purpose: Purpose, words: Words, about: string): void;
  /** A field for this stands on the page, until what is returned is called. */
  show(purpose: Purpose): () => void;
  /** What no field on the page shows, oldest first. */
  unseen(): readonly HalfWritten[];
  /** Takes one away, and returns what puts it back. */
  discard(id: string): () => void;
  close(): void;
}

export interface HalfWrittenOptions {
  readonly me: ParticipantId;
  readonly storage: WordsInStorage;
  nowMs(): number;
  newId(): string;
}

export function createHalfWritten({ me, storage, nowMs, newId }: HalfWrittenOptions): HalfWrittenStore {
  const { own, ofOthers, find, isKept, keep, takeOver, takeAway, close } = createKept(storage);
  const [shown, setShown] = createSignal<ReadonlyMap<string, number>>(new Map());
  /** Fields that stand empty because their words were sent: what another page has begun there is not written on in them. */
  const [emptied, setEmptied] = createSignal<ReadonlySet<string>>(new Set());

  /** What a field shows: this page's own, else what another page left there last. */
  function inField(purpose: Purpose): HalfWritten | undefined {
    const isThere = (one: HalfWritten) => !one.aside && slotOf(one) === slotOf(purpose);
    const here = own().find(isThere);
    if (here !== undefined || emptied().has(slotOf(purpose))) return here;
    return ofOthers().filter(isThere).sort(byAge).at(-1);
  }

  const isShown = (purpose: Purpose) => (shown().get(slotOf(purpose)) ?? 0) > 0;

  return {
    me,
    isKept,
    of: (purpose) => inField(purpose)?.words ?? null,
    write(purpose, words, about) {
      const { kind, who, of } = purpose;
      const there = inField(purpose);
      const isOwn = own().some((one) => one === there);
      keep({
        id: there !== undefined && isOwn ? there.id : newId(),
        kind,
        who,
        of,
        words,
        about,
        aside: false,
        atMs: nowMs(),
      });
      // Whoever writes on where another page stopped has taken its words over.
      if (there !== undefined && !isOwn) takeAway(there.id);
    },
    rewrite(id, words) {
      const there = find(id);
      if (there === undefined) return;
      // In one go, and with its age: its row stays where it is, under its writer, and in the list of every other page.
      if (own().includes(there)) keep({ ...there, words });
      else takeOver({ ...there, words });
    },
    clear(purpose) {
      const there = inField(purpose);
      if (there !== undefined) takeAway(there.id);
      if (isShown(purpose)) setEmptied((before) => new Set(before).add(slotOf(purpose)));
    },
    putBack({ kind, who, of }, words, about) {
      const there = inField({ kind, who, of });
      if (there !== undefined && sameWords(there.words, words)) return;
      keep({ id: newId(), kind, who, of, words, about, aside: there !== undefined, atMs: nowMs() });
    },
    show(purpose) {
      const slot = slotOf(purpose);
      const count = (by: number) =>
        setShown((before) => new Map(before).set(slot, (before.get(slot) ?? 0) + by));
      count(1);
      return () => {
        count(-1);
        if (!isShown(purpose)) setEmptied((before) => new Set([...before].filter((one) => one !== slot)));
      };
    },
    unseen() {
      const isInField = (one: HalfWritten) => isShown(one) && inField(one)?.id === one.id;
      return [...ofOthers(), ...own()].filter((one) => !isInField(one)).sort(byAge);
    },
    discard(id) {
      const there = find(id);
      takeAway(id);
      return () => {
        if (there !== undefined) keep(there);
      };
    },
    close,
  };
}

/** What sets a purpose apart from all others. */
export function slotOf({ kind, who, of }: Purpose): string {
  return `${kind} ${who} ${of}`;
}

function byAge(one: HalfWritten, other: HalfWritten): number {
  return one.atMs - other.atMs;
}

function sameWords(one: Words, other: Words): boolean {
  const filled = (words: Words) =>
    JSON.stringify(
      Object.entries(words)
        .filter(([, word]) => word !== '')
        .sort(),
    );
  return filled(one) === filled(other);
}
