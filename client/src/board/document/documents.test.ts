// What pages show of boards that no page wrote; `server/tests/behaviour/documents.rs` holds the server to the same answers.

import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { isNewer } from './about';
import { type Shown, shownAtOnce, shownOf } from './shown_for_tests';

interface Document {
  board: string;
  /** Without what follows from the rest, where nobody wrote it down. */
  shown: Partial<Shown>;
}

const documents = import.meta.glob<Document>('../../../../protocol/corpus/documents/*.json', {
  eager: true,
  import: 'default',
});

/** Without an order where there is none. */
function comparable(shown: Partial<Shown>) {
  const byId = <T extends { id: string }>(all: readonly T[] = []) => new Map(all.map((one) => [one.id, one]));
  const lists = (all: readonly [string, string[]][] = []) =>
    new Map(all.filter(([, ids]) => ids.length > 0).map(([id, ids]) => [id, [...ids].sort()]));
  return {
    ...shown,
    notes: byId(shown.notes),
    clusters: byId(shown.clusters),
    under: lists(shown.under),
    ...(shown.areas && { areas: lists(shown.areas) }),
    ...(shown.heights && { heights: new Map(Object.entries(shown.heights)) }),
  };
}

test('there are documents', () => {
  expect(Object.keys(documents).length).toBeGreaterThan(5);
});

test.each(Object.entries(documents))('%s', (_file, { board, shown }) => {
  const bytes = Uint8Array.from(atob(board), (char) => char.charCodeAt(0));
  for (const seen of [shownOf(bytes), shownAtOnce(bytes)]) {
    const asked = Object.fromEntries(Object.entries(seen).filter(([key]) => key in shown));
    expect(comparable(asked)).toEqual(comparable(shown));
  }
});

test('what somebody writes in the board makes no page read-only once the server told its form', () => {
  const doc = new Y.Doc();
  doc.getMap('meta').set('schema', 99);
  expect(isNewer(doc)).toBe(true);
  expect(isNewer(doc, 1)).toBe(false);
  expect(isNewer(doc, 2)).toBe(true);
});
