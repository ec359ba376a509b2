// Updates of one document in this browser's IndexedDB: opened, read, added to, packed. In the form of y-indexeddb 9, whose
// stores of earlier versions are read on; that library throws into every edit once its database was deleted under it.

/** As y-indexeddb names it: rows in the order they came, each an update. */
const UPDATES = 'updates';
/** As y-indexeddb makes it; nothing is in it. */
const CUSTOM = 'custom';

/** Rows as they lie there: whatever anybody put. */
export interface Rows {
  readonly rows: readonly unknown[];
  /** The key of the last one; of the last before when there are none. */
  readonly last: number;
}

export interface Store {
  /** The rows after a key. */
  readAfter(key: number): Promise<Rows>;
  /** Adds rows, all or none; how many there are now. */
  add(updates: readonly Uint8Array[]): Promise<number>;
  /** Reads the rows after a key, and puts what `pack` makes of it all into the place of everything; the key of that. */
  pack(key: number, pack: (rows: readonly unknown[]) => Uint8Array): Promise<number>;
  close(): void;
}

/** Opens a store; rejects where the browser keeps nothing. `onGone` when somebody deletes it, or the browser closes it. */
export async function openStore(name: string, onGone: () => void): Promise<Store> {
  const opening = indexedDB.open(name);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(UPDATES, { autoIncrement: true });
    opening.result.createObjectStore(CUSTOM);
  };
  const database = await answerOf(opening);
  database.onclose = onGone;
  database.onversionchange = () => {
    // Whoever deletes it waits for this.
    database.close();
    onGone();
  };

  return {
    readAfter(key) {
      const transaction = database.transaction(UPDATES, 'readonly');
      return read(transaction.objectStore(UPDATES), key);
    },
    async add(updates) {
      const transaction = database.transaction(UPDATES, 'readwrite');
      const done = endOf(transaction);
      const store = transaction.objectStore(UPDATES);
      for (const update of updates) store.add(update);
      const count = store.count();
      // Said now, it needs nobody any more: a tab that is closed in this moment would take the rows with it.
      transaction.commit();
      await done;
      return count.result;
    },
    async pack(key, pack) {
      const transaction = database.transaction(UPDATES, 'readwrite');
      const done = endOf(transaction);
      const store = transaction.objectStore(UPDATES);
      const { rows, last } = await read(store, key);
      const added = store.add(pack(rows));
      store.delete(IDBKeyRange.upperBound(last));
      await done;
      return Number(added.result);
    },
    close() {
      database.close();
    },
  };
}

async function read(store: IDBObjectStore, key: number): Promise<Rows> {
  const range = IDBKeyRange.lowerBound(key, true);
  const [rows, keys] = await Promise.all([answerOf(store.getAll(range)), answerOf(store.getAllKeys(range))]);
  return { rows, last: Number(keys.at(-1) ?? key) };
}

function answerOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Settles when a transaction is in the store, or is known not to be. */
function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
