// A connector as the document has it: from one note or cluster to another. Where an end is missing, nothing is shown.

import * as Y from 'yjs';

export interface Connector {
  readonly id: string;
  /** The key of a note, else of a cluster. */
  readonly from: string;
  readonly to: string;
  readonly by: string | null;
}

/** The connector under `id`; null where it leads from nothing or to nothing, or to itself. */
export function readConnector(id: string, entry: unknown): Connector | null {
  if (id === '' || !(entry instanceof Y.Map)) return null;
  const [from, to, by] = ['from', 'to', 'by'].map((field) => wordIn(entry.get(field)));
  if (from == null || to == null || from === to) return null;
  return { id, from, to, by: by ?? null };
}

function wordIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
