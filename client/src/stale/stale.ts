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

/**
 * Loads a part of the page, and again until it comes: a network that is away comes back. Where the server answers and has no such
 * part, people are told, and go on with what is there.
 */
export function patiently<Part>(load: () => Promise<Part>): () => Promise<Part> {
  return async () => {
    for (let wait = AGAIN_MS_FIRST; ; wait = Math.min(AGAIN_MS_MAX, 2 * wait)) {
      try {
        const part = await load();
        setStale((before) => (before === 'partMissing' ? undefined : before));
        return part;
      } catch {
        await lookWhy();
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  };
}

/** A part of the page did not come: finds out whether it is gone for good. */
export async function lookWhy(): Promise<void> {
  const served = await servedVersion();
  if (served !== undefined) goStale(isAnother(ownVersion(), served) ? 'newVersion' : 'partMissing');
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
