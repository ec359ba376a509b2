import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { boardForCommands, type CommandedBoard } from '../commands/board_for_tests';
import { undo } from '../commands/history';
import { addNotes, removeNotes } from '../document/edits';
import type { Point, Rect } from '../document/point';
import { standingForTests } from '../rights/standing_for_tests';
import { GestureDeeds } from './deeds';
import { type DragBoard, Dragging } from './dragging';
import { lineUp } from './in_line';
import { type Context, type Gesture, IDLE, type Input, step } from './pointer';

/** Notes in the hand on a real document, and what of it the page would show. */
function hand(yes = true) {
  const { on, made, page, said, pen } = boardForCommands(yes);
  made.note('a', 0, 0);
  made.note('b', 210, 0);
  made.note('far', 600, 300);
  const told: unknown[] = [];
  const refused: boolean[] = [];
  const panned: Point[] = [];
  const holders = new Map<string, string>();
  const shown = {
    lifted: new Set<string>() as ReadonlySet<string>,
    cluster: null as string | null,
    offset: { x: 0, y: 0 },
    outlook: new Map() as ReadonlyMap<string, Rect | null>,
    ghosts: [] as readonly { id: string }[],
    guides: 0,
    laidDown: null as ReadonlyMap<string, Point> | null,
    busy: false,
    frames: 0,
  };
  const board: DragBoard & CommandedBoard['on'] & Pick<CommandedBoard, 'page'> = {
    ...on,
    sight: { ...on.sight, pan: (x, y) => panned.push({ x, y }) },
    page,
    presence: { tell: (news) => told.push(news) },
    peers: {
      writerOf: () => null,
      holderOf: (id) => holders.get(id) ?? null,
      chooserOf: () => null,
    },
    world: {
      lift(ids, cluster = null) {
        shown.lifted = ids;
        shown.cluster = cluster;
      },
      carry(offset) {
        shown.offset = offset;
      },
      layDown(places) {
        shown.laidDown = places;
      },
      foresee(outlook) {
        shown.outlook = outlook;
      },
      remark() {},
      guides: {
        show(guides: readonly unknown[]) {
          shown.guides = guides.length;
        },
      } as DragBoard['world']['guides'],
      ghosts: {
        show(ghosts: readonly { id: string }[]) {
          shown.ghosts = ghosts;
        },
      } as DragBoard['world']['ghosts'],
    },
    element: {
      classList: { toggle: (_: string, on: boolean) => refused.push(on) },
    } as unknown as HTMLElement,
    setBusy(busy) {
      shown.busy = busy;
    },
    invalidate() {
      shown.frames += 1;
    },
  };
  const dragging = new Dragging(board);
  dragging.lineUp = lineUp;
  const placeOf = (id: string) => {
    const note = made.notes.get(id);
    return note && { x: note.x, y: note.y };
  };
  return { board, made, dragging, shown, told, refused, panned, holders, said, pen, placeOf };
}

test('a note is laid where it was carried, in one step to undo, above what lay there', () => {
  const { board, made, dragging, shown, told, said, placeOf } = hand();
  dragging.lift('a', { x: 50, y: 50 });
  expect([[...shown.lifted], shown.busy]).toEqual([['a'], true]);
  dragging.carry({ x: 250, y: 240 });
  dragging.carry({ x: 150, y: 470 });
  expect([shown.offset, placeOf('a')]).toEqual([
    { x: 100, y: 420 },
    { x: 0, y: 0 },
  ]);
  expect(told.at(-1)).toMatchObject({ drag: { notes: new Map([['a', [100, 420]]]) } });
  dragging.drop();
  expect(placeOf('a')).toEqual({ x: 100, y: 420 });
  expect([shown.busy, said, told.at(-1)]).toEqual([false, ['board.moved'], { drag: null }]);
  expect(shown.laidDown).toEqual(new Map([['a', { x: 0, y: 0 }]]));
  undo(board);
  expect([placeOf('a'), made.notes.count]).toEqual([{ x: 0, y: 0 }, 3]);
});

