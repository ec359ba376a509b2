// What may be done under which rights; a server may be held to the same answers, see protocol/corpus/rights/README.md.

import { describe, expect, test } from 'vitest';
import type { Right, Rights, Role } from '../../protocol/session';
import {
  isToOffer,
  mayDoAnything,
  mayEntitleRoom,
  middleOfNote,
  rightAt,
  type Thing,
  whyNot,
  whyNotForAll,
} from './rights';

interface Example {
  says: string;
  role?: Role;
  rights?: Rights;
  what: 'note' | 'cluster' | 'section' | 'stroke' | 'title';
  does: 'add' | 'change' | 'move' | 'regroup' | 'remove';
  own?: boolean;
  at?: [number, number];
  to?: [number, number];
  cluster?: string;
  into?: string | null;
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

function thingOf({ rights = { board: 'all' }, ...one }: Example, sections: Examples['sections']): Thing {
  const areas = Object.entries(sections)
    .map(([id, { at, size }]) => ({ id, x: at[0], y: at[1], width: size[0], height: size[1] }))
    .sort((a, b) => a.y - b.y || a.x - b.x);
  const isInNoSection = one.what === 'title';
  const right = ([x, y]: [number, number]): Right =>
    isInNoSection
      ? rights.board
      : rightAt(rights, areas, one.what === 'note' ? middleOfNote({ x, y }) : { x, y });
  const places = [one.at ?? ([0, 0] as [number, number]), ...(one.to === undefined ? [] : [one.to])];
  const touched = [one.id, one.cluster, one.into];
  return {
    own: one.own === true,
    where: places.map(right),
    voted: touched.some((id) => typeof id === 'string' && one.voted?.includes(id) === true),
  };
}

for (const { about, sections, examples } of Object.values(files)) {
  describe(about, () => {
    test.each(examples.map((one) => [one.says, one] as const))('%s', (_, one) => {
      const role = one.role ?? 'participant';
      const isForAll = one.what === 'section' || one.what === 'title';
      const why = isForAll
        ? whyNotForAll(role, one.rights ?? { board: 'all' })
        : whyNot(role, one.does, thingOf(one, sections));
      expect([why === null, why]).toEqual([one.allowed, one.why ?? null]);
    });
  });
}

test('there are examples', () => {
  expect(Object.values(files).flatMap(({ examples }) => examples).length).toBeGreaterThan(70);
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
});
