// Keeps what has not changed the same object, so that the page draws anew only what has.

/** `after`, with every part of it that equals its place in `before` taken from there. */
export function keepingUnchanged<Value>(before: unknown, after: Value): Value {
  if (Object.is(before, after)) return after;
  if (Array.isArray(after)) {
    return Array.isArray(before) ? (unchangedList(before, after) as Value) : after;
  }
  if (after instanceof Map) {
    return before instanceof Map ? (unchangedMap(before, after) as Value) : after;
  }
  if (!isPlain(after) || !isPlain(before)) return after;
  const had = new Map(Object.entries(before));
  const shared = unchangedMap(had, new Map(Object.entries(after)));
  return (shared === had ? before : Object.fromEntries(shared)) as Value;
}

function unchangedMap(
  before: ReadonlyMap<unknown, unknown>,
  after: ReadonlyMap<unknown, unknown>,
): ReadonlyMap<unknown, unknown> {
  let same = before.size === after.size;
  const shared = new Map<unknown, unknown>();
  for (const [key, value] of after) {
    const part = keepingUnchanged(before.get(key), value);
    shared.set(key, part);
    if (!before.has(key) || !Object.is(part, before.get(key))) same = false;
  }
  return same ? before : shared;
}

/** Things that have ids are found again wherever they stand; others by their place. */
function unchangedList(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const byId = new Map<string, unknown>();
  for (const item of before) {
    const id = idOf(item);
    if (id !== undefined) byId.set(id, item);
  }
  let same = before.length === after.length;
  const shared = after.map((item, index) => {
    const id = idOf(item);
    const part = keepingUnchanged(id === undefined ? before[index] : byId.get(id), item);
    if (!Object.is(part, before[index])) same = false;
    return part;
  });
  return same ? before : shared;
}

function idOf(item: unknown): string | undefined {
  return isPlain(item) && 'id' in item && typeof item.id === 'string' ? item.id : undefined;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);
}
