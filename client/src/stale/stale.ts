// Whether this page is of another version than its server's, or lacks a part of itself: then only loading it anew helps.

import { createRoot, createSignal } from 'solid-js';

/** Why; each has a text `stale.*`. */
export type Stale =
  /** The server hands out another version of the page. */
  | 'newVersion'
  /** A part of the page does not come, though the server answers. */
  | 'partMissing'
  /** The server could not read what this page sent, twice. */
  | 'notUnderstood';

/** Waits before a part of the page is asked for again. */
const AGAIN_MS_FIRST = 1_000;
const AGAIN_MS_MAX = 30_000;

/**
 * So often the server may answer and a part not come. Then only loading the page anew helps: some browsers keep a module's failure
 * for as long as the page stands, and never ask again.
 */
const MISSES_MAX = 5;

const [stale, setStale] = createRoot(() => createSignal<Stale>());

export { stale };

/** Tells that the page is out of date. That there is a new version says more than all else. */
export function goStale(why: Stale): void {
  setStale((before) => (before === 'newVersion' ? before : why));
}

/** The server says which version of the page it hands out; one without a client says none. */
export function hearVersion(served: string | undefined): void {
  if (isAnother(ownVersion(), served)) goStale('newVersion');
}

/** Whether two versions are known, and differ. */
export function isAnother(own: string | undefined, served: string | undefined): boolean {
  return own !== undefined && served !== undefined && own !== served;
}

/** The version in a page's text. */
export function versionIn(page: string): string | undefined {
  return /<meta name="picnic-page" content="([^"]+)"/.exec(page)?.[1];
}

function ownVersion(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="picnic-page"]')?.content || undefined;
}

/** Parts that did not come when they were asked for last, by what `patiently` knows them. */
const missing = new Set<unknown>();

/** All parts that are missing are asked for again together, after one look at why. */
let pause: Promise<boolean> | undefined;
let pauseMs = AGAIN_MS_FIRST;

/**
 * Loads a part of the page, and again until it comes: a network that is away comes back. Where the server answers and the part does
 * not come, people are told, and go on with what is there; after a few more times it is asked for no more, unless somebody wants
 * it anew. All who want it at a time wait for the same tries: make one for each part, and not for each who wants it. `part` is what
 * it is known by as missing; whoever loads it in another way says by it that it came.
 */
export function patiently<Part>(load: () => Promise<Part>, part: unknown = load): () => Promise<Part> {
  let trying: Promise<Part> | undefined;
  async function tries(): Promise<Part> {
    for (let misses = 0; misses < MISSES_MAX; ) {
      try {
        const loaded = await load();
        came(part);
        return loaded;
      } catch {
        missing.add(part);
        if (await pauseAndLook()) misses += 1;
      }
    }
    trying = undefined;
    return new Promise(() => {});
  }
  return () => (trying ??= tries());
}

/** A part is here: nobody is told any more that it is missing. */
export function came(part: unknown): void {
  missing.delete(part);
  pauseMs = AGAIN_MS_FIRST;
  setStale((before) => (before === 'partMissing' && missing.size === 0 ? undefined : before));
}

/** Until parts are asked for again: whether the server answers. */
function pauseAndLook(): Promise<boolean> {
  pause ??= (async () => {
    const answers = await lookWhy();
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    pauseMs = Math.min(AGAIN_MS_MAX, 2 * pauseMs);
    pause = undefined;
    return answers;
  })();
  return pause;
}

/** A part of the page did not come: finds out whether it is gone for good, and so whether the server answers. */
export async function lookWhy(): Promise<boolean> {
  const served = await servedVersion();
  if (served === undefined) return false;
  goStale(isAnother(ownVersion(), served) ? 'newVersion' : 'partMissing');
  return true;
}

/** The version that the server hands out now; none when it does not answer. */
async function servedVersion(): Promise<string | undefined> {
  try {
    const answer = await fetch(document.baseURI, { cache: 'no-store' });
    return answer.ok ? versionIn(await answer.text()) : undefined;
  } catch {
    return undefined;
  }
}
