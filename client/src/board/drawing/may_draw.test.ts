import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Rights } from '../../protocol/session';
import { testBoard } from '../document/board_for_tests';
import { standingForTests } from '../rights/standing_for_tests';
import { Drawn } from './drawn';
import { addConnector, addStroke } from './edits';
import { endsOf } from './ends';
import { drawnRows } from './listing';
import { mayTake, whyNotConnect, whyNotDisconnect, whyNotDraw, whyNotErase } from './may_draw';

const INK = { path: [0, 0, 9, 9], pressure: null, color: 'pink', width: 3 } as const;

function board(rights: Rights, some: Partial<Parameters<typeof standingForTests>[0]> = {}) {
  const on = testBoard();
  on.doc.getMap('sections').set(
    'stands',
    new Y.Map<unknown>([
      ['at', [1000, 0]],
      ['size', [1000, 1000]],
    ]),
  );
  on.note('a', 0, 0);
  on.note('b', 400, 0);
  on.note('there', 1200, 0);
  const page = { standing: standingForTests({ rights, ...some }), editable: true, anonymous: false };
  return { ...on, page };
}

test('where everyone changes only their own, one erases one’s own strokes and connectors, and nobody else’s', () => {
  const on = board({ board: 'own' });
  addStroke(on.doc, 'mine', INK, 'eva');
  addStroke(on.doc, 'other', INK, 'otso');
  addConnector(on.doc, 'c', { from: 'a', to: 'b' }, 'eva');
  addConnector(on.doc, 'd', { from: 'b', to: 'a' }, null);
  const drawn = new Drawn(on.doc);
  const why = (id: string) => {
    const stroke = drawn.strokes.get(id);
    return stroke && whyNotErase(on, drawn, stroke);
  };
  expect([why('mine'), why('other'), whyNotDraw(on, { x: 0, y: 0 })]).toEqual([null, 'own', null]);
  const [c, d] = [drawn.connectors.get('c'), drawn.connectors.get('d')];
  expect([c && whyNotDisconnect(on, drawn, c), d && whyNotDisconnect(on, drawn, d)]).toEqual([null, 'own']);
});

test('what was drawn without a name is its maker’s, by the id under which it was made', () => {
  const on = board({ board: 'own' }, { wroteUnder: (client) => client === on.doc.clientID });
  addStroke(on.doc, 's', INK, null);
  const drawn = new Drawn(on.doc);
  const stroke = drawn.strokes.get('s');
  expect(stroke && whyNotErase(on, drawn, stroke)).toBeNull();
});

test('a connector is drawn where both of its ends may have one', () => {
  const on = board({ board: 'own', sections: { stands: 'look' } });
  expect([whyNotConnect(on, 'a', 'b'), whyNotConnect(on, 'a', 'there')]).toEqual([null, 'look']);
  expect(whyNotDraw(on, { x: 1500, y: 500 })).toBe('look');
});

test('a tool that is of no use cannot be taken up, and a laser not where nobody is named', () => {
  const tools = ['pen', 'eraser', 'connector', 'laser', 'select'] as const;
  const may = (rights: Rights, page = {}) => {
    const on = board(rights);
    return tools.filter((tool) => mayTake({ ...on, page: { ...on.page, ...page } }, tool));
  };
  expect(may({ board: 'all' })).toEqual([...tools]);
  expect(may({ board: 'add' })).toEqual(['pen', 'connector', 'laser', 'select']);
  expect(may({ board: 'look' })).toEqual(['laser', 'select']);
  const viewer = standingForTests({ role: 'viewer' });
  expect(may({ board: 'all' }, { standing: viewer })).toEqual(['select']);
  expect(may({ board: 'all' }, { anonymous: true })).not.toContain('laser');
  expect(may({ board: 'all' }, { editable: false })).toEqual(['laser', 'select']);
});

test('a connector is seen while both its ends are, and again when one that went is back', () => {
  const on = board({ board: 'all' });
  addConnector(on.doc, 'c', { from: 'a', to: 'b' }, null);
  const c = new Drawn(on.doc).connectors.get('c');
  const ends = () => c && endsOf(on.clusters, c);
  expect(ends()).toEqual(['a', 'b']);
  on.doc.getMap('notes').delete('b');
  expect(ends()).toBeNull();
  on.note('b', 400, 0);
  expect(ends()).toEqual(['a', 'b']);
});

test('the list names connectors by their ends and strokes by whose they are', () => {
  const on = board({ board: 'all' });
  addConnector(on.doc, 'c', { from: 'a', to: 'b' }, null);
  addConnector(on.doc, 'gone', { from: 'a', to: 'nothing' }, null);
  addStroke(on.doc, 's', INK, 'eva');
  addStroke(on.doc, 't', { ...INK, path: [0, -50, 9, 9] }, null);
  const drawn = new Drawn(on.doc);
  const rows = drawnRows(
    { strokes: drawn.strokes.all(), connectors: drawn.connectors.all() },
    on.clusters,
    () => 'Eva',
  );
  expect(rows.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['connector c', 'stroke t', 'stroke s']);
});
