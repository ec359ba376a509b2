// What may be done under which rights; a server may be held to the same answers, see protocol/corpus/rights/README.md.

import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Right, Rights, Role } from '../../protocol/session';
import { testBoard } from '../document/board_for_tests';
import { Drawn } from '../drawing/drawn';
import { whyNotConnect, whyNotDisconnect, whyNotDraw, whyNotErase } from '../drawing/may_draw';
import { otherRightWords } from '../marks';
import { May } from './may';
import {
  isToOffer,
  mayDoAnything,
  mayEntitleRoom,
  otherRightIn,
  rightAt,
  type Standing,
  type WhyNot,
  whyNot,
  whyNotForAll,
} from './rights';
import { standingForTests } from './standing_for_tests';

interface Example {
  says: string;
  role?: Role;
  rights?: Rights;
  what: 'note' | 'cluster' | 'section' | 'stroke' | 'connector' | 'title';
  does: 'add' | 'change' | 'move' | 'regroup' | 'remove';
  own?: boolean;
  by?: 'them' | 'other' | 'stranger' | null;
  wrote?: boolean;
  back?: boolean;
  at?: [number, number];
  to?: [number, number];
  cluster?: string;
  into?: string | null;
  intoAt?: [number, number];
  ends?: [[number, number], [number, number]];
  id?: string;
  voted?: string[];
  allowed: boolean;
  why?: string;
}

interface Examples {
  about: string;
  sections: Record<string, { at: [number, number]; size: [number, number] }>;
  examples: Example[];
}

const files = import.meta.glob<Examples>('../../../../protocol/corpus/rights/*.json', {
  eager: true,
  import: 'default',
});

function enter(doc: Y.Doc, root: string, id: string, fields: Record<string, unknown>): void {
  doc.getMap(root).set(id, new Y.Map(Object.entries(fields)));
}

function point([x, y]: [number, number]) {
  return { x, y };
}

/** The board of an example as documents have it: what is not made by whoever asks comes from another one. */
function boardOf(one: Example, sections: Examples['sections']) {
  const [mine, another] = [new Y.Doc(), new Y.Doc()];
  for (const [id, section] of Object.entries(sections)) enter(another, 'sections', id, section);
  if (one.into && one.intoAt) enter(another, 'clusters', one.into, { at: one.intoAt });
  if (one.does !== 'add' && (one.what === 'note' || one.what === 'cluster')) {
    const named = { them: 'eva', other: 'otso', stranger: 'from-elsewhere', nobody: null }[
      one.by ?? 'nobody'
    ];
    const fields = { at: one.at ?? [0, 0], cluster: one.cluster ?? null, by: named };
    const wrote = (one.wrote ?? one.own) === true;
    enter(wrote ? mine : another, `${one.what}s`, idOf(one), fields);
    if (one.back === true) {
      const [first, then] = wrote ? [mine, another] : [another, mine];
      first.getMap(`${one.what}s`).delete(idOf(one));
      Y.applyUpdate(then, Y.encodeStateAsUpdate(first));
      enter(then, `${one.what}s`, idOf(one), fields);
    }
  }
  for (const [end, at] of (one.ends ?? []).entries()) enter(another, 'notes', `end ${end}`, { at });
  if (one.ends !== undefined && one.does !== 'add')
    enter(one.own === true ? mine : another, 'connectors', 'n', { from: 'end 0', to: 'end 1' });
  if (one.what === 'stroke' && one.does === 'remove')
    enter(one.own === true ? mine : another, 'strokes', 'n', { path: one.at ?? [0, 0] });
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(another));
  return testBoard(mine);
}

const idOf = ({ id }: Example) => id ?? 'n';

