// Small things kept in this browser. A browser that keeps nothing is no error: they last as long as the page.

/** What stands in a place for a moment before it is emptied because its room is forgotten. */
export const SWEPT = 'null';

/** What was stored, or null. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** What was stored as JSON; null for nothing, and for what is no JSON. */
export function readStoredJson(key: string): unknown {
  return parsed(readStored(key));
}

/** The value of a text in JSON; null for nothing, and for what is no JSON. */
export function parsed(stored: string | null): unknown {
  try {
    return JSON.parse(stored ?? 'null');
  } catch {
    return null;
  }
}

/** Stores a text; false where the browser is full or does not store. */
export function store(key: string, value: string): boolean {
  try {
    localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** Takes a text away. */
export function unstore(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was stored, then.
  }
}

/** What this tab stored, or null. */
export function readInTab(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Stores a text for as long as the tab is there; false where the browser does not store. */
export function storeInTab(key: string, value: string): boolean {
  try {
    sessionStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** The keys that begin so; none where nothing is stored. */
export function storedKeys(prefix: string): readonly string[] {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
    return keys.filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
