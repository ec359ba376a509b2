// The notes that are spoken of beside the board, marked for this person alone.

import { type Accessor, createSignal, untrack } from 'solid-js';

export interface Pointed {
  readonly ids: Accessor<ReadonlySet<string>>;
  /** Marks these and no others. What it returns takes the marks away, unless others were marked since. */
  point(ids: readonly string[]): () => void;
}

/** `remark` hears which notes are to be drawn anew. */
export function createPointed(remark: (ids: ReadonlySet<string>) => void): Pointed {
  const [pointed, setPointed] = createSignal<ReadonlySet<string>>(new Set());
  function write(now: ReadonlySet<string>): void {
    const had = untrack(pointed);
    setPointed(now);
    remark(new Set([...had, ...now]));
  }
  return {
    ids: pointed,
    point(ids) {
      const now = new Set(ids);
      write(now);
      return () => {
        if (untrack(pointed) === now) write(new Set());
      };
    },
  };
}
