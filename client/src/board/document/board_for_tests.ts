// A board on a real document for the tests of its rules, and a random source that repeats itself.

import * as Y from 'yjs';
import { carryOut, NO_CHANGE, type Plan } from './cluster_plan';
import { Clusters } from './clusters';
import { addNotes } from './edits';
import { fitText } from './fitting';
import { Notes } from './notes';
import { Sections } from './sections';

export interface TestBoard {
  readonly doc: Y.Doc;
  readonly notes: Notes;
  readonly clusters: Clusters;
  readonly sections: Sections;
  note(id: string, x: number, y: number, cluster?: string): void;
  cluster(id: string, title?: string, at?: readonly [number, number]): void;
  /** Which notes are in which cluster, as the document says. */
  membership(): Record<string, string | null>;
}

export function testBoard(doc = new Y.Doc()): TestBoard {
  const notes = new Notes(doc, (text) => fitText(text, (piece) => piece.length * 0.5));
  const clusters = new Clusters(doc, notes);
  return {
    doc,
    notes,
    clusters,
    sections: new Sections(doc, () => {}),
    note(id, x, y, cluster) {
      addNotes(doc, [{ id, text: id, x, y, color: 'yellow', z: 1 }], 'me', 0);
      if (cluster !== undefined) carryOut(doc, joining([id], cluster));
    },
    cluster(id, title = '', [x, y] = [0, 0]) {
      carryOut(doc, { ...NO_CHANGE, make: [{ id, title, at: { x, y }, color: 'blue' }] });
    },
    membership: () =>
      Object.fromEntries([...notes.all()].map((note) => [note.id, clusters.of(note)?.id ?? null])),
  };
}

export function joining(ids: readonly string[], cluster: string | null): Plan {
  return { ...NO_CHANGE, join: new Map(ids.map((id) => [id, cluster])) };
}

/** Whole numbers below a bound, the same ones for the same seed. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
