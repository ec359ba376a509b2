import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { undoOf } from '../document/undo';
import { Drawn } from './drawn';
import { addConnector, addStroke, removeDrawn } from './edits';
import { STROKE_POINTS_MAX } from './limits';
import { outlineOf } from './outline';
import { readStroke } from './stroke';

function entry(fields: Record<string, unknown>): Y.Map<unknown> {
  const doc = new Y.Doc();
  doc.getMap('strokes').set('s', new Y.Map(Object.entries(fields)));
  return doc.getMap('strokes').get('s') as Y.Map<unknown>;
}

test('a stroke that another program wrote is read as the server reads it, or is none', () => {
  expect(readStroke('s', entry({}))).toBeNull();
  expect(readStroke('', entry({ path: [1, 2] }))).toBeNull();
  expect(readStroke('s', 'words')).toBeNull();
  expect(readStroke('s', entry({ path: ['x', 1, 2, 3], width: 1e6, color: '#b3261e', by: 7 }))).toMatchObject(
    {
      path: [1, 2],
      width: 64,
      color: null,
      tint: '#b3261e',
      by: null,
    },
  );
  const pairs = [
    [1, 2, 0.9],
    [3, 1e9],
  ];
  expect(readStroke('s', entry({ path: pairs, color: 'blue' }))).toMatchObject({
    path: [1, 2, 3, 100_000],
    width: 3,
    color: 'blue',
  });
  const long = readStroke('s', entry({ path: Array.from({ length: 50_000 }, (_, at) => at) }));
  expect(long?.path.length).toBe(2 * STROKE_POINTS_MAX);
});

test('pressure counts where there is one for each point', () => {
  expect(readStroke('s', entry({ path: [1, 2, 3, 4], pressure: [0.5, 7] }))?.pressure).toEqual([0.5, 1]);
  expect(readStroke('s', entry({ path: [1, 2, 3, 4], pressure: [0.5] }))?.pressure).toBeNull();
  expect(readStroke('s', entry({ path: [1, 2, 3, 4], pressure: [0.5, 'x'] }))?.pressure).toBeNull();
});

test('the outline of any stroke is a path of finite numbers, of a dot too', () => {
  for (const path of [
    [5, 5],
    [5, 5, 5, 5],
    [0, 0, 100, 0, 100, 100],
  ]) {
    const outline = outlineOf({ path, pressure: null, width: 6 });
    expect(outline).toMatch(/^M[-\d. ]+Q[-\d. ]+Z$/);
  }
  expect(outlineOf({ path: [], pressure: null, width: 6 })).toBe('');
});

test('a stroke and a connector come, go and come back by one undo each, and listeners hear of them', () => {
  const doc = new Y.Doc();
  const drawn = new Drawn(doc);
  const undo = undoOf(doc);
  let heard = 0;
  drawn.listen((ids) => {
    heard += ids.size;
  });
  const ink = { path: [0, 0, 9, 9], pressure: null, color: 'pink', width: 3 } as const;
  addStroke(doc, 's', ink, 'aino');
  undo.stopCapturing();
  addConnector(doc, 'c', { from: 'a', to: 'b' }, null);
  undo.stopCapturing();
  expect([drawn.strokes.get('s'), drawn.connectors.get('c')]).toMatchObject([
    { ...ink, by: 'aino' },
    { from: 'a', to: 'b', by: null },
  ]);
  removeDrawn(doc, ['s'], ['c']);
  expect([drawn.strokes.count, drawn.connectors.count]).toEqual([0, 0]);
  undo.undo();
  expect([drawn.strokes.get('s')?.by, drawn.connectors.count]).toEqual(['aino', 1]);
  undo.undo();
  undo.undo();
  expect([drawn.strokes.count, drawn.connectors.count]).toEqual([0, 0]);
  expect(heard).toBe(8);
});

test('a connector that leads from nothing, to nothing or to itself is none', () => {
  const doc = new Y.Doc();
  const connectors = doc.getMap('connectors');
  for (const [id, fields] of Object.entries({
    one: { from: 'a' },
    two: { from: 'a', to: 'a' },
    three: { from: 1, to: {} },
    __proto__: { from: 'a', to: 'b' },
    '': { from: 'a', to: 'b' },
  }))
    connectors.set(id, new Y.Map(Object.entries(fields)));
  connectors.set('words', 'a → b');
  connectors.set('__proto__', new Y.Map(Object.entries({ from: 'a', to: 'b' })));
  expect([...new Drawn(doc).connectors.all()].map(({ id }) => id)).toEqual(['__proto__']);
});
