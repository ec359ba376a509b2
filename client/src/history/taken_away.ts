// Much that was taken away and that nobody here has looked at since: it is told of after its message has gone.

import { createRoot, createSignal } from 'solid-js';
import type { BinItem } from './answers';

/** What went at once, each by the number that it has in the bin. */
const [takenAway, setTakenAway] = createRoot(() => createSignal<ReadonlySet<number>>(new Set()));

export { takenAway };

export function noteTakenAway(batch: number): void {
  setTakenAway((batches) => new Set([...batches, batch]));
}

/** The bin was looked at, or its room was left. */
export function lookedAtBin(): void {
  setTakenAway(new Set<number>());
}

/** What the bin holds no more is back, or gone for good. */
export function keepWhatIsInBin(items: readonly Pick<BinItem, 'batch'>[]): void {
  const left = new Set(items.map(({ batch }) => batch));
  setTakenAway((batches) => new Set([...batches].filter((batch) => left.has(batch))));
}
