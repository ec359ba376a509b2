// What commands do under the rights that hold: what may be done is done, and of what may not be a word says why.

import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addNotes } from '../document/edits';
import { NOTE_SIZE } from '../document/note';
import { standingForTests } from '../rights/standing_for_tests';
import { arrangeAll } from '../shaping/arranging';
import { boardForCommands } from './board_for_tests';
import { dissolve, group, moveTo, toggleFold } from './clusters';
import { mayWithCluster, mayWithNotes } from './may_with';
import { makeAt, makeForAll, makeHere } from './new_notes';
import { duplicate, nudge, paint, remove } from './notes';
import { placeForNew, placeInArea } from './place_for_new';

/** Eva's note «mine», two of others in a cluster, all under the rights that the test sets. */
function board(standing: Parameters<typeof standingForTests>[0]) {
  const { on, made, page, said, pen } = boardForCommands();
  addNotes(made.doc, [{ id: 'mine', text: 'mine', x: 0, y: 0, color: 'yellow', z: 1 }], 'eva', 0);
  made.cluster('food', 'Food', [400, 0]);
  made.note('a', 420, 56, 'food');
  made.note('b', 620, 56, 'food');
  page.standing = standingForTests({ wroteUnder: () => false, ...standing });
  return { on, made, page, said, pen };
}

const OWN = { rights: { board: 'own' } } as const;

test('who deletes all that is chosen takes away their own, and hears that the rest is not theirs', () => {
  const { on, made, said } = board(OWN);
  on.select(['mine', 'a', 'b']);
  remove(on);
  expect([...made.notes.all()].map(({ id }) => id).sort()).toEqual(['a', 'b']);
  expect(said).toEqual(['not now: board.mayNot_own', 'board.deleted']);
});

test('notes of others stay where they are, in their colour', () => {
  const { on, made, said } = board(OWN);
  on.select(['a']);
  nudge(on, 8, 0);
  paint(on, 'pink');
  expect([made.notes.get('a')?.x, made.notes.get('a')?.color]).toEqual([420, 'yellow']);
  expect(said.every((words) => words.startsWith('not now: '))).toBe(true);
  on.select(['mine']);
  nudge(on, 8, 0);
  expect(made.notes.get('mine')?.x).toBe(8);
});

test('what this page made without a name is its own', () => {
  const { on, made, page } = board(OWN);
  page.standing = standingForTests({ ...OWN, wroteUnder: (client) => client === made.doc.clientID });
  addNotes(made.doc, [{ id: 'nameless', text: '', x: 420, y: 600, color: 'yellow', z: 1 }], null, 0);
  on.select(['nameless']);
  nudge(on, 8, 0);
  expect(made.notes.get('nameless')?.x).toBe(428);
});

test('what bears somebody else’s name stays theirs, also where this page put it back', () => {
  const { on, made, page } = board(OWN);
  page.standing = standingForTests({ ...OWN, wroteUnder: (client) => client === made.doc.clientID });
  on.select(['a']);
  nudge(on, 8, 0);
  expect(made.notes.get('a')?.x).toBe(420);
});

test('a cluster of others is not grouped anew, folded, taken apart or put in order', () => {
  const { on, made, said } = board(OWN);
  const before = JSON.stringify(made.doc.toJSON());
  on.select(['mine', 'a']);
  group(on);
  on.selectCluster('food');
  toggleFold(on);
  const [food] = made.clusters.all();
  if (food !== undefined) dissolve(on, food);
  arrangeAll(on);
  expect(JSON.stringify(made.doc.toJSON())).toBe(before);
  expect(said).toHaveLength(4);
});

test('one’s own note goes into a cluster, and the notes that lie there stay where they are', () => {
  const { on, made } = board(OWN);
  const places = () => ['a', 'b'].map((id) => made.notes.get(id)?.x);
  const before = places();
  on.select(['mine']);
  moveTo(on, { kind: 'cluster', id: 'food' });
  expect([made.notes.get('mine')?.cluster, places()]).toEqual(['food', before]);
});

test('where one only adds, notes are made and copied, and none is taken away', () => {
  const { on, made } = board({ rights: { board: 'add' } });
  on.select(['mine']);
  duplicate(on);
  on.select(['mine']);
  remove(on);
  expect(made.notes.count).toBe(4);
  expect(mayWithNotes(on, made.notes.pick(['mine']))).toEqual({
    change: true,
    raise: false,
    remove: false,
    lock: false,
    duplicate: true,
    group: false,
    ungroup: false,
  });
});

