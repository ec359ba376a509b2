// Where half-written words are kept: in this browser's storage, each page of a person in a room under a key of its own, so that no
// tab overwrites another's. Where the browser keeps nothing they last as long as the page.

import type { ParticipantId, RoomId } from '../protocol/session';
import { readStoredJson, store, storedKeys, unstore } from '../storage';
import type { HalfWritten, Kind } from './half_written';
import { HALF_WRITTEN_CHARS_MAX, HALF_WRITTEN_MAX, PAGES_MAX } from './limits';

type PageId = string;

export interface Shelf {
  /** What the person's other pages keep: open ones, and such as were closed in the middle of a sentence. */
  others(): ReadonlyMap<PageId, readonly HalfWritten[]>;
  /** Keeps what is this page's own. */
  save(own: readonly HalfWritten[]): void;
  /** Keeps what is left of another page's. */
  saveOf(page: PageId, left: readonly HalfWritten[]): void;
  /** Calls when another page kept something or let it go; returns what ends that. */
  listen(changed: () => void): () => void;
}

/** The words of one person in one room, on one page. */
export function shelfOf(room: RoomId, participant: ParticipantId, page: PageId): Shelf {
  const prefix = `picnic.half.${room}.${participant}.`;
  function saveOf(of: PageId, kept: readonly HalfWritten[]): void {
    const key = prefix + of;
    const fitting = fittingIn(kept);
    // What the browser has no room for lasts as long as the page; what it had before is no longer true.
    if (fitting.length === 0 || !store(key, JSON.stringify(fitting))) unstore(key);
  }
  return {
    others() {
      const pages = storedKeys(prefix)
        .map((key) => key.slice(prefix.length))
        .filter((of) => of !== page)
        .slice(0, PAGES_MAX);
      return new Map(pages.map((of) => [of, readKept(readStoredJson(prefix + of))]));
    },
    save: (own) => saveOf(page, own),
    saveOf,
    listen(changed) {
      const hear = ({ key }: StorageEvent) => {
        if (key === null || key.startsWith(prefix)) changed();
      };
      addEventListener('storage', hear);
      return () => removeEventListener('storage', hear);
    },
  };
}

/** As many as are within the limit, the newest first to be kept. */
function fittingIn(kept: readonly HalfWritten[]): readonly HalfWritten[] {
  let chars = 0;
  const fitting = [...kept].reverse().filter((one) => {
    const size = JSON.stringify(one).length;
    const fits = chars + size <= HALF_WRITTEN_CHARS_MAX;
    if (fits) chars += size;
    return fits;
  });
  return fitting.reverse();
}

const KINDS: Readonly<Record<Kind, true>> = {
  draft: true,
  answer: true,
  comment: true,
  promise: true,
  phase: true,
  person: true,
  name: true,
  title: true,
};

/** What does not look like half-written words is left out. */
function readKept(stored: unknown): readonly HalfWritten[] {
  return Array.isArray(stored) ? stored.filter(isHalfWritten).slice(-HALF_WRITTEN_MAX) : [];
}

function isHalfWritten(value: unknown): value is HalfWritten {
  if (typeof value !== 'object' || value === null) return false;
  const one = value as Partial<Record<keyof HalfWritten, unknown>>;
  return (
    typeof one.id === 'string' &&
    typeof one.kind === 'string' &&
    Object.hasOwn(KINDS, one.kind) &&
    typeof one.who === 'string' &&
    typeof one.of === 'string' &&
    typeof one.about === 'string' &&
    typeof one.aside === 'boolean' &&
    typeof one.atMs === 'number' &&
    typeof one.words === 'object' &&
    one.words !== null &&
    Object.values(one.words).every((words) => typeof words === 'string')
  );
}
