import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testBoard } from '../document/board_for_tests';
import { moveNotes, removeNotes } from '../document/edits';
import type { Note } from '../document/note';
import { CLUSTER_ELEMENTS_MAX, FAR_SCALE, NOTE_ELEMENTS_MAX } from '../limits';
import type { ClusterMarks } from './cluster_element';
import { type FakeElement, stubElements } from './elements_for_tests';
import type { NoteMarks } from './note_element';
import { World } from './world';

// The icons are drawn by a browser.
vi.mock('../reactions', () => ({ REACTION_ICONS: {} }));

beforeEach(() => {
  vi.useFakeTimers();
  stubElements();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const WINDOW = { width: 1000, height: 600 };
const HOME = { x: 0, y: 0, scale: 1 };
/** A camera that looks at a place of the board. */
const at = (x: number, y: number, scale = 1) => ({ x: -x * scale, y: -y * scale, scale });

const MARKS = {
  selected: false,
  current: false,
  chosenColor: null,
  writer: null,
  description: '',
  roleName: '',
};
const NOTE_MARKS: NoteMarks = {
  ...MARKS,
  fixed: false,
  reactions: [],
  spotlit: false,
  pointed: false,
  same: 0,
  votes: 0,
  emptyName: '',
};
const CLUSTER_MARKS: ClusterMarks = {
  ...MARKS,
  fixed: false,
  foldable: true,
  target: false,
  votes: 0,
  name: '',
  placeholder: '',
  foldName: '',
};

function world() {
  const made = testBoard();
  const pinned: string[] = [];
  const marked: string[] = [];
  const shown = new World(made.clusters, {
    noteMarksOf(note) {
      marked.push(note.id);
      return NOTE_MARKS;
    },
    clusterMarksOf(cluster) {
      marked.push(cluster.id);
      return CLUSTER_MARKS;
    },
    marked: () => false,
    pinned: () => pinned,
  });
  const page = shown.element as unknown as FakeElement;
  const idOf = ({ dataset }: FakeElement) => dataset.note ?? dataset.cluster;
  /** Ids of the notes and clusters that are in the page, in its order; those in the hand come last. */
  const inPage = (from: FakeElement = page): string[] =>
    from.children.flatMap((child) => [idOf(child) ?? [], inPage(child)].flat());
  const hand = () => page.children.find(({ classes }) => classes.has('world-lifted'));
  const inHand = () => inPage(hand());
  const element = (id: string) =>
    (shown.attachedNote(id) ?? shown.attachedCluster(id))?.element as unknown as FakeElement | undefined;
  const placeOf = (id: string) => element(id)?.style.translate;
  /** What the document says of some notes, before a change. */
  const known = (...ids: string[]) =>
    new Map<string, Note>(made.notes.pick(ids).map((note) => [note.id, note]));
  return { shown, made, page, pinned, marked, inPage, hand, inHand, element, placeOf, known };
}

test('what is in view and a little beside it is in the page, in the order in which it is read', () => {
  const { shown, made, inPage, placeOf, page } = world();
  made.note('right', 600, 10);
  made.note('below', 0, 400);
  made.note('left', 0, 0);
  made.note('beside', 1310, 0);
  made.note('outside', 1330, 0);
  shown.look(HOME, WINDOW);
  expect(inPage()).toEqual(['left', 'right', 'beside', 'below']);
  expect([placeOf('right'), page.style.transform]).toEqual(['600px 10px', 'translate(0px, 0px) scale(1)']);
});

test('it is looked for anew once the window comes near to the edge of what was looked at, and not before', () => {
  const { shown, made, inPage, pinned } = world();
  made.note('a', 0, 0);
  made.note('b', 1400, 0);
  shown.look(HOME, WINDOW);
  shown.look(at(200, 0), WINDOW);
  expect(inPage()).toEqual(['a']);
  shown.look(at(230, 0), WINDOW);
  expect(inPage()).toEqual(['a', 'b']);
  pinned.push('a');
  shown.look(at(4_000, 0), WINDOW);
  expect(inPage()).toEqual(['a']);
});

test('from far away so many notes are painted, and only what is pinned stays in the page', () => {
  const { shown, made, inPage, pinned, page } = world();
  for (let index = 0; index <= NOTE_ELEMENTS_MAX; index += 1)
    made.note(`n${index}`, (index % 30) * 10, index);
  pinned.push('n7');
  shown.look(at(0, 0, FAR_SCALE), WINDOW);
  expect([shown.isFar, inPage().length]).toEqual([false, NOTE_ELEMENTS_MAX + 1]);
  shown.look(at(0, 0, FAR_SCALE - 0.01), WINDOW);
  expect([shown.isFar, inPage(), page.classes.has('world-far')]).toEqual([true, ['n7'], true]);
  removeNotes(made.doc, ['n1']);
  shown.refresh(['n1'], new Map());
  expect([shown.isFar, inPage().length]).toEqual([false, NOTE_ELEMENTS_MAX]);
});

test('no more clusters are in the page than it bears', () => {
  const { shown, made, inPage } = world();
  for (let index = 0; index < CLUSTER_ELEMENTS_MAX + 5; index += 1)
    made.cluster(`c${index}`, '', [index % 20, 0]);
  shown.look(HOME, WINDOW);
  expect(inPage()).toHaveLength(CLUSTER_ELEMENTS_MAX);
});

test('a note that is moved is shown and read where it is now, one that is gone is not there', () => {
  const { shown, made, inPage, placeOf, known } = world();
  made.note('a', 0, 0);
  made.note('b', 300, 0);
  shown.look(HOME, WINDOW);
  const before = known('a', 'b');
  moveNotes(made.doc, [{ id: 'a', to: { x: 700, y: 0 } }]);
  shown.refresh(['a'], before);
  expect([inPage(), placeOf('a')]).toEqual([['b', 'a'], '700px 0px']);
  removeNotes(made.doc, ['b']);
  shown.refresh(['b'], before);
  expect(inPage()).toEqual(['a']);
});

test('what is lifted hangs in the hand and moves as one; laid down it is where the document says, in its order', () => {
  const { shown, made, inPage, hand, inHand, placeOf, page } = world();
  made.note('a', 0, 0);
  made.note('b', 300, 0);
  made.note('c', 600, 0);
  shown.look(HOME, WINDOW);
  shown.lift(new Set(['a', 'b']));
  expect([inPage(), inHand(), page.classes.has('world-dragging')]).toEqual([
    ['c', 'a', 'b'],
    ['a', 'b'],
    true,
  ]);
  shown.carry({ x: 10, y: 20 });
  expect(hand()?.style.translate).toBe('10px 20px');
  expect(placeOf('a')).toBe('0px 0px');
  shown.layDown(new Map());
  expect([inPage(), inHand(), page.classes.has('world-dragging')]).toEqual([['a', 'b', 'c'], [], false]);
});

test('what comes into view while it is in the hand comes into the hand', () => {
  const { shown, made, inHand } = world();
  for (const [index, id] of ['a', 'b', 'c'].entries()) made.note(id, index * 3_000, 0);
  shown.look(HOME, WINDOW);
  shown.lift(new Set(['a', 'b', 'c']));
  expect(inHand()).toEqual(['a']);
  shown.carry({ x: -3_000, y: 0 });
  expect(inHand()).toEqual(['b']);
});

test('a cluster in the hand is taken along whole', () => {
  const { shown, made, inHand } = world();
  made.cluster('food', 'Food', [0, 0]);
  made.note('a', 20, 80, 'food');
  shown.look(HOME, WINDOW);
  shown.lift(new Set(['a']), 'food');
  expect(inHand().sort()).toEqual(['a', 'food']);
  shown.layDown(new Map());
  expect(inHand()).toEqual([]);
});

test('a cluster that a drop would empty is told apart until it is laid down', () => {
  const { shown, made, element, placeOf } = world();
  made.cluster('food', 'Food', [0, 0]);
  made.note('a', 40, 80, 'food');
  shown.look(HOME, WINDOW);
  const home = placeOf('food');
  shown.foresee(new Map([['food', null]]));
  expect(element('food')?.classes.has('cluster-leaving')).toBe(true);
  shown.foresee(new Map([['food', { x: 500, y: 500, width: 300, height: 300 }]]));
  expect([element('food')?.classes.has('cluster-leaving'), placeOf('food')]).toEqual([false, '500px 500px']);
  shown.layDown(new Map());
  expect(placeOf('food')).toBe(home);
});

test('what somebody else drags is shown where they have it, also where it was out of view', () => {
  const { shown, made, inPage, element, placeOf } = world();
  made.note('a', 5_000, 0);
  made.cluster('food', 'Food', [5_000, 1_000]);
  made.note('b', 5_040, 1_080, 'food');
  shown.look(HOME, WINDOW);
  expect(inPage()).toEqual([]);
  shown.carriedElsewhere('a', { x: 100, y: 50 });
  shown.clusterElsewhere('food', { x: -4_800, y: -900 });
  expect([inPage().sort(), placeOf('a'), placeOf('b')]).toEqual([
    ['a', 'b', 'food'],
    '100px 50px',
    '240px 180px',
  ]);
  expect([
    element('a')?.classes.has('note-carried'),
    element('food')?.classes.has('cluster-carried'),
  ]).toEqual([true, true]);
  const [note] = [element('a')];
  shown.carriedElsewhere('a', null);
  expect([note?.classes.has('note-carried'), placeOf('a')]).toEqual([false, '5000px 0px']);
});

test('what is in one’s own hand stays there, whoever else drags it', () => {
  const { shown, made, placeOf } = world();
  made.note('a', 0, 0);
  shown.look(HOME, WINDOW);
  shown.lift(new Set(['a']));
  shown.carriedElsewhere('a', { x: 700, y: 0 });
  expect(placeOf('a')).toBe('0px 0px');
});

test('what is proposed is shown in its place, and nothing of it stays when it is not any more', () => {
  const { shown, made, placeOf, page } = world();
  made.note('a', 0, 0);
  made.note('b', 5_000, 0);
  shown.look(HOME, WINDOW);
  shown.propose(
    new Map([
      ['a', { x: 400, y: 300 }],
      ['b', { x: 600, y: 300 }],
    ]),
    new Map(),
  );
  expect([placeOf('a'), placeOf('b'), page.classes.has('world-proposed')]).toEqual([
    '400px 300px',
    '600px 300px',
    true,
  ]);
  shown.propose(new Map(), new Map());
  expect([placeOf('a'), placeOf('b'), page.classes.has('world-proposed')]).toEqual([
    '0px 0px',
    undefined,
    false,
  ]);
});

test('marks are asked anew for what is in the page, and for nothing else', () => {
  const { shown, made, marked } = world();
  made.note('a', 0, 0);
  made.note('far', 9_000, 0);
  made.cluster('food', 'Food', [300, 0]);
  shown.look(HOME, WINDOW);
  marked.length = 0;
  shown.remark();
  expect(marked.sort()).toEqual(['a', 'food']);
});

test('a layer of its own is for while the board moves, and goes when it rests', () => {
  const { shown, page } = world();
  shown.look(at(0, 0), WINDOW);
  expect(page.classes.has('world-moving')).toBe(true);
  vi.advanceTimersByTime(170);
  shown.look(at(10, 0), WINDOW);
  vi.advanceTimersByTime(170);
  expect(page.classes.has('world-moving')).toBe(true);
  vi.advanceTimersByTime(20);
  expect(page.classes.has('world-moving')).toBe(false);
});

test('clusters on their way are drawn at their end, however late and whoever asks before', () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  const { shown, made, element } = world();
  const ids = Array.from({ length: 11 }, (_, index) => `c${index}`);
  for (const [index, id] of ids.entries()) {
    made.cluster(id, id, [0, 0]);
    made.note(`n${index}`, index * 20, 0, id);
  }
  // From so far, what is painted asks where clusters are before they are drawn.
  shown.look(at(0, 0, 0.25), WINDOW);
  const before = new Map<string, Note>([...made.notes.all()].map((note) => [note.id, note]));
  moveNotes(
    made.doc,
    ids.map((_, index) => ({ id: `n${index}`, to: { x: 40 + index * 60, y: 300 } })),
  );
  shown.refresh(before.keys(), before);
  shown.refreshClusters(new Set(ids));
  shown.advance(performance.now());
  // The clock is slow: the next frame comes long after the end, and something else asks first where all of it is.
  vi.advanceTimersByTime(5_000);
  shown.look(at(400, 0, 0.25), WINDOW);
  expect(shown.advance(performance.now())).toBe(true);
  for (const [index, id] of ids.entries()) {
    const rect = made.clusters.rectOf(id);
    expect(element(id)?.style.translate, id).toBe(`${rect?.x}px ${rect?.y}px`);
    expect(element(`n${index}`)?.style.translate).toBe(`${40 + index * 60}px 300px`);
  }
  expect(shown.advance(performance.now())).toBe(false);
});
