// Several people grouping at once, on documents that exchange their changes late and in any order.

import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { arranged } from './arrange';
import { joining, randomFrom, type TestBoard, testBoard } from './board_for_tests';
import { dropped, verdictOf } from './cluster_drop';
import { carryOut, titleOf } from './cluster_plan';
import { moveNotes, removeNotes } from './edits';
import {
  dissolved,
  folded,
  grouped,
  joined,
  merged,
  movedCluster,
  parted,
  tidiedCluster,
  unfolded,
} from './grouping';
import { undoOf } from './undo';

interface Person extends TestBoard {
  readonly undo: Y.UndoManager;
  /** Changes of others that have not arrived yet. */
  readonly coming: Uint8Array[];
}

function people(count: number, seed: number): Person[] {
  const all = Array.from({ length: count }, (_, index): Person => {
    const doc = new Y.Doc();
    doc.clientID = seed * 10 + index + 1;
    return { ...testBoard(doc), undo: undoOf(doc), coming: [] };
  });
  for (const one of all) {
    one.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'remote') return;
      for (const other of all) if (other !== one) other.coming.push(update);
    });
  }
  return all;
}

function hear(person: Person, random: (below: number) => number, all: boolean): void {
  while (person.coming.length > 0 && (all || random(3) > 0)) {
    const [update] = person.coming.splice(random(person.coming.length), 1);
    if (update !== undefined) Y.applyUpdate(person.doc, update, 'remote');
  }
}

function act(person: Person, random: (below: number) => number, fresh: string): void {
  const { clusters, notes, doc } = person;
  const some = () => [...notes.all()].filter(() => random(8) === 0);
  const all = [...clusters.all()];
  const one = all[random(all.length)];
  const other = all[random(all.length)];
  const deed = random(13);
  if (deed < 3) carryOut(doc, grouped(clusters, some(), fresh));
  else if (deed === 3) carryOut(doc, parted(clusters, some()));
  else if (deed === 4)
    moveNotes(
      doc,
      some().map(({ id }) => ({ id, to: { x: random(3_000), y: random(3_000) } })),
    );
  else if (deed === 5 && random(4) === 0)
    removeNotes(
      doc,
      some()
        .map(({ id }) => id)
        .slice(0, 1),
    );
  else if (deed === 6) person.undo.undo();
  else if (deed === 7 && random(4) === 0) carryOut(doc, arranged(clusters));
  else if (deed === 8) {
    const lifted = some();
    const offset = { x: random(2_000) - 1_000, y: random(2_000) - 1_000 };
    const verdict = verdictOf(clusters, lifted, lifted[0]?.id ?? '', offset);
    carryOut(doc, dropped(clusters, lifted, offset, verdict, fresh));
  } else if (one === undefined || other === undefined) return;
  else if (deed === 9) carryOut(doc, merged(clusters, one, other));
  else if (deed === 10)
    carryOut(
      doc,
      random(3) === 0 ? dissolved(clusters, one) : movedCluster(clusters, one, { x: random(300), y: 9 }),
    );
  else if (deed === 11)
    carryOut(
      doc,
      one.folded ? unfolded(clusters, one) : random(2) === 0 ? folded(one) : tidiedCluster(clusters, one),
    );
  else carryOut(doc, joined(clusters, some(), one));
}

function facts(person: Person) {
  return {
    membership: person.membership(),
    places: Object.fromEntries([...person.notes.all()].map(({ id, x, y }) => [id, [x, y]])),
    clusters: Object.fromEntries([...person.clusters.all()].map((cluster) => [cluster.id, cluster])),
  };
}

test.each(Array.from({ length: 30 }, (_, index) => index + 1))(
  'grouping at once never loses or doubles a note, and all agree in the end (seed %i)',
  (seed) => {
    const random = randomFrom(seed);
    const all = people(3, seed);
    const [first] = all;
    if (first === undefined) return;
    for (let index = 0; index < 18; index += 1)
      first.note(`n${index}`, (index % 6) * 230, Math.floor(index / 6) * 230);
    for (const person of all) hear(person, random, true);
    const removed = new Set<string>();
    for (const person of all) {
      person.notes.listen((ids) => {
        for (const id of ids) if (person.notes.get(id) === undefined) removed.add(id);
      });
    }
    for (let round = 0; round < 50; round += 1) {
      const person = all[random(3)] ?? first;
      hear(person, random, false);
      act(person, random, `c${round}`);
      const inClusters = [...person.clusters.all()].flatMap(({ id }) =>
        person.clusters.membersOf(id).map((note) => note.id),
      );
      expect(new Set(inClusters).size).toBe(inClusters.length);
    }
    for (const person of all) hear(person, random, true);
    const [one, ...others] = all.map(facts);
    for (const other of others) expect(other).toEqual(one);
    const kept = Object.keys(one?.membership ?? {});
    for (let index = 0; index < 18; index += 1) {
      expect(kept.includes(`n${index}`) || removed.has(`n${index}`)).toBe(true);
    }
  },
);