/** Where the notes lie that were there for nobody before. */
function placesOf({ made }: Pick<ReturnType<typeof board>, 'made'>) {
  const before = new Set(['mine', 'a', 'b']);
  return [...made.notes.all()].filter(({ id }) => !before.has(id)).map(({ x, y }) => ({ x, y }));
}

test('a new note goes to the nearest place that takes one, covers none there, and is written in', () => {
  const asked = board({});
  const { on, made, page, said, pen } = asked;
  made.doc.getMap('sections').set('stands', sectionAt(2000, 0, 450, 450));
  made.doc.getMap('sections').set('further', sectionAt(-9000, 0, 450, 450));
  page.standing = standingForTests({
    rights: { board: 'look', sections: { stands: 'own', further: 'own' } },
  });
  makeForAll(on);
  makeForAll(on);
  const [first, second] = placesOf(asked);
  expect(first).toEqual({ x: 2000, y: 204 });
  for (const { x, y } of [first, second].flatMap((place) => place ?? [])) {
    expect(x >= 1904 && x < 2354 && y >= -96 && y < 354).toBe(true);
  }
  expect(second).not.toEqual(first);
  expect([said, pen.filter((deed) => deed.startsWith('write new')).length]).toEqual([
    ['board.made', 'board.made'],
    2,
  ]);
  // Where it may be added around an area, that is near.
  page.standing = standingForTests({
    rights: { board: 'own', sections: { stands: 'look', further: 'look' } },
  });
  makeForAll(on);
  expect(said.at(-1)).toBe('board.made');
});

test('a new note goes beside the one that has the keyboard, where that lies in an area which takes one', () => {
  const asked = board({});
  const { on, made, page } = asked;
  made.doc.getMap('sections').set('stands', sectionAt(2000, 0, 900, 900));
  made.doc.getMap('sections').set('near', sectionAt(1100, 0, 900, 900));
  made.note('there', 2100, 600);
  page.standing = standingForTests({ rights: { board: 'look', sections: { stands: 'own', near: 'own' } } });
  on.setCurrent('there');
  makeForAll(on);
  expect(placesOf(asked)).toContainEqual({ x: 2100 + 192 + 16, y: 600 });
});

test('where no new note may be made, why not is said, and what is typed then goes nowhere', () => {
  const { on, made, page, said, pen } = board({});
  page.standing = standingForTests({ rights: { board: 'look' } });
  on.select(['mine']);
  makeForAll(on);
  expect([made.notes.count, said, pen]).toEqual([3, ['not now: board.mayNot_look'], ['keys rest']]);
  expect([on.selection().size, on.chosen()]).toEqual([0, null]);
});

test('who may do nothing on the board and asks for a note hears why, and their keys go on', () => {
  const { on, made, page, said, pen } = board({ rights: { board: 'look' } });
  page.editable = false;
  makeForAll(on);
  expect([made.notes.count, said, pen]).toEqual([3, ['not now: board.mayNot_look'], []]);
  // Nothing is said where it is not for the rights.
  page.standing = standingForTests();
  makeForAll(on);
  expect([made.notes.count, said.length]).toEqual([3, 1]);
});

test('a note of words that were kept lands in the area it belongs to, whatever lies there, and beside it where that area is gone', () => {
  const { on, made, page } = board({});
  made.doc.getMap('sections').set('stands', sectionAt(3000, 3000, 900, 900));
  made.note('there', 3354, 3354);
  const where = (area: string | null) => made.sections.of({ ...placeInArea(on, area), ...NOTE_SIZE })?.id;
  expect([where('stands'), where('gone'), where(null)]).toEqual(['stands', undefined, undefined]);
  expect(on.clusters.isTaken({ ...placeInArea(on, 'stands'), ...NOTE_SIZE })).toBe(false);
  page.standing = standingForTests({ rights: { board: 'all', sections: { stands: 'look' } } });
  expect(where('stands')).toBe(undefined);
});

test('why nothing may be changed is said in the words in which the right is told: by what is left to do', () => {
  const { on, page, said } = board({});
  for (const done of ['comment', 'react', 'vote', null] as const) {
    page.standing = standingForTests({ rights: { board: 'look' }, done });
    makeForAll(on);
  }
  const told = ['comment', 'react', 'vote'].map((done) => `not now: Board.here_look_${done}.`);
  expect(said).toEqual([...told, 'not now: board.mayNot_look']);
});

