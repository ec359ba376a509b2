// What pages show of boards that no page wrote; `server/tests/documents.rs` holds the server to the same answers.

import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { isNewer, readBoardTitle } from './about';
import { Clusters } from './clusters';
import { fitText } from './fitting';
import { Notes } from './notes';
import { Sections } from './sections';

interface Document {
  board: string;
  shown: { [list in 'notes' | 'clusters' | 'sections']: { id: string }[] } & {
    title: string | null;
    newer: boolean;
    under: [string, string[]][];
  };
}

const documents = import.meta.glob<Document>('../../../../protocol/corpus/documents/*.json', {
  eager: true,
  import: 'default',
});

const byId = (all: Iterable<{ id: string }>) => new Map([...all].map((one) => [one.id, one]));

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