function exchange(...boards: TestBoard[]): void {
  for (const one of boards) {
    for (const other of boards)
      Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(other.doc)));
  }
}

function pair(): [TestBoard, TestBoard] {
  const mine = testBoard();
  for (const id of ['a', 'b', 'c', 'd']) mine.note(id, 300 * (id.charCodeAt(0) - 97), 0);
  const theirs = testBoard();
  exchange(mine, theirs);
  return [mine, theirs];
}

test('two who group the same note at once have it in one of the two clusters', () => {
  const [mine, theirs] = pair();
  carryOut(mine.doc, grouped(mine.clusters, mine.notes.pick(['a', 'b']), 'x'));
  carryOut(theirs.doc, grouped(theirs.clusters, theirs.notes.pick(['b', 'c']), 'y'));
  exchange(mine, theirs);
  expect(mine.membership()).toEqual(theirs.membership());
  expect(mine.membership()).toMatchObject({ a: 'x', c: 'y', d: null });
  expect(['x', 'y']).toContain(mine.membership().b);
});

test('two who merge the same clusters in opposite ways at once have one cluster of all', () => {
  const [mine, theirs] = pair();
  carryOut(mine.doc, grouped(mine.clusters, mine.notes.pick(['a', 'b']), 'x'));
  carryOut(mine.doc, grouped(mine.clusters, mine.notes.pick(['c', 'd']), 'y'));
  exchange(mine, theirs);
  const both = (board: TestBoard, from: string, into: string) => {
    const [one, other] = [board.clusters.get(from), board.clusters.get(into)];
    if (one === undefined || other === undefined) throw new Error('a cluster is missing');
    carryOut(board.doc, merged(board.clusters, one, other));
  };
  both(mine, 'x', 'y');
  both(theirs, 'y', 'x');
  exchange(mine, theirs);
  expect(mine.membership()).toEqual({ a: 'x', b: 'x', c: 'x', d: 'x' });
  expect(theirs.membership()).toEqual(mine.membership());
});

test('a note grouped into a cluster that is taken away at that moment is free', () => {
  const [mine, theirs] = pair();
  carryOut(mine.doc, grouped(mine.clusters, mine.notes.pick(['a', 'b']), 'x'));
  exchange(mine, theirs);
  const [cluster] = mine.clusters.all();
  if (cluster === undefined) throw new Error('no cluster');
  carryOut(mine.doc, dissolved(mine.clusters, cluster));
  carryOut(theirs.doc, joining(['c'], 'x'));
  exchange(mine, theirs);
  expect(mine.membership()).toEqual({ a: null, b: null, c: null, d: null });
});

test('taking back my grouping keeps a title that somebody else wrote, and frees the notes that I grouped', () => {
  const [mine, theirs] = pair();
  const undo = undoOf(mine.doc);
  carryOut(mine.doc, grouped(mine.clusters, mine.notes.pick(['a', 'b']), 'x'));
  exchange(mine, theirs);
  titleOf(theirs.doc, 'x')?.insert(0, 'Theirs');
  exchange(mine, theirs);
  undo.undo();
  exchange(mine, theirs);
  expect([...theirs.clusters.all()].map(({ title }) => title)).toEqual(['Theirs']);
  expect(theirs.membership()).toMatchObject({ a: null, b: null });
});

test('taking back my grouping of notes that others wrote frees them, also those made without the field', () => {
  const theirs = new Y.Doc();
  const note = new Y.Map<unknown>();
  note.set('text', new Y.Text('theirs'));
  note.set('at', [0, 0]);
  theirs.getMap('notes').set('a', note);
  const mine = testBoard();
  Y.applyUpdate(mine.doc, Y.encodeStateAsUpdate(theirs));
  const undo = undoOf(mine.doc);
  carryOut(mine.doc, grouped(mine.clusters, mine.notes.pick(['a']), 'x'));
  expect(mine.membership()).toEqual({ a: 'x' });
  undo.undo();
  expect(mine.membership()).toEqual({ a: null });
  expect(mine.notes.get('a')?.cluster).toBeNull();
});
