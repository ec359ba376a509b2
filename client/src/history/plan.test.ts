import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { joining, randomFrom, testBoard } from '../board/document/board_for_tests';
import { carryOut } from '../board/document/cluster_plan';
import { addNotes, OWN, removeNotes } from '../board/document/edits';
import { undoOf } from '../board/document/undo';
import type { BinItem, Root } from './answers';
import { type Fields, type Moment, presentIn, same } from './moment';
import { countIn, isAsThen, planOfBin, planOfMoment } from './plan';
import { putBack } from './write';

function inBin(root: Root, key: string, fields: Fields, id = 1): BinItem {
  return { id, root, key, whole: true, fields: Object.fromEntries(fields), atMs: 0, batch: 1 };
}

function isSame(one: Moment, other: Moment): boolean {
  return (['notes', 'clusters', 'sections', 'strokes', 'connectors'] as const).every(
    (root) =>
      one[root].size === other[root].size &&
      [...one[root]].every(([id, fields]) => sameFields(fields, other[root].get(id))),
  );
}

function sameFields(one: Fields, other: Fields = new Map()): boolean {
  return [...one.keys(), ...other.keys()].every((field) => same(one.get(field), other.get(field)));
}

test('notes come back under the same keys with all that stood in them, and one undo takes them away', () => {
  const { doc, note, cluster } = testBoard();
  cluster('c1', 'title');
  for (const id of ['n1', 'n2', 'n3']) note(id, 10, 20, 'c1');
  const before = presentIn(doc);
  removeNotes(doc, ['n1', 'n2']);
  const undo = undoOf(doc);
  const items = ['n1', 'n2'].map((id) => inBin('notes', id, before.notes.get(id) ?? new Map()));
  const plan = planOfBin(presentIn(doc), items);
  expect(countIn(plan)).toBe(2);
  putBack(doc, plan);
  expect(isSame(presentIn(doc), before)).toBe(true);
  expect(doc.getMap<Y.Map<unknown>>('notes').get('n1')?.get('text')).toBeInstanceOf(Y.Text);
  undo.undo();
  expect([...presentIn(doc).notes.keys()]).toEqual(['n3']);
});

test('of a moment that is like the board there is nothing to put back, until the board is another', () => {
  const { doc, note } = testBoard();
  note('n1', 10, 20);
  const moment = presentIn(doc);
  expect(isAsThen(presentIn(doc), moment, { of: 'all' })).toBe(true);
  note('n2', 300, 20);
  expect(isAsThen(presentIn(doc), moment, { of: 'all' })).toBe(false);
  expect(isAsThen(presentIn(doc), moment, { of: 'chosen', ids: new Set(['n1']) })).toBe(true);
});

test('nothing is put back over what is on the board again', () => {
  const { doc, note } = testBoard();
  note('n1', 10, 20);
  const there = presentIn(doc);
  const item = inBin(
    'notes',
    'n1',
    new Map<string, unknown>([
      ['text', 'as it was'],
      ['at', [1, 2]],
    ]),
  );
  expect(countIn(planOfBin(there, [item]))).toBe(0);
  // And when it came back between plan and writing.
  putBack(doc, planOfBin({ ...there, notes: new Map() }, [item]));
  expect(presentIn(doc)).toEqual(there);
});

test('words come back to a note that was emptied, or that another stands in the place of', () => {
  const { doc, note } = testBoard();
  for (const id of ['n1', 'n2', 'n3']) note(id, 10, 20);
  const before = presentIn(doc);
  const items = ['n1', 'n2', 'n3'].map((id) => {
    const item = inBin('notes', id, before.notes.get(id) ?? new Map());
    return { ...item, whole: id !== 'n1' };
  });
  const notes = doc.getMap<Y.Map<unknown>>('notes');
  const textOf = (id: string) => {
    const text = notes.get(id)?.get('text');
    if (!(text instanceof Y.Text)) throw new Error(`no text in ${id}`);
    return text;
  };
  textOf('n1').delete(0, textOf('n1').length);
  textOf('n1').insert(0, 'other words');
  const other = new Y.Map<unknown>([
    ['text', new Y.Text('mine now')],
    ['at', [10, 20]],
    ['made', 12],
  ]);
  notes.set('n2', other);
  textOf('n3').insert(0, 'changed since it was back: ');
  // The bin tells whole milliseconds.
  notes.get('n3')?.set('made', 0.8);
  putBack(doc, planOfBin(presentIn(doc), items));
  const words = (id: string) => presentIn(doc).notes.get(id)?.get('text');
  expect([words('n1'), words('n2')]).toEqual(['n1', 'n2'].map((id) => before.notes.get(id)?.get('text')));
  expect(words('n3')).toContain('changed since');
});

