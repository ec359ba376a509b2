// What pages show of boards that no page wrote; `server/tests/documents.rs` holds the server to the same answers.

import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { isNewer, readBoardTitle } from './about';
import { Clusters } from './clusters';
import { fitText } from './fitting';
import { byItem, items } from './items';
import { Notes } from './notes';
import { Sections } from './sections';

interface Document {
  board: string;
  shown: { [list in 'notes' | 'clusters' | 'sections']: { id: string }[] } & {
    title: string | null;
    newer: boolean;
    under: [string, string[]][];
    order?: string[];
    areas?: Record<string, string[]>;
    heights?: Record<string, number>;
  };
}

const documents = import.meta.glob<Document>('../../../../protocol/corpus/documents/*.json', {
  eager: true,
  import: 'default',
});

const byId = (all: Iterable<{ id: string }>) => new Map([...all].map((one) => [one.id, one]));

const sorted = (lists: Record<string, string[]>) =>
  Object.entries(lists).map(([id, list]) => [id, [...list].sort()]);

test('there are documents', () => {
  expect(Object.keys(documents).length).toBeGreaterThan(5);
});

test.each(Object.entries(documents))('%s', (_file, { board, shown }) => {
  const doc = new Y.Doc();
  // Read as it comes, piece by piece, and once more from the start: both give the same.
  const notes = new Notes(doc, (text) => fitText(text, (piece) => piece.length * 0.5));
  const clusters = new Clusters(doc, notes);
  const sections = new Sections(doc, () => {});
  Y.applyUpdate(
    doc,
    Uint8Array.from(atob(board), (char) => char.charCodeAt(0)),
  );
  const again = new Notes(doc, (text) => fitText(text, (piece) => piece.length * 0.5));

  for (const all of [notes, again]) {
    const seen = [...all.all()].map(({ id, text, x, y, z, color, cluster, under }) => ({
      id,
      text,
      at: [x, y],
      z,
      color,
      cluster,
      under,
    }));
    expect(byId(seen)).toEqual(byId(shown.notes));
    const hidden = [...all.all()].filter(({ id }) => all.coverOf(id) !== undefined);
    const under = new Map(hidden.map(({ id }) => [id, all.coverOf(id)]));
    expect(under).toEqual(new Map(shown.under.flatMap(([top, ids]) => ids.map((id) => [id, top]))));
  }
  const cloths = [...clusters.all()].map(({ id, title, at, color, folded }) => ({
    id,
    title,
    at: [at.x, at.y],
    color,
    folded,
  }));
  expect(byId(cloths)).toEqual(byId(shown.clusters));
  const areas = sections.all().map(({ id, title, x, y, width, height, color }) => ({
    id,
    title,
    at: [x, y],
    size: [width, height],
    color,
  }));
  expect(byId(areas)).toEqual(byId(shown.sections));
  if (shown.heights !== undefined) {
    const heights = Object.keys(shown.heights).map((id) => [id, notes.get(id)?.height]);
    expect(Object.fromEntries(heights)).toEqual(shown.heights);
  }
  if (shown.areas !== undefined) {
    const lie = (id: string) => [...notes.shown()].filter((note) => sections.of(note)?.id === id);
    const within = Object.keys(shown.areas).map((id) => [id, lie(id).map((note) => note.id)]);
    expect(sorted(Object.fromEntries(within))).toEqual(sorted(shown.areas));
  }
  if (shown.order !== undefined) {
    const standing = [...items(clusters)].filter(({ kind, within }) => kind === 'cluster' || within === null);
    const order = standing.sort(byItem).map(({ kind, place }) => `${kind} ${place.id}`);
    expect(order).toEqual(shown.order);
  }
  expect(readBoardTitle(doc)).toBe(shown.title);
  expect(isNewer(doc)).toBe(shown.newer);
});

test('what somebody writes in the board makes no page read-only once the server told its form', () => {
  const doc = new Y.Doc();
  doc.getMap('meta').set('schema', 99);
  expect(isNewer(doc)).toBe(true);
  expect(isNewer(doc, 1)).toBe(false);
  expect(isNewer(doc, 2)).toBe(true);
});
