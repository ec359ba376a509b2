// Keeps a room's document in this browser, so that edits made without a connection outlive the page.

import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';
import type { ParticipantId, RoomId } from '../protocol/session';

/** A browser that takes longer to open its store is not waited for; what it holds joins in when it comes. */
const OPENING_MS_MAX = 2_000;

export interface Keep {
  /** Resolves when what was kept is in the document, when nothing can be kept, or when it takes too long. */
  loaded: Promise<void>;
  destroy(): void;
}

/** Keeps `doc`, and reports whether that works: private windows and full disks refuse. */
export function keepInBrowser(
  doc: Y.Doc,
  room: RoomId,
  participant: ParticipantId,
  onWorking: (working: boolean) => void,
): Keep {
  if (typeof indexedDB === 'undefined') {
    onWorking(false);
    return { loaded: Promise.resolve(), destroy: () => {} };
  }
  const persistence = new IndexeddbPersistence(`picnic.${room}.${participant}`, doc);
  // The opening is `_db`: the library has no other way to say that it failed.
  const opened = persistence._db.then((database) => {
    database.addEventListener('abort', () => onWorking(false));
    return persistence.whenSynced;
  });
  const loaded = opened.then(
    () => onWorking(true),
    () => onWorking(false),
  );
  const tooLong = new Promise<void>((resolve) => setTimeout(resolve, OPENING_MS_MAX));
  return {
    loaded: Promise.race([loaded, tooLong]),
    destroy: () => void persistence.destroy().catch(() => {}),
  };
}