test('a cluster comes back with the notes that were in it and are free now', () => {
  const { doc, note, cluster, membership } = testBoard();
  for (const id of ['c1', 'c2']) cluster(id, id);
  for (const id of ['n1', 'n2', 'n3']) note(id, 10, 20, 'c1');
  const before = presentIn(doc).clusters.get('c1') ?? new Map();
  doc.transact(() => doc.getMap('clusters').delete('c1'));
  carryOut(doc, joining(['n1', 'n3'], null));
  carryOut(doc, joining(['n2'], 'c2'));
  const item = { ...inBin('clusters', 'c1', before), members: ['n1', 'n2', 'n3', 'gone'] };
  putBack(doc, planOfBin(presentIn(doc), [item]));
  expect(membership()).toEqual({ n1: 'c1', n2: 'c2', n3: 'c1' });
});

test('a note that went after its cluster was taken apart is in it again when both come back', () => {
  const { doc, note, cluster, membership } = testBoard();
  cluster('c1', 'title');
  for (const id of ['n1', 'n2']) note(id, 10, 20, 'c1');
  const before = presentIn(doc).clusters.get('c1') ?? new Map();
  doc.transact(() => doc.getMap('clusters').delete('c1'));
  carryOut(doc, joining(['n1', 'n2'], null));
  const taken = presentIn(doc).notes.get('n1') ?? new Map();
  removeNotes(doc, ['n1']);
  const items = [
    inBin('notes', 'n1', taken, 2),
    { ...inBin('clusters', 'c1', before, 1), members: ['n1', 'n2'] },
  ];
  const plan = planOfBin(presentIn(doc), items);
  expect(countIn(plan)).toBe(3);
  putBack(doc, plan);
  expect(membership()).toEqual({ n1: 'c1', n2: 'c1' });
});

test('an emptied title comes back where its element is there and has no other', () => {
  const { doc, cluster } = testBoard();
  cluster('c1', '');
  cluster('c2', 'another');
  const emptied = (root: Root | 'meta', key: string, id: number): BinItem => ({
    id,
    root,
    key,
    whole: false,
    fields: { title: 'before' },
    atMs: 0,
    batch: id,
  });
  const items = [
    emptied('clusters', 'c1', 1),
    emptied('clusters', 'c2', 2),
    emptied('clusters', 'gone', 3),
    emptied('meta', 'title', 4),
  ];
  const plan = planOfBin(presentIn(doc), items);
  expect(countIn(plan)).toBe(2);
  const undo = undoOf(doc);
  putBack(doc, plan);
  const titles = () => [...presentIn(doc).clusters.values()].map((fields) => fields.get('title'));
  expect([...titles(), presentIn(doc).title]).toEqual(['before', 'another', 'before']);
  undo.undo();
  expect([...titles(), presentIn(doc).title]).toEqual(['', 'another', '']);
});

function section(doc: Y.Doc, id: string, x: number): void {
  const at: [string, unknown][] = [
    ['title', new Y.Text(id)],
    ['at', [x, 0]],
    ['size', [1_000, 1_000]],
    ['color', 'white'],
  ];
  doc.getMap('sections').set(id, new Y.Map(at));
}

test('one section is put back, and what lies beside it stays', () => {
  const { doc, note } = testBoard();
  section(doc, 's1', 0);
  section(doc, 's2', 2_000);
  note('stays', 100, 100);
  note('gone', 300, 100);
  note('beside', 2_100, 100);
  const then = presentIn(doc);
  removeNotes(doc, ['gone']);
  note('new', 500, 500);
  note('newBeside', 2_500, 500);
  doc.transact(() => {
    for (const id of ['stays', 'beside']) doc.getMap<Y.Map<unknown>>('notes').get(id)?.set('color', 'pink');
  });
  putBack(doc, planOfMoment(presentIn(doc), then, { of: 'section', id: 's1' }));
  const now = presentIn(doc);
  expect([...now.notes.keys()].sort()).toEqual(['beside', 'gone', 'newBeside', 'stays']);
  expect(now.notes.get('stays')?.get('color')).toBe('yellow');
  expect(now.notes.get('beside')?.get('color')).toBe('pink');
});

