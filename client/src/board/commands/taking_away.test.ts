import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addNotes } from '../document/edits';
import { standingForTests } from '../rights/standing_for_tests';
import { boardForCommands } from './board_for_tests';
import { ungroup } from './clusters';
import { remove } from './notes';

/** A board with notes that somebody else laid. */
function withNotesOfOthers(count: number, yes: boolean, by: string | null = 'otso') {
  const board = boardForCommands(yes);
  const theirs = new Y.Doc();
  const notes = Array.from({ length: count }, (_, index) => ({
    id: `theirs${index}`,
    text: '',
    x: index * 210,
    y: 0,
    color: 'yellow' as const,
    z: 1,
  }));
  addNotes(theirs, notes, by, 0);
  Y.applyUpdate(board.made.doc, Y.encodeStateAsUpdate(theirs));
  return board;
}

test('five notes of others go without a question, and of six one is asked first', () => {
  for (const by of ['otso', null]) {
    for (const [count, yes, left, asked] of [
      [5, false, 0, []],
      [6, true, 0, ['asked: 6 of others, 0 in the vote']],
      [6, false, 6, ['asked: 6 of others, 0 in the vote']],
    ] as const) {
      const { on, made, said } = withNotesOfOthers(count, yes, by);
      on.select([...made.notes.all()].map(({ id }) => id));
      remove(on);
      expect(made.notes.count).toBe(left);
      expect(said.filter((word) => word.startsWith('asked'))).toEqual(asked);
    }
  }
});

test('one’s own notes are those that say so, and those without a name that this page wrote: they need no question', () => {
  const { on, made, page, said } = withNotesOfOthers(8, false, 'eva');
  page.standing = standingForTests({ wroteUnder: (client) => client === made.doc.clientID });
  const nameless = Array.from({ length: 8 }, (_, index) => ({ id: `mine${index}`, x: index * 210, y: 400 }));
  addNotes(
    made.doc,
    nameless.map((note) => ({ ...note, text: '', color: 'yellow', z: 1 })),
    null,
    0,
  );
  on.select([...made.notes.all()].map(({ id }) => id));
  remove(on);
  expect([made.notes.count, said]).toEqual([0, ['board.deleted']]);
});

test('what stands in an open vote is asked about, also one note, and a cluster that is dissolved', () => {
  const { on, made, said, page } = boardForCommands(false);
  made.note('voted', 0, 0);
  made.cluster('c1', 'title');
  page.standsInVote = (id) => ['voted', 'c1'].includes(id);
  on.select(['voted']);
  remove(on);
  on.selectCluster('c1');
  remove(on);
  ungroup(on);
  expect([made.notes.count, made.clusters.count]).toEqual([1, 1]);
  expect(said).toEqual(Array.from({ length: 3 }, () => 'asked: 0 of others, 1 in the vote'));
});

test('where many of others go that got votes, it is said how many', () => {
  const { on, made, page, said } = withNotesOfOthers(6, false);
  page.votesOn = (id) => (id === 'theirs0' ? 3 : id === 'theirs1' ? 1 : 0);
  on.select([...made.notes.all()].map(({ id }) => id));
  remove(on);
  expect(said).toEqual(['asked: 6 of others, 0 in the vote, 4 votes']);
});
