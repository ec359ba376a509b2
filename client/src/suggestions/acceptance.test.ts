import { expect, test } from 'vitest';
import { randomFrom, testBoard } from '../board/document/board_for_tests';
import { carryOut } from '../board/document/cluster_plan';
import { overlap } from '../board/document/point';
import { undoOf } from '../board/document/undo';
import { acceptedAll, acceptedOne, foreseen } from './acceptance';
import type { Proposal, SuggestedCluster } from './proposal';

function suggested(cluster: string, title: string, ids: readonly string[]): SuggestedCluster {
  const notes = ids.map((id) => ({ id, sure: 80, byHand: false }));
  return { key: cluster, title, proposed: title, cluster, notes, words: [], middle: null };
}

function scattered() {
  const board = testBoard();
  board.cluster('hand', 'By hand');
  board.note('h1', 0, 0, 'hand');
  board.note('h2', 210, 0, 'hand');
  for (let index = 0; index < 12; index += 1) board.note(`n${index}`, (index % 4) * 300, 400 + index * 70);
  const proposal: Proposal = {
    clusters: [
      suggested('p', 'Snow', ['n0', 'n5', 'n9']),
      suggested('q', 'Lunch', ['n1', 'n2']),
      suggested('hand', 'By hand', ['n3']),
    ],
    alone: ['n4'],
  };
  return { board, proposal };
}

test('accepting all makes the clusters, keeps those made by hand, and is one step to undo', () => {
  const { board, proposal } = scattered();
  const undo = undoOf(board.doc);
  const before = JSON.stringify(board.doc.toJSON());
  carryOut(board.doc, acceptedAll(board.clusters, proposal));
  expect(board.membership()).toMatchObject({
    n0: 'p',
    n5: 'p',
    n9: 'p',
    n1: 'q',
    n2: 'q',
    n3: 'hand',
    h1: 'hand',
    n4: null,
  });
  expect(board.clusters.get('p')?.title).toBe('Snow');
  expect(board.clusters.get('hand')?.title).toBe('By hand');
  undo.undo();
  expect(JSON.parse(JSON.stringify(board.doc.toJSON()))).toEqual(JSON.parse(before));
});

test('what is accepted lies where it was foreseen, and nothing covers anything', () => {
  const { board, proposal } = scattered();
  const layout = foreseen(board.clusters, proposal);
  carryOut(board.doc, acceptedAll(board.clusters, proposal));
  for (const { id, x, y } of layout.laid) {
    expect(board.notes.get(id)).toMatchObject({ x: Math.round(x), y: Math.round(y) });
  }
  expectNoOverlap(board);
});

test('accepting one leaves everything else where it is', () => {
  const { board, proposal } = scattered();
  const others = ['n1', 'n2', 'n3', 'n4', 'h1', 'h2'];
  const before = board.notes.pick(others).map(({ id, x, y }) => [id, x, y]);
  carryOut(board.doc, acceptedOne(board.clusters, proposal.clusters[0] ?? suggested('', '', [])));
  expect(board.membership()).toMatchObject({ n0: 'p', n5: 'p', n9: 'p', n1: null });
  expect(board.notes.pick(others).map(({ id, x, y }) => [id, x, y])).toEqual(before);
});

test('the rest of a suggested cluster joins the cluster that its first notes became', () => {
  const { board } = scattered();
  carryOut(board.doc, acceptedOne(board.clusters, suggested('p', 'Snow', ['n0', 'n5'])));
  carryOut(board.doc, acceptedOne(board.clusters, suggested('p', 'Snow', ['n9'])));
  expect(board.clusters.count).toBe(2);
  expect(board.membership()).toMatchObject({ n0: 'p', n5: 'p', n9: 'p' });
});

test('a note that somebody else has clustered meanwhile stays in their cluster', () => {
  const { board, proposal } = scattered();
  const stale = { ...proposal, clusters: [...proposal.clusters, suggested('late', 'Late', ['h1', 'n6'])] };
  carryOut(board.doc, acceptedAll(board.clusters, stale));
  expect(board.membership()).toMatchObject({ h1: 'hand', n6: 'late' });
});

test.each(Array.from({ length: 15 }, (_, index) => index))(
  'nothing covers anything on any board (seed %i)',
  (seed) => {
    const random = randomFrom(seed);
    const board = testBoard();
    const clusters = random(4);
    for (let index = 0; index < clusters; index += 1)
      board.cluster(`c${index}`, `C${index}`, [random(2_000), random(2_000)]);
    const notes = 5 + random(60);
    for (let index = 0; index < notes; index += 1) {
      const cluster = clusters > 0 && random(4) === 0 ? `c${random(clusters)}` : undefined;
      board.note(`n${index}`, random(2_500), random(2_500), cluster);
    }
    const keys = ['p', 'q', ...Array.from({ length: clusters }, (_, index) => `c${index}`)];
    const parts = new Map(keys.map((key) => [key, [] as string[]]));
    for (const { id, cluster } of board.notes.all()) {
      if (cluster === null && random(3) > 0) parts.get(keys[random(keys.length)] ?? 'p')?.push(id);
    }
    const proposed = [...parts].map(([key, ids]) => suggested(key, key, ids));
    carryOut(board.doc, acceptedAll(board.clusters, { clusters: proposed, alone: [] }));
    expectNoOverlap(board);
  },
);

function expectNoOverlap({ clusters, notes }: ReturnType<typeof testBoard>): void {
  const cloths = [...clusters.all()].flatMap(({ id }) => clusters.rectOf(id) ?? []);
  const free = [...notes.all()].filter((note) => clusters.of(note) === undefined);
  const blocks = [...cloths, ...free];
  for (const [index, one] of blocks.entries()) {
    for (const other of blocks.slice(index + 1)) expect(overlap(one, other)).toBe(false);
  }
}
