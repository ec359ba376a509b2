// What lies in the room's bin: fetched while it is shown, and again whenever it has another number of things.

import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import type { Session } from '../session/session';
import { type BinItem, fetchBin } from './answers';

export type Bin = ReturnType<typeof createBin>;

/** Whoever changes the bin fetches it themselves: as much may have come into it at once as went out. */
export function createBin(session: Pick<Session, 'room' | 'state'>, isShown: () => boolean) {
  /** Null until they came. */
  const [items, setItems] = createSignal<readonly BinItem[] | null>(null);
  const [failed, setFailed] = createSignal(false);
  let asked = 0;
  let isOver = false;
  onCleanup(() => {
    isOver = true;
  });

  async function fetch(): Promise<void> {
    asked += 1;
    const mine = asked;
    const answer = await fetchBin(session.room);
    // Another question is on its way, and will know more.
    if (isOver || mine !== asked) return;
    setFailed(answer === undefined);
    if (answer !== undefined) setItems(answer.items);
  }

  const count = createMemo(() => session.state()?.bin);
  createEffect(() => {
    count();
    if (isShown()) void fetch();
  });

  return { items: () => items() ?? [], known: () => items() !== null, failed, fetch };
}

/** What was taken away at once, newest first. */
export interface Batch {
  readonly batch: number;
  readonly items: readonly BinItem[];
}

/** Things that went at once stand together. */
export function batchesOf(items: readonly BinItem[]): readonly Batch[] {
  const batches = new Map<number, BinItem[]>();
  for (const item of items) {
    const together = batches.get(item.batch);
    if (together === undefined) batches.set(item.batch, [item]);
    else together.push(item);
  }
  return [...batches].map(([batch, together]) => ({ batch, items: together }));
}

/** So much of its words tells things apart where several that went at once are one row: two stand side by side. */
const BEGINNING_MAX = 16;

/** How a text begins, by whole words where it has any so short. */
export function beginningOf(text: string): string {
  const letters = [...text];
  if (letters.length <= BEGINNING_MAX) return text;
  const cut = letters.slice(0, BEGINNING_MAX).join('');
  return `${/^(.*\S)\s+\S*$/.exec(cut)?.[1] ?? cut}…`;
}

/** The notes that went with a cluster, or after it: they come back with it. */
export function membersOf(item: BinItem, items: readonly BinItem[]): readonly BinItem[] {
  if (item.root !== 'clusters' || !item.whole) return [];
  const members = new Set(item.members);
  return items.filter(
    ({ root, key, fields }) => root === 'notes' && (fields.cluster === item.key || members.has(key)),
  );
}

/**
 * What «all» brings back: whatever the room lost. What somebody took away of their own alone, as by undoing that they made it, stays
 * there to be put back by itself; of their own beside others', it went with those and comes with them.
 */
export function lostToRoom(items: readonly BinItem[]): readonly BinItem[] {
  return batchesOf(items).flatMap(({ items: together }) =>
    together.every(({ own }) => own === true) ? [] : together,
  );
}
