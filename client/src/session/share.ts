// Keeps what has not changed the same object, so that the page draws anew only what has.

/** `after`, with every part of it that equals its place in `before` taken from there. */
export function sharing<Value>(before: unknown, after: Value): Value {
  if (Object.is(before, after)) return after;
  if (Array.isArray(after)) {
    return Array.isArray(before) ? (sharedList(before, after) as Value) : after;
  }
  if (!isRecord(after) || !isRecord(before) || Array.isArray(before)) return after;
  let same = Object.keys(before).length === Object.keys(after).length;
  const shared: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(after)) {
    const part = sharing(before[key], value);
    shared[key] = part;
    if (!(key in before) || !Object.is(part, before[key])) same = false;
  }
  return (same ? before : shared) as Value;
}

/** Things that have ids are found again wherever they stand; others by their place. */
function sharedList(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const byId = new Map<string, unknown>();
  for (const item of before) {
    const id = idOf(item);
    if (id !== undefined) byId.set(id, item);
  }
  let same = before.length === after.length;
  const shared = after.map((item, index) => {
    const id = idOf(item);
    const part = sharing(id === undefined ? before[index] : byId.get(id), item);
    if (!Object.is(part, before[index])) same = false;
    return part;
  });
  return same ? before : shared;
}

function idOf(item: unknown): string | undefined {
  return isRecord(item) && typeof item.id === 'string' ? item.id : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
