import { describe, expect, test } from 'vitest';
import type { Cluster, Harvest, Note } from '../protocol/harvest';
import { minutesOf, namesOf, placedNotes, rankedOf } from './reading';

const note = (id: string, text: string): Note => ({
  id,
  text,
  at: [0, 0],
  z: 0,
  color: 'yellow',
  madeMs: 0,
  stack: 1,
  under: [],
  result: null,
  reactions: [],
  comments: [],
});

const cluster = (id: string, title: string, notes: Note[]): Cluster => ({
  id,
  title,
  at: [0, 0],
  color: 'blue',
  folded: false,
  result: null,
  notes,
});

function harvest(part: Partial<Harvest>): Harvest {
  return {
    format: 'picnic-harvest',
    version: 1,
    title: '',
    language: 'fi',
    madeMs: 0,
    finishedMs: null,
    people: null,
    anonymous: false,
    sections: [],
    clusters: [],
    lone: [],
    strokes: [],
    votes: [],
    commitments: [],
    phases: [],
    ...part,
  };
}

describe('a name', () => {
  const names = namesOf(
    harvest({
      clusters: [
        cluster('named', 'Kummit', [note('a', 'yksi')]),
        cluster('bare', '', [note('b', '\n kaksi \n kolme')]),
        cluster('empty', '', []),
      ],
      lone: [{ ...note('c', 'yksin\nja muuta'), under: [note('d', 'melkein yksin')] }],
    }),
  );

  test('is the title, or the first line of the first note', () => {
    expect([...names]).toEqual([
      ['a', 'yksi'],
      ['b', 'kaksi'],
      ['c', 'yksin'],
      ['d', 'melkein yksin'],
      ['named', 'Kummit'],
      ['bare', 'kaksi'],
      ['empty', ''],
    ]);
  });
});

test('notes know their cluster', () => {
  const home = cluster('home', '', [note('a', 'yksi')]);
  const placed = placedNotes(harvest({ clusters: [home], lone: [note('b', 'kaksi')] }));
  expect(placed.map(({ note, cluster }) => [note.id, cluster?.id])).toEqual([
    ['a', 'home'],
    ['b', undefined],
  ]);
});

describe('places', () => {
  const vote = (items: [string, number, number][]) => ({
    title: 'Äänestä',
    budget: 3,
    voters: 4,
    items: items.map(([id, votes, rank]) => ({ id, votes, rank })),
  });

  test('are shared by those with as many votes', () => {
    const places = rankedOf(
      harvest({
        votes: [
          vote([
            ['a', 5, 1],
            ['b', 5, 1],
            ['c', 1, 3],
          ]),
        ],
      }),
    );
    expect(places.get('a')).toEqual({ votes: 5, rank: 1, tied: true });
    expect(places.get('b')).toEqual({ votes: 5, rank: 1, tied: true });
    expect(places.get('c')).toEqual({ votes: 1, rank: 3, tied: false });
  });

  test('come from the last vote that something stood in', () => {
    const first = vote([
      ['a', 2, 1],
      ['b', 2, 1],
      ['c', 1, 3],
    ]);
    const second = vote([
      ['b', 4, 1],
      ['a', 1, 2],
    ]);
    const places = rankedOf(harvest({ votes: [first, second] }));
    expect(places.get('a')).toEqual({ votes: 1, rank: 2, tied: false });
    expect(places.get('c')).toEqual({ votes: 1, rank: 3, tied: false });
  });

  test('are not shared by those that nobody voted for', () => {
    const nothing = vote([
      ['a', 0, 1],
      ['b', 0, 1],
    ]);
    expect(rankedOf(harvest({ votes: [nothing] })).get('a')?.tied).toBe(false);
  });
});

test('a minute that was begun counts', () => {
  expect([0, 1, 60, 61].map(minutesOf)).toEqual([1, 1, 1, 2]);
});
