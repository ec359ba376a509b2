// What is kept of words not sent yet: this page's own, and what other pages of the same person left in storage.

import { batch, createSignal } from 'solid-js';
import type { WordsInStorage } from './in_storage';
import type { HalfWritten } from './words';

export interface Kept {
  own(): readonly HalfWritten[];
  ofOthers(): readonly HalfWritten[];
  /** Wherever it is kept. */
  find(id: string): HalfWritten | undefined;
  /** False while the browser has no room for all of this page's own. */
  isKept(): boolean;
  /** Keeps one as this page's own, in the place of what it was before. */
  keep(entry: HalfWritten): void;
  /** The same with one that another page keeps: it is nowhere missing meanwhile. */
  takeOver(entry: HalfWritten): void;
  /** Takes one away, wherever it is kept. */
  takeAway(id: string): void;
  close(): void;
}

export function createKept(storage: WordsInStorage): Kept {
  const [own, setOwn] = createSignal<readonly HalfWritten[]>([]);
  const [others, setOthers] = createSignal(storage.others());
  const [isKept, setIsKept] = createSignal(true);
  const stopListening = storage.listen((taken) => {
    // What was sent, written on or thrown away there does not come back from here.
    // In one go with where it is now: its field stays under its writer.
    batch(() => {
      if (taken.size > 0) setOwn((all) => all.filter(({ id }) => !taken.has(id)));
      setOthers(storage.others());
    });
  });

  const ofOthers = () => [...others().values()].flat();
  /** What another page has just taken over is its own, also before it is heard that it is no more this one's. */
  function ownLeft(): readonly HalfWritten[] {
    const takenOver = new Set(ofOthers().map(({ id }) => id));
    return own().filter(({ id }) => !takenOver.has(id));
  }

  function save(next: readonly HalfWritten[]): void {
    setOwn(next);
    setIsKept(storage.save(next));
  }

  function keep(entry: HalfWritten): void {
    const rest = own().filter(({ id }) => id !== entry.id);
    save([...rest, entry]);
  }

  function takeFromOthers(id: string): void {
    // Read anew: what another page kept since is not taken along.
    for (const [page, kept] of storage.others()) {
      if (!kept.some((one) => one.id === id)) continue;
      storage.saveOf(
        page,
        kept.filter((one) => one.id !== id),
      );
      setOthers(storage.others());
    }
  }

  return {
    own: ownLeft,
    ofOthers,
    find: (id) => [...ownLeft(), ...ofOthers()].find((one) => one.id === id),
    isKept,
    keep,
    takeOver(entry) {
      batch(() => {
        keep(entry);
        takeFromOthers(entry.id);
        // There is room for it now that it is gone there.
        if (!isKept()) save(own());
      });
    },
    takeAway(id) {
      if (own().some((one) => one.id === id)) save(own().filter((one) => one.id !== id));
      takeFromOthers(id);
    },
    close: stopListening,
  };
}