/** What the page says of the example: of notes and clusters the one place that it asks for all that lies on a board. */
function whyNotOf(one: Example, sections: Examples['sections']): WhyNot | null {
  const { doc, notes, clusters, sections: areas } = boardOf(one, sections);
  const standing: Standing = standingForTests({
    role: one.role ?? 'participant',
    rights: one.rights ?? { board: 'all' },
    wroteUnder: (client) => client === doc.clientID,
    voted: new Set(one.voted),
  });
  const may = new May({ notes, clusters, sections: () => areas.all() }, () => standing);
  const { role, rights } = standing;
  const drawn = new Drawn(doc);
  const drawingOn = { clusters, sections: areas, page: { standing } };
  const [at, to] = [point(one.at ?? [0, 0]), one.to && point(one.to)];
  switch (one.what) {
    case 'note': {
      if (one.does === 'add') return may.add(at, one.into ?? one.cluster ?? null);
      const note = notes.get(idOf(one));
      if (note === undefined) throw new Error('the note is not there');
      return one.does === 'regroup' ? may.join(note, one.into ?? null) : may.element(idOf(one), one.does, to);
    }
    case 'cluster': {
      if (one.does === 'add') return may.addCluster(at);
      if (clusters.get(idOf(one)) === undefined) throw new Error('the cluster is not there');
      return may.element(idOf(one), one.does, to);
    }
    case 'section':
    case 'title':
      return whyNotForAll(role, rights);
    case 'stroke': {
      if (one.does === 'add') return whyNotDraw(drawingOn, at);
      const stroke = drawn.strokes.get('n');
      if (stroke !== undefined) return whyNotErase(drawingOn, drawn, stroke);
      // In this page nobody changes or moves one.
      const where: Right[] = [at, to ?? at].map((place) => rightAt(rights, areas.all(), place));
      return whyNot(role, one.does, { own: one.own === true, where, voted: false });
    }
    case 'connector': {
      const connector = drawn.connectors.get('n');
      if (connector === undefined) return whyNotConnect(drawingOn, 'end 0', 'end 1');
      return whyNotDisconnect(drawingOn, drawn, connector);
    }
  }
}

for (const { about, sections, examples } of Object.values(files)) {
  describe(about, () => {
    test.each(examples.map((one) => [one.says, one] as const))('%s', (_, one) => {
      const why = whyNotOf(one, sections);
      expect([why === null, why]).toEqual([one.allowed, one.why ?? null]);
    });
  });
}

test('an area is marked for participants where another right holds in it than elsewhere', () => {
  const rights: Rights = { board: 'own', sections: { stands: 'look', wall: 'own' } };
  const inArea = (section: string, role: Role = 'participant') => otherRightIn({ role, rights }, section);
  expect([inArea('stands'), inArea('wall'), inArea('elsewhere'), inArea('stands', 'facilitator')]).toEqual([
    'look',
    null,
    null,
    null,
  ]);
});

test('an area in which one only looks is called by what is done there, as the sign says it', () => {
  const rights: Rights = { board: 'all', sections: { stands: 'look', wall: 'add' } };
  const words = (done: Standing['done'], section = 'stands') =>
    otherRightWords({ page: { standing: standingForTests({ rights, done }) } }, section);
  expect([words(null), words('react'), words('comment'), words('vote'), words('react', 'wall')]).toEqual([
    'board.here_look',
    'board.here_look_react',
    'board.here_look_comment',
    'board.here_look_vote',
    'board.here_add',
  ]);
});

test('there are examples', () => {
  expect(Object.values(files).flatMap(({ examples }) => examples).length).toBeGreaterThan(100);
});

test('whoever may do something somewhere works on the board, and who only looks everywhere does not', () => {
  expect(mayDoAnything('participant', { board: 'look' })).toBe(false);
  expect(mayDoAnything('participant', { board: 'look', sections: { stands: 'add' } })).toBe(true);
  expect(mayDoAnything('participant', { board: 'approve' })).toBe(true);
  expect(mayDoAnything('facilitator', { board: 'look' })).toBe(true);
  expect(mayDoAnything('viewer', { board: 'all' })).toBe(false);
});

test('notes are offered by participants alone, and the title is theirs only where all is', () => {
  expect([
    isToOffer('participant', { board: 'approve' }),
    isToOffer('facilitator', { board: 'approve' }),
  ]).toEqual([true, false]);
  expect(mayEntitleRoom('participant', { board: 'own', sections: { stands: 'all' } })).toBe(false);
  expect(mayEntitleRoom('participant', { board: 'all', sections: { stands: 'own' } })).toBe(false);
  expect(mayEntitleRoom('facilitator', { board: 'look' })).toBe(true);
});