test('one of several selected notes takes all of them along, another comes alone', () => {
  const { board, dragging, shown } = hand();
  board.select(['a', 'far']);
  dragging.lift('a', { x: 0, y: 0 });
  expect([...shown.lifted].sort()).toEqual(['a', 'far']);
  dragging.putBack();
  dragging.lift('b', { x: 210, y: 0 });
  expect([...shown.lifted]).toEqual(['b']);
});

test('what is put back lies where it lay, and nothing was written', () => {
  const { board, dragging, shown, told, said, placeOf } = hand();
  dragging.lift('a', { x: 50, y: 50 });
  dragging.carry({ x: 250, y: 450 });
  dragging.putBack();
  expect([placeOf('a'), shown.busy, shown.ghosts, told.at(-1), said]).toEqual([
    { x: 0, y: 0 },
    false,
    [],
    { drag: null },
    [],
  ]);
  undo(board);
  expect(placeOf('a')).toBeUndefined();
  dragging.drop();
  dragging.carry({ x: 0, y: 0 });
  expect([said, shown.busy]).toEqual([['board.undone'], false]);
});

test('a note that somebody takes away while it is carried is put back; of several the others stay in the hand', () => {
  const { board, made, dragging, shown, placeOf } = hand();
  board.select(['a', 'b']);
  dragging.lift('a', { x: 0, y: 0 });
  dragging.carry({ x: 0, y: 400 });
  removeNotes(made.doc, ['a']);
  dragging.check();
  expect(shown.busy).toBe(true);
  dragging.drop();
  expect([placeOf('a'), placeOf('b')]).toEqual([undefined, { x: 210, y: 400 }]);
  dragging.lift('b', { x: 0, y: 0 });
  removeNotes(made.doc, ['b']);
  dragging.check();
  expect([shown.busy, made.notes.count]).toEqual([false, 1]);
});

test('a note dropped on another makes a cluster whose title is written at once; it is shown before', () => {
  const { made, dragging, shown, said, pen } = hand();
  dragging.lift('a', { x: 0, y: 0 });
  dragging.carry({ x: 600, y: 300 });
  expect(shown.ghosts.map(({ id }) => id)).toEqual(['drop']);
  dragging.drop();
  const [cluster] = [...made.clusters.all()];
  expect(made.membership()).toMatchObject({ a: cluster?.id, b: null, far: cluster?.id });
  expect([shown.ghosts, said, pen]).toEqual([[], ['clusters.made'], [`title ${cluster?.id}`]]);
});

test('a note joins the cluster it is dropped in, and leaves the one it is carried out of', () => {
  const { made, dragging, shown, said } = hand();
  made.cluster('food', 'Food', [580, 240]);
  made.note('c', 820, 300, 'food');
  dragging.lift('c', { x: 820, y: 300 });
  dragging.carry({ x: 20, y: 1300 });
  expect(dragging.target()).toBeNull();
  expect([...shown.outlook.keys()]).toEqual([]);
  dragging.putBack();
  made.note('d', 1030, 300, 'food');
  dragging.lift('a', { x: 0, y: 0 });
  dragging.carry({ x: 1030, y: 320 });
  expect(dragging.target()).toBe('food');
  dragging.drop();
  expect([made.membership().a, dragging.target(), said.at(-1)]).toEqual(['food', null, 'clusters.joined']);
  dragging.lift('c', { x: 820, y: 300 });
  dragging.carry({ x: 20, y: 1300 });
  expect([...shown.outlook.keys()]).toEqual(['food']);
  dragging.drop();
  expect([made.membership().c, said.at(-1)]).toEqual([null, 'clusters.left']);
});