test('a note from beside a section does not go into a cluster that lies where one only looks', () => {
  const { on, made, said, page } = board({});
  made.doc.getMap('sections').set('stands', sectionAt(400, 0, 600, 600));
  page.standing = standingForTests({ rights: { board: 'all', sections: { stands: 'look' } } });
  const before = JSON.stringify(made.doc.toJSON());
  on.select(['mine']);
  moveTo(on, { kind: 'cluster', id: 'food' });
  expect(JSON.stringify(made.doc.toJSON())).toBe(before);
  expect(said).toEqual(['not now: board.mayNot_look']);
  // One that is made beside it, and one that lies there, take it.
  moveTo(on, { kind: 'new' });
  expect(made.membership().mine).toEqual(expect.stringMatching(/./));
  made.cluster('snow', 'Snow', [0, 600]);
  on.select(['mine']);
  moveTo(on, { kind: 'cluster', id: 'snow' });
  expect(made.membership().mine).toBe('snow');
});

test('what is voted on stays as people read it, and what may be done with it else is still offered', () => {
  const { on, made, said } = board({ voted: new Set(['food']) });
  on.select(['a']);
  remove(on);
  expect([made.notes.count, said]).toEqual([3, ['not now: board.mayNot_vote']]);
  const [food] = made.clusters.all();
  expect(food && mayWithCluster(on, food)).toEqual({
    change: false,
    fold: true,
    tidy: true,
    dissolve: false,
    merge: false,
  });
});

test('a facilitator does all of it', () => {
  const { on, made } = board({ role: 'facilitator', rights: { board: 'look' }, voted: new Set(['food']) });
  on.select(['mine', 'a', 'b']);
  remove(on);
  expect(made.notes.count).toBe(0);
});

function sectionAt(x: number, y: number, width: number, height: number) {
  const section = new Y.Map<unknown>();
  section.set('at', [x, y]);
  section.set('size', [width, height]);
  return section;
}

test('a new note goes into the area that the phase is about, unless nothing may be added there', () => {
  const { on, made, page } = boardForCommands();
  made.doc.getMap('sections').set('ideas', sectionAt(3000, 3000, 900, 900));
  const where = () => made.sections.of({ ...placeForNew(on), ...NOTE_SIZE })?.id;
  expect(where()).toBeUndefined();
  page.standing = standingForTests({ area: 'ideas' });
  expect(where()).toBe('ideas');
  page.standing = standingForTests({ area: 'ideas', rights: { board: 'all', sections: { ideas: 'look' } } });
  expect(where()).toBeUndefined();
  page.standing = standingForTests({ area: 'gone' });
  expect(where()).toBeUndefined();
});

test('a note that is asked for where notes wait for a nod is written where it is offered, for that area', () => {
  const { on, made, page, said } = board({ rights: { board: 'all', sections: { stands: 'approve' } } });
  const offered: (string | null)[] = [];
  made.doc.getMap('sections').set('stands', sectionAt(2000, 2000, 1000, 1000));
  const inStands = { x: 2500, y: 2500 };
  const before = made.notes.count;
  makeAt(on, inStands);
  expect([made.notes.count, said.at(-1)]).toEqual([before, 'not now: board.mayNot_approve']);
  page.offerIn = (area) => offered.push(area);
  makeAt(on, inStands);
  expect([offered, made.notes.count]).toEqual([['stands'], before]);
  makeAt(on, { x: 5000, y: 0 });
  expect([offered.length, made.notes.count]).toEqual([1, before + 1]);
});

test('where all notes wait for a nod, one that is asked for in an area that takes notes is laid there at once', () => {
  const { on, made, page } = board({ rights: { board: 'approve', sections: { stands: 'add' } } });
  const opened: (string | null | undefined)[] = [];
  page.basket = { isOffered: true, open: (_, area) => opened.push(area) };
  page.offerIn = (area) => opened.push(area);
  made.doc.getMap('sections').set('stands', sectionAt(2000, 2000, 1000, 1000));
  const before = made.notes.count;
  makeAt(on, { x: 2500, y: 2500 });
  expect([opened, made.notes.count]).toEqual([[], before + 1]);
  makeAt(on, { x: 5000, y: 0 });
  makeHere(on);
  expect([opened, made.notes.count]).toEqual([[null, undefined], before + 1]);
});
