// What taking a step back leaves empty is filled with what is known of it: a field of an entry never goes by an undo.

import * as Y from 'yjs';

/** Fields that an entry may go without: what stood there before may be nothing. */
const MAY_BE_ABSENT: ReadonlySet<string> = new Set(['cluster', 'by', 'under', 'folded', 'size', 'locked']);

/** What was taken back: which blocks it had written, and which it had deleted. */
export type Step = NonNullable<ReturnType<Y.UndoManager['undo']>>;

/** Fills what the step left empty in the entries of these maps and in `about`, within the change that took it back. */
export function refillEmptied(
  maps: readonly Y.Map<unknown>[],
  about: Y.Map<unknown>,
  transaction: Y.Transaction,
  step: Step,
): void {
  const known = new KnownValues(transaction, step);
  for (const [changed, keys] of [...transaction.changed]) {
    if (!(changed instanceof Y.Map)) continue;
    const map: Y.Map<unknown> = changed;
    const named = [...keys].filter((key) => key !== null);
    const isEntry = maps.some((one) => one === map.parent) && map._item?.deleted === false;
    if (maps.includes(map)) for (const key of named) refillRestored(map, key, known);
    else if (isEntry || map === about) for (const key of named) refill(map, key, map._map.get(key), known);
  }
}

/** An entry that came back lacks what somebody else had changed in it as it went. */
function refillRestored(map: Y.Map<unknown>, key: string, known: KnownValues): void {
  const entry = map.get(key);
  const item = map._map.get(key);
  if (!(entry instanceof Y.Map) || item === undefined) return;
  const before = leftwards(item.left).find(({ redone }) => redone !== null && Y.compareIDs(redone, item.id));
  if (!(before?.content instanceof Y.ContentType) || !(before.content.type instanceof Y.Map)) return;
  for (const [field, last] of before.content.type._map) refill(entry, field, last, known);
}

function refill(entry: Y.Map<unknown>, field: string, last: Y.Item | undefined, known: KnownValues): void {
  if (entry.has(field)) return;
  const items = leftwards(last ?? null);
  const before = known.first(items.filter((item) => known.stoodBefore(item)));
  // A board without a title has the one that its room was made with.
  const mayBeAbsent = MAY_BE_ABSENT.has(field) || entry._item === null;
  const value = before ?? (mayBeAbsent ? undefined : known.first(items));
  if (value !== undefined) entry.set(field, value);
}

/** What stood under a key, last first. */
function leftwards(last: Y.Item | null): Y.Item[] {
  const items: Y.Item[] = [];
  for (let item = last; item !== null; item = item.left) items.push(item);
  return items;
}

class KnownValues {
  constructor(
    private readonly transaction: Y.Transaction,
    private readonly step: Step,
  ) {}

  /** Whether this is what the step took the place of. */
  stoodBefore({ id }: Y.Item): boolean {
    return Y.isDeleted(this.step.deletions, id) && !Y.isDeleted(this.step.insertions, id);
  }

  /** The first value that can still be read, to be written anew. */
  first(items: readonly Y.Item[]): unknown {
    for (const { content } of items) {
      if (content instanceof Y.ContentDeleted) continue;
      const value =
        content instanceof Y.ContentType ? this.copyOf(content.type) : content.getContent().at(-1);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  private copyOf(type: unknown): unknown {
    if (type instanceof Y.Text && !(type instanceof Y.XmlText))
      return new Y.Text(this.partsOf(type).join(''));
    if (!(type instanceof Y.Array)) return undefined;
    const copy = new Y.Array<unknown>();
    copy.push(this.partsOf(type));
    return copy;
  }

  /** What stands in it, or went together with it. */
  private partsOf(type: Y.Text | Y.Array<unknown>): unknown[] {
    const parts: unknown[] = [];
    for (let item = type._start; item !== null; item = item.right) {
      if (item.countable && (!item.deleted || this.wentNow(item.id)))
        parts.push(...item.content.getContent());
    }
    return parts;
  }

  private wentNow({ client, clock }: Y.ID): boolean {
    // The deletions of a change that is under way lie in no order yet.
    const now = this.transaction.deleteSet.clients.get(client) ?? [];
    const isNow = now.some((range) => range.clock <= clock && clock < range.clock + range.len);
    return isNow || Y.isDeleted(this.step.deletions, Y.createID(client, clock));
  }
}
