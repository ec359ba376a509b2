// What is shown of strokes and connectors that no page wrote; `server/tests/behaviour/drawing.rs` holds the server to the same.

import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Drawn } from './drawn';

interface Corpus {
  board: string;
  shown: {
    strokes: { id: string; path: number[]; pressure: number[]; color: string; width: number }[];
    connectors: { id: string; from: string; to: string }[];
  };
}

const sorted = <T extends { id: string }>(all: T[]) => all.sort((a, b) => (a.id < b.id ? -1 : 1));

const files = import.meta.glob<Corpus>('../../../../protocol/corpus/drawn/*.json', {
  eager: true,
  import: 'default',
});

test.each(Object.entries(files))('%s', (_file, { board, shown }) => {
  const doc = new Y.Doc();
  const drawn = new Drawn(doc);
  Y.applyUpdate(
    doc,
    Uint8Array.from(atob(board), (char) => char.charCodeAt(0)),
  );
  const strokes = [...drawn.strokes.all()].map(({ id, path, pressure, color, tint, width }) => ({
    id,
    path,
    pressure: pressure ?? [],
    color: color ?? tint ?? '',
    width,
  }));
  expect(sorted(strokes)).toEqual(sorted(shown.strokes));
  const connectors = [...drawn.connectors.all()].map(({ id, from, to }) => ({ id, from, to }));
  expect(sorted(connectors)).toEqual(sorted(shown.connectors));
});

test('there are examples', () => {
  expect(Object.keys(files).length).toBe(1);
});