test('a cluster is carried with its notes, and merges with the one under the pointer', () => {
  const { board, made, dragging, shown, told, said, placeOf } = hand();
  made.cluster('food', 'Food', [0, 600]);
  made.note('c', 20, 680, 'food');
  made.cluster('snow', 'Snow', [800, 600]);
  made.note('d', 820, 680, 'snow');
  const before = placeOf('c') ?? { x: 0, y: 0 };
  dragging.liftCluster('food', { x: 10, y: 610 });
  expect([[...shown.lifted], shown.cluster]).toEqual([['c'], 'food']);
  dragging.carry({ x: 40, y: 1610 });
  expect(told.at(-1)).toMatchObject({ drag: { notes: new Map() } });
  dragging.drop();
  expect([placeOf('c'), said.at(-1)]).toEqual([{ x: before.x + 30, y: before.y + 1000 }, 'clusters.moved']);
  undo(board);
  dragging.liftCluster('food', { x: 10, y: 610 });
  dragging.carry({ x: 900, y: 700 });
  expect(dragging.target()).toBe('snow');
  dragging.drop();
  const { c, d } = made.membership();
  expect([made.clusters.count, c === d, said.at(-1)]).toEqual([1, true, 'clusters.merged']);
});

test('a cluster that stands in an open vote merges with another after a question, and not without', () => {
  for (const yes of [false, true]) {
    const { board, made, dragging, said, shown } = hand(yes);
    made.cluster('c1', 'one');
    made.cluster('c2', 'two', [2_000, 0]);
    board.page.standsInVote = (id) => ['c1', 'c2'].includes(id);
    dragging.liftCluster('c1', { x: 10, y: 10 });
    dragging.carry({ x: 2_010, y: 10 });
    dragging.drop();
    expect([made.clusters.count, shown.busy]).toEqual([yes ? 1 : 2, false]);
    expect(said.slice(-2 - Number(yes)).slice(0, 2)).toEqual([
      'merging two into one',
      'asked: 0 of others, 2 in the vote',
    ]);
  }
});

test('a cluster that somebody takes away is put back, also where its notes are still there', () => {
  const { made, dragging, shown } = hand();
  made.cluster('food', 'Food', [0, 600]);
  made.note('c', 20, 680, 'food');
  dragging.liftCluster('food', { x: 10, y: 610 });
  dragging.check();
  expect(shown.busy).toBe(true);
  made.doc.getMap('clusters').delete('food');
  dragging.check();
  expect([shown.busy, made.notes.get('c')?.id]).toEqual([false, 'c']);
});

test('what others hold stays in their hands', () => {
  const { board, made, dragging, shown, holders, said } = hand();
  made.cluster('food', 'Food', [0, 600]);
  made.note('c', 20, 680, 'food');
  holders.set('b', 'Bo');
  holders.set('food', 'Eva');
  dragging.lift('b', { x: 210, y: 0 });
  dragging.lift('c', { x: 20, y: 680 });
  dragging.liftCluster('food', { x: 10, y: 610 });
  expect([said, shown.busy]).toEqual([Array(3).fill('refused: clusters.held'), false]);
  board.select(['a', 'b', 'c']);
  dragging.lift('a', { x: 0, y: 0 });
  expect([...shown.lifted]).toEqual(['a']);
});

test('at the edge of the window the board moves along, faster the nearer it is', () => {
  const { dragging, shown, panned } = hand();
  dragging.lift('a', { x: 50, y: 50 });
  dragging.carry({ x: 500, y: 300 });
  expect([dragging.advance(), shown.frames]).toEqual([false, 0]);
  dragging.carry({ x: 18, y: 300 });
  expect([dragging.advance(), shown.frames, panned]).toEqual([true, 1, [{ x: 7, y: 0 }]]);
  dragging.carry({ x: 500, y: 900 });
  dragging.advance();
  expect(panned.at(-1)).toEqual({ x: 0, y: -14 });
  dragging.drop();
  expect(dragging.advance()).toBe(false);
});

