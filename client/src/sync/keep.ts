// Keeps a room's document in this browser, so that edits made without a connection outlive the page: also when the browser
// deletes its store under the open page, and for other tabs of the same person, which send what a closed one could not.

import * as Y from 'yjs';
import type { ParticipantId, RoomId } from '../protocol/session';
import { createLastingStore } from './lasting_store';

/** A browser that takes longer to open its store is not waited for; what it holds joins in when it comes. */
const OPENING_MS_MAX = 2_000;

/** Rows from which on they are packed into one. */
const ROWS_MAX = 500;

/** What tabs say to each other: look. */
const CALL = 'kept';

/** The origin of what comes out of the store: words of an earlier page, or of another tab. */
export const KEPT = 'kept';

export interface Keep {
  /** Resolves when what was kept is in the document, when nothing can be kept, or when it takes too long. */
  loaded: Promise<void>;
  /** Takes in what other tabs have kept since. */
  look(): void;
  /** What is in the store is not at the server: other tabs may send it. */
  callOthers(): void;
  destroy(): void;
}

export interface KeepOptions {
  room: RoomId;
  participant: ParticipantId;
  /** Whether what is written here goes to the server at once. */
  live(): boolean;
  /** Whether all of the document is kept: private windows and full disks refuse. */
  onWorking(working: boolean): void;
  /** Another tab has something that is not at the server. */
  onCalled(): void;
}

/** Keeps `doc`. Never throws into an edit. */
export function keepInBrowser(doc: Y.Doc, options: KeepOptions): Keep {
  const { live, onCalled, onWorking } = options;
  const name = `picnic.${options.room}.${options.participant}`;
  const others = openChannel(name);
  /** Of the rows that are in the document. */
  let seen = 0;
  let waiting: Uint8Array[] = [];
  /** The store lacks something that only the whole document makes good. */
  let lacks = false;
  const lasting = createLastingStore(name, {
    async onOpen() {
      seen = 0;
      if (doc.store.clients.size > 0) lacks = true;
      await takeIn();
      await write();
    },
    onWorking: () => onWorking(true),
    onLost() {
      waiting = [];
      lacks = true;
      onWorking(false);
    },
  });
  const { inTurn } = lasting;

  async function takeIn(): Promise<void> {
    const store = lasting.store();
    if (store === undefined) return;
    const { rows, last } = await store.readAfter(seen);
    if (lasting.isClosed()) return;
    apply(doc, rows);
    seen = last;
    if (rows.length >= ROWS_MAX) lacks = true;
  }

  /** Everything that the store does not have. */
  async function write(): Promise<void> {
    const store = lasting.store();
    if (store === undefined) return;
    const updates = waiting;
    waiting = [];
    const rows = lacks || updates.length === 0 ? 0 : await store.add(updates);
    if (lacks || rows >= ROWS_MAX) {
      seen = await store.pack(seen, (unseen) => {
        apply(doc, unseen);
        // What is written from here on comes as updates of its own.
        waiting = [];
        return Y.encodeStateAsUpdate(doc);
      });
      lacks = false;
    }
    if (!live()) call();
  }

  /** Others look once it is there to be seen; a page that is left calls nobody. */
  function call(): void {
    if (!lasting.isClosed()) others?.postMessage(CALL);
  }

  function onUpdate(update: Uint8Array, origin: unknown): void {
    if (origin === KEPT || lasting.store() === undefined) return;
    waiting.push(update);
    // What is written while it waits for its turn goes along.
    if (waiting.length === 1) void inTurn(write);
  }

  if (others !== undefined) {
    others.onmessage = () => {
      void inTurn(takeIn);
      onCalled();
    };
  }
  doc.on('update', onUpdate);
  const tooLong = new Promise<void>((resolve) => {
    setTimeout(() => {
      if (lasting.store() === undefined && !lasting.isClosed()) onWorking(false);
      resolve();
    }, OPENING_MS_MAX);
  });

  return {
    loaded: Promise.race([lasting.open(), tooLong]),
    look: () => void inTurn(takeIn),
    callOthers() {
      void inTurn(async () => call());
    },
    destroy() {
      lasting.close();
      doc.off('update', onUpdate);
      others?.close();
    },
  };
}

/** A channel to other tabs with the same name; none where the browser has none, and they look by themselves. */
function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}

/** Applies rows that are sound; one that is not is as good as gone, and the server has what it can. */
function apply(doc: Y.Doc, rows: readonly unknown[]): void {
  for (const row of rows) {
    if (!(row instanceof Uint8Array)) continue;
    try {
      // Read through before the document sees any of it.
      Y.decodeUpdate(row);
      Y.applyUpdate(doc, row, KEPT);
    } catch {
      // The next packing leaves it out.
    }
  }
}
