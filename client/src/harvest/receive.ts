// Fetching a file whole while saying how much of it is here.

import { type Wrong, wrongIn } from '../entering/api';
import { askRoom } from '../entering/pass';
import type { RoomId } from '../protocol/session';

/** How much of a file is here, in bytes. */
export interface Received {
  readonly done: number;
  /** Null while the server does not know it either. */
  readonly total: number | null;
}

export type Whole =
  | { readonly ok: true; readonly file: Blob; readonly name: string | null }
  | { readonly ok: false; readonly wrong: Wrong | 'stopped' };

/** A server that says nothing for so long will not go on; it gives up on us after the same time. */
const SILENCE_MS_MAX = 40_000;

/** How often progress is told: a long page has no time for every piece. */
const PROGRESS_MS = 100;

/** Fetches a room's file at an address relative to the page's base; `stop` ends it. */
export async function receive(
  room: RoomId,
  path: string,
  onProgress: (received: Received) => void,
  stop: AbortSignal,
): Promise<Whole> {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_MS_MAX);
  };
  try {
    heard();
    const reply = await askRoom(room, path, { signal: AbortSignal.any([stop, silence.signal]) });
    if (reply.from === 'nobody') return { ok: false, wrong: stop.aborted ? 'stopped' : 'unreachable' };
    if (reply.from === 'between') return { ok: false, wrong: 'between' };
    if (!reply.ok) {
      const isBusy = reply.refused.status === 503;
      return { ok: false, wrong: isBusy ? 'busy' : (wrongIn(reply) ?? 'failed') };
    }
    const { response } = reply;
    let toldAtMs = Number.NEGATIVE_INFINITY;
    const file = await readBody(response, (received) => {
      heard();
      if (performance.now() - toldAtMs < PROGRESS_MS) return;
      toldAtMs = performance.now();
      onProgress(received);
    });
    return { ok: true, file, name: fileName(response.headers.get('content-disposition')) };
  } catch {
    return { ok: false, wrong: stop.aborted ? 'stopped' : 'unreachable' };
  } finally {
    clearTimeout(timer);
  }
}

/** Reads a body to its end; throws when it breaks off. */
export async function readBody(response: Response, onProgress: (received: Received) => void): Promise<Blob> {
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = Number.isSafeInteger(length) && length > 0 ? length : null;
  const type = response.headers.get('content-type') ?? '';
  const reader = response.body?.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  onProgress({ done, total });
  for (let piece = await reader?.read(); piece?.value !== undefined; piece = await reader?.read()) {
    pieces.push(piece.value);
    done += piece.value.byteLength;
    onProgress({ done, total });
  }
  return new Blob(pieces, { type });
}

/** The name that the server gives a file, with all its letters. */
export function fileName(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

/** Megabytes with one decimal. */
export function megabytes(bytes: number): number {
  return Math.round(bytes / 100_000) / 10;
}
