// Where half-written words are kept: in this browser's storage, each page of a person in a room under a key of its own, so that no
// tab overwrites another's. Where the browser keeps nothing they last as long as the page.

import type { ParticipantId, RoomId } from '../protocol/session';
import { parsed, readStoredJson, SWEPT, store, storedKeys, unstore } from '../storage';
import { HALF_WRITTEN_CHARS_MAX, HALF_WRITTEN_MAX, PAGES_MAX } from './limits';
import type { HalfWritten, Kind } from './words';

type PageId = string;

export interface WordsInStorage {
  /** What the person's other pages keep: open ones, and such as were closed in the middle of a sentence. */
  others(): ReadonlyMap<PageId, readonly HalfWritten[]>;
  /** Keeps what is this page's own; false when not all of it outlives the page. */
  save(own: readonly HalfWritten[]): boolean;
  /** Keeps what is left of another page's. */
  saveOf(page: PageId, left: readonly HalfWritten[]): void;
  /**
   * Calls `changed` when another page kept words or dropped them, with the ids of this page's own words that it took over. Returns
   * what ends that.
   */
  listen(changed: (taken: ReadonlySet<string>) => void): () => void;
}

/** The words of one person in one room, on one page. */
export function wordsInStorage(room: RoomId, participant: ParticipantId, page: PageId): WordsInStorage {
  const prefix = `picnic.half.${room}.${participant}.`;
  function saveOf(of: PageId, kept: readonly HalfWritten[]): boolean {
    const key = prefix + of;
    const fitting = fittingIn(kept);
    if (kept.length === 0) unstore(key);
    // Where there is no room, what was kept before stays: half of a sentence is more than nothing of it.
    else if (fitting.length === 0 || !store(key, JSON.stringify(fitting))) return false;
    return fitting.length === kept.length;
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
    saveOf: (of, left) => void saveOf(of, left),
    listen(changed) {
      const hear = ({ key, oldValue, newValue }: StorageEvent) => {
        if (key === null) changed(new Set());
        else if (key.startsWith(prefix)) {
          changed(key === prefix + page ? takenBetween(oldValue, newValue) : new Set());
        }
      };
      addEventListener('storage', hear);
      return () => removeEventListener('storage', hear);
    },
  };
}

/** Which ids were kept before and are no more. */
function takenBetween(before: string | null, now: string | null): ReadonlySet<string> {
  if (now === SWEPT) return new Set();
  const left = new Set(readKept(parsed(now)).map(({ id }) => id));
  return new Set(
    readKept(parsed(before))
      .map(({ id }) => id)
      .filter((id) => !left.has(id)),
  );
}

/** As many as are within the limits, the newest first to be kept. */
function fittingIn(kept: readonly HalfWritten[]): readonly HalfWritten[] {
  let chars = 0;
  const newest = kept.slice(-HALF_WRITTEN_MAX).reverse();
  const fitting = newest.filter((one) => {
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
  note: true,
  clusterTitle: true,
  pileTitle: true,
  late: true,
  round: true,
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
