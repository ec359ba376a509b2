// What pages show of a document, as plain values: the form of `protocol/corpus/documents/`.

import * as Y from 'yjs';
import { isNewer, readBoardTitle } from './about';
import { Clusters } from './clusters';
import { fitText } from './fitting';
import { byItem, items } from './items';
import { Notes } from './notes';
import { Sections } from './sections';

/** Notes whose height depends on more than their lines are in no document. */
const fitting = (text: string) => fitText(text, (piece) => piece.length * 0.5);

export type Shown = ReturnType<typeof shownOf>;

/** Read as it comes, piece by piece. */
export function shownOf(board: Uint8Array) {
  const doc = new Y.Doc();
  const notes = new Notes(doc, fitting);
  const clusters = new Clusters(doc, notes);
  const sections = new Sections(doc, () => {});
  Y.applyUpdate(doc, board);
  return shownBy(doc, notes, clusters, sections);
}

/** Read once all is there. */
export function shownAtOnce(board: Uint8Array) {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, board);
  const notes = new Notes(doc, fitting);
  return shownBy(doc, notes, new Clusters(doc, notes), new Sections(doc, () => {}));
}

function shownBy(doc: Y.Doc, notes: Notes, clusters: Clusters, sections: Sections) {
  const all = sorted(notes.all());
  const hidden = all.filter(({ id }) => notes.coverOf(id) !== undefined);
  const inSight = sorted(notes.lying());
  const standing = [...items(clusters)].filter(({ kind, within }) => kind === 'cluster' || within === null);
  return {
    title: readBoardTitle(doc),
    newer: isNewer(doc),
    notes: all.map(({ id, text, x, y, z, color, size, locked, cluster, under }) => ({
      id,
      text,
      at: [x, y],
      z,
      color,
      size,
      locked,
      cluster,
      under,
    })),
    clusters: sorted(clusters.all()).map(({ id, title, at, color, folded }) => ({
      id,
      title,
      at: [at.x, at.y],
      color,
      folded,
    })),
    sections: sections.all().map(({ id, title, x, y, width, height, color }) => ({
      id,
      title,
      at: [x, y],
      size: [width, height],
      color,
    })),
    under: grouped(hidden.map(({ id }) => [notes.coverOf(id) ?? '', id])),
    order: standing.sort(byItem).map(({ kind, place }) => `${kind} ${place.id}`),
    areas: grouped(
      inSight.flatMap((note) => {
        const section = sections.of(note);
        return section === undefined ? [] : [[section.id, note.id] as const];
      }),
    ),
    heights: Object.fromEntries(inSight.map(({ id, height }) => [id, height])),
  };
}

function sorted<T extends { id: string }>(all: Iterable<T>): T[] {
  return [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Lists of what belongs to one, by that one; in no order. */
function grouped(pairs: readonly (readonly [string, string])[]): [string, string[]][] {
  const lists = new Map<string, string[]>();
  for (const [of, id] of pairs) lists.set(of, [...(lists.get(of) ?? []), id].sort());
  return [...lists];
}