test('what is chosen comes back with its cluster, and nothing goes for it', () => {
  const { doc, note, cluster, membership } = testBoard();
  cluster('c1', 'title');
  for (const id of ['n1', 'n2']) note(id, 10, 20, 'c1');
  const then = presentIn(doc);
  removeNotes(doc, ['n1', 'n2']);
  doc.transact(() => doc.getMap('clusters').delete('c1'));
  note('new', 0, 0);
  const plan = planOfMoment(presentIn(doc), then, { of: 'chosen', ids: new Set(['n1', 'new']) });
  putBack(doc, plan);
  expect(membership()).toEqual({ n1: 'c1', new: null });
  putBack(doc, planOfMoment(presentIn(doc), then, { of: 'chosen', ids: new Set(['c1']) }));
  expect(membership()).toEqual({ n1: 'c1', n2: 'c1', new: null });
});

test('whatever happened since, a moment is put back whole by one change, and one undo takes that away', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = randomFrom(seed);
    const { doc, note, cluster } = testBoard();
    const happen = (times: number) => {
      for (let step = 0; step < times; step += 1) {
        const [n, c] = [`n${random(8)}`, `c${random(3)}`];
        const notes = doc.getMap<Y.Map<unknown>>('notes');
        const deed = random(7);
        if (deed === 0) cluster(c, `title ${random(9)}`, [random(99), random(99)]);
        else if (deed === 1) doc.transact(() => doc.getMap('clusters').delete(c), OWN);
        else if (deed === 2) removeNotes(doc, [n]);
        else if (deed === 3) carryOut(doc, joining([n], random(2) === 0 ? c : null));
        else if (deed === 4) doc.transact(() => notes.get(n)?.set('at', [random(99), random(99)]), OWN);
        else if (deed === 5)
          doc.transact(() => notes.get(n)?.set('under', random(2) === 0 ? `n${random(8)}` : null), OWN);
        else note(n, random(99), random(99));
      }
    };
    happen(20);
    const then = presentIn(doc);
    happen(20);
    const now = presentIn(doc);
    const undo = undoOf(doc);
    let changes = 0;
    doc.on('update', () => {
      changes += 1;
    });
    putBack(doc, planOfMoment(now, then, { of: 'all' }));
    expect([seed, isSame(presentIn(doc), then)]).toEqual([seed, true]);
    expect(changes).toBeLessThanOrEqual(1);
    expect(countIn(planOfMoment(presentIn(doc), then, { of: 'all' }))).toBe(0);
    undo.undo();
    expect([seed, isSame(presentIn(doc), now)]).toEqual([seed, true]);
  }
});

test('4,000 notes come back in what pasting as many takes', () => {
  const many = Array.from({ length: 4_000 }, (_, index) => ({
    id: `n${index}`,
    text: `words ${index}`,
    x: index,
    y: index,
    color: 'yellow' as const,
    z: index,
  }));
  const timed = (deed: () => void) => {
    const from = performance.now();
    deed();
    return performance.now() - from;
  };
  const board = testBoard();
  const pasting = timed(() => addNotes(board.doc, many, null, 0));
  const items = [...presentIn(board.doc).notes].map(([id, fields], index) =>
    inBin('notes', id, fields, index),
  );
  removeNotes(
    board.doc,
    many.map(({ id }) => id),
  );
  const puttingBack = timed(() => putBack(board.doc, planOfBin(presentIn(board.doc), items)));
  expect(board.notes.count).toBe(4_000);
  console.log(`4,000 notes: pasted in ${Math.round(pasting)} ms, put back in ${Math.round(puttingBack)} ms`);
  // Far from what a slow machine needs for a single one too many.
  expect(puttingBack).toBeLessThan(4 * pasting + 200);
});
