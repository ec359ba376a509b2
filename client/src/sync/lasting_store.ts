// A store that lasts: asked one thing after the other, and opened again later when it fails or the browser deletes it.

import { openStore, type Store } from './store';

/** First and longest waits before a store that failed is opened again. */
const AGAIN_MS_FIRST = 500;
const AGAIN_MS_MAX = 30_000;

export interface StoreEdge {
  /** It is open, for the first time or anew: what is done first of all. */
  onOpen(): Promise<void>;
  /** All that was done first is done. */
  onWorking(): void;
  /** It is gone, with what was not in it yet. */
  onLost(): void;
}

export interface LastingStore {
  /** Undefined while it is not open. */
  store(): Store | undefined;
  isClosed(): boolean;
  /** Opens it; resolves when that is done, or failed for now. */
  open(): Promise<void>;
  /** One after the other; what fails closes the store and opens it again later. */
  inTurn(work: () => Promise<void>): Promise<void>;
  close(): void;
}

export function createLastingStore(name: string, { onOpen, onWorking, onLost }: StoreEdge): LastingStore {
  let store: Store | undefined;
  let busy: Promise<void> = Promise.resolve();
  let againMs = AGAIN_MS_FIRST;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  function inTurn(work: () => Promise<void>): Promise<void> {
    busy = busy.then(work).catch(lose);
    return busy;
  }

  function lose(): void {
    if (closed) return;
    store?.close();
    store = undefined;
    onLost();
    clearTimeout(timer);
    timer = setTimeout(() => inTurn(open), againMs);
    againMs = Math.min(AGAIN_MS_MAX, 2 * againMs);
  }

  async function open(): Promise<void> {
    if (closed || store !== undefined) return;
    const opened = await openStore(name, () => {
      if (store === opened) lose();
    });
    if (closed) {
      opened.close();
      return;
    }
    store = opened;
    await onOpen();
    againMs = AGAIN_MS_FIRST;
    onWorking();
  }

  return {
    store: () => store,
    isClosed: () => closed,
    open: () => inTurn(open),
    inTurn,
    close() {
      closed = true;
      clearTimeout(timer);
      void busy.then(() => store?.close());
    },
  };
}