test.each([
  [true, ['a']],
  [false, []],
])('where changing is %s, a press that moves has in the hand: %j', (editable, carried) => {
  const { board, dragging, shown } = hand();
  const marking = {} as ConstructorParameters<typeof GestureDeeds>[1];
  const nothing = () => {};
  const deeds = new GestureDeeds(
    Object.assign(board, { dragging, readyToType: { check: nothing } }) as unknown as ConstructorParameters<
      typeof GestureDeeds
    >[0],
    marking,
    nothing,
    nothing,
  );
  const context: Context = {
    editable,
    isFixed: () => false,
    isSelected: () => false,
    isClusterSelected: () => false,
  };
  const pointer = { pointer: 1, touch: false, note: 'a', cluster: null, adding: false, panning: false };
  const inputs: readonly Input[] = [
    { kind: 'press', at: { x: 5, y: 5 }, button: 'main', selecting: true, drawing: false, ...pointer },
    { kind: 'move', pointer: 1, at: { x: 90, y: 90 } },
  ];
  let gesture: Gesture = IDLE;
  for (const input of inputs) {
    const next = step(gesture, input, context);
    gesture = next.gesture;
    for (const deed of next.deeds) if (!deed.do.includes('ark')) deeds.perform(deed);
  }
  expect([...shown.lifted]).toEqual(carried);
});

test('a note of somebody else does not come off the board where each moves their own, and a word says so', () => {
  const { board, made, dragging, shown, said, placeOf } = hand();
  addNotes(made.doc, [{ id: 'ours', text: '', x: 900, y: 900, color: 'yellow', z: 1 }], 'eva', 0);
  Object.assign(board.page, { standing: standingForTests({ rights: { board: 'own' } }) });
  dragging.lift('a', { x: 50, y: 50 });
  dragging.carry({ x: 400, y: 400 });
  dragging.drop();
  expect([shown.busy, placeOf('a'), said]).toEqual([false, { x: 0, y: 0 }, ['not now: board.mayNot_own']]);
  dragging.lift('ours', { x: 0, y: 0 });
  dragging.carry({ x: 0, y: 400 });
  dragging.drop();
  expect(placeOf('ours')).toEqual({ x: 900, y: 1300 });
});

test('over a section where nothing may be laid the cursor says so, and what is let go there comes back', () => {
  const { board, made, dragging, refused, said, placeOf } = hand();
  const section = new Y.Map<unknown>();
  section.set('at', [1000, 0]);
  section.set('size', [900, 900]);
  made.doc.getMap('sections').set('stage', section);
  Object.assign(board.page, {
    standing: standingForTests({ rights: { board: 'all', sections: { stage: 'look' } } }),
  });
  dragging.lift('a', { x: 0, y: 0 });
  dragging.carry({ x: 0, y: 600 });
  expect(refused.at(-1)).toBe(false);
  dragging.carry({ x: 1200, y: 300 });
  expect(refused.at(-1)).toBe(true);
  dragging.drop();
  expect([placeOf('a'), refused.at(-1), said]).toEqual([
    { x: 0, y: 0 },
    false,
    ['not now: board.mayNot_look'],
  ]);
});

test('what is carried comes in line with what lies near, unless a key is held or it would join or leave', () => {
  const { made, dragging, shown, placeOf } = hand();
  made.note('near', 0, 900);
  dragging.lift('a', { x: 0, y: 0 });
  dragging.carry({ x: 4, y: 650 });
  expect([shown.offset, shown.guides]).toEqual([{ x: 0, y: 650 }, 2]);
  dragging.moveFreely(true);
  dragging.carry({ x: 4, y: 650 });
  expect([shown.offset, shown.guides]).toEqual([{ x: 4, y: 650 }, 0]);
  dragging.moveFreely(false);
  // Over another it forms a cluster with it, where it is dropped.
  dragging.carry({ x: 4, y: 880 });
  expect([shown.offset, shown.guides]).toEqual([{ x: 4, y: 880 }, 0]);
  dragging.carry({ x: 4, y: 650 });
  dragging.drop();
  expect([placeOf('a'), shown.guides]).toEqual([{ x: 0, y: 650 }, 0]);
});
