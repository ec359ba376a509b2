import { expect, test } from 'vitest';
import type { Suggestions } from '../protocol/suggestions';
import {
  begunFor,
  foundKey,
  movedByHand,
  NO_EDITS,
  proposalOf,
  rejecting,
  retitled,
  sureness,
  sureOnes,
} from './proposal';

const FOUND: Suggestions = {
  basis: 'words',
  sureFrom: 70,
  notes: ['a', 'b', 'c', 'd', 'e'],
  cuts: [
    {
      piles: [
        {
          title: 'All',
          members: [
            [0, 50],
            [1, 50],
            [2, 50],
            [3, 50],
          ],
          words: [],
          middle: 0,
        },
      ],
      alone: [4],
    },
    {
      piles: [
        {
          title: 'Snow',
          members: [
            [0, 60],
            [1, 90],
          ],
          words: [['snow', 2]],
          middle: 1,
        },
        {
          title: 'Lunch',
          members: [
            [2, 80],
            [3, 20],
          ],
          words: [],
          middle: null,
        },
      ],
      alone: [4],
    },
  ],
  best: 1,
  alike: [],
};

const known = { isFree: () => true, isCluster: () => false, clusterFor: (key: string) => `cluster-${key}` };
const [snow, lunch] = [foundKey(1, 0), foundKey(1, 1)];

function ids(suggested: { notes: readonly { id: string }[] } | undefined): string[] {
  return (suggested?.notes ?? []).map(({ id }) => id);
}

test('what was found is proposed, the sure ones first, and the rest is left alone', () => {
  const { clusters, alone } = proposalOf(FOUND, 1, [], NO_EDITS, known);
  expect(clusters.map(({ title }) => title)).toEqual(['Snow', 'Lunch']);
  expect(ids(clusters[0])).toEqual(['b', 'a']);
  expect(clusters[0]?.middle).toBe('b');
  expect(alone).toEqual(['e']);
});

test('a note that is moved by hand goes where it was put, and out of all', () => {
  const edits = movedByHand(movedByHand(NO_EDITS, 'a', lunch), 'd', null);
  const there = { ...known, isCluster: () => true };
  const { clusters, alone } = proposalOf(FOUND, 1, [], edits, there);
  expect(ids(clusters[0])).toEqual(['b']);
  expect(clusters[1]?.notes[0]).toEqual({ id: 'a', sure: 100, byHand: true });
  expect(ids(clusters[1])).toEqual(['a', 'c']);
  expect([...alone].sort()).toEqual(['d', 'e']);
});

test('a suggested cluster that is rejected is gone, and its notes are left alone, also those that were put there', () => {
  const edits = rejecting(movedByHand(NO_EDITS, 'e', lunch), lunch);
  const { clusters, alone } = proposalOf(FOUND, 1, [], edits, known);
  expect(clusters.map(({ title }) => title)).toEqual(['Snow']);
  expect([...alone].sort()).toEqual(['c', 'd', 'e']);
});

test('edits wait while another cut is looked at', () => {
  const edits = retitled(NO_EDITS, snow, 'Winter');
  expect(proposalOf(FOUND, 0, [], edits, known).clusters.map(({ title }) => title)).toEqual(['All']);
  expect(proposalOf(FOUND, 1, [], edits, known).clusters[0]?.title).toBe('Winter');
});

test('notes that are gone or in a cluster by now are proposed no more', () => {
  const free = { ...known, isFree: (id: string) => id !== 'a' && id !== 'e' };
  const { clusters, alone } = proposalOf(FOUND, 0, [], NO_EDITS, free);
  expect(ids(clusters[0])).toEqual(['b', 'c', 'd']);
  expect(alone).toEqual([]);
});

test('one note that is left of a suggested cluster is left alone, unless the others made a cluster of it already', () => {
  const rest = { ...known, isFree: (id: string) => id !== 'b' };
  const { clusters, alone } = proposalOf(FOUND, 1, [], NO_EDITS, rest);
  expect(clusters.map(({ title }) => title)).toEqual(['Lunch']);
  expect([...alone].sort()).toEqual(['a', 'e']);
  const made = { ...rest, isCluster: (id: string) => id === `cluster-${snow}` };
  expect(ids(proposalOf(FOUND, 1, [], NO_EDITS, made).clusters[0])).toEqual(['a']);
});

test('no note is ever lost or in two places', () => {
  let edits = NO_EDITS;
  const steps = [
    () => movedByHand(edits, 'a', lunch),
    () => movedByHand(edits, 'e', snow),
    () => rejecting(edits, snow),
    () => movedByHand(edits, 'c', null),
    () => movedByHand(edits, 'a', 'nowhere'),
    () => rejecting(edits, lunch),
  ];
  for (const step of steps) {
    edits = step();
    const { clusters, alone } = proposalOf(FOUND, 1, [], edits, known);
    expect([...clusters.flatMap(ids), ...alone].sort()).toEqual(FOUND.notes);
  }
});

test('what was put into a suggested cluster by hand is asked with, and a rejected suggested cluster is not', () => {
  const begun = [
    { key: 's', title: 'Snow', notes: ['a'] },
    { key: 'l', title: 'Lunch', notes: [] },
  ];
  const edits = rejecting(retitled(movedByHand(NO_EDITS, 'b', 's'), 's', 'Winter'), 'l');
  expect(begunFor(begun, edits)).toEqual([{ title: 'Winter', notes: ['a', 'b'] }]);
});

test('the sure ones are those from the bound on; the others are left alone', () => {
  const sure = sureOnes(proposalOf(FOUND, 1, [], NO_EDITS, known), 70);
  expect(sure.clusters.map(ids)).toEqual([['b'], ['c']]);
  expect([...sure.alone].sort()).toEqual(['a', 'd', 'e']);
  expect([70, 40, 10].map((hundredths) => sureness(hundredths, 70))).toEqual(['sure', 'perhaps', 'hardly']);
});
