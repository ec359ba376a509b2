import { describe, expect, test } from 'vitest';
import { type Context, type Deed, type Gesture, IDLE, type Input, type Press, step } from './pointer';

/** Plays inputs on a board where some notes are selected; gives what was done. */
function play(inputs: readonly Input[], selected: readonly string[] = [], editable = true): Deed[] {
  const chosen = new Set(selected);
  const context: Context = {
    editable,
    isFixed: () => false,
    isSelected: (id) => chosen.has(id),
    isClusterSelected: (id) => chosen.has(id),
  };
  const deeds: Deed[] = [];
  let gesture: Gesture = IDLE;
  for (const input of inputs) {
    const next = step(gesture, input, context);
    gesture = next.gesture;
    for (const deed of next.deeds) {
      deeds.push(deed);
      if (deed.do === 'select' || deed.do === 'selectCluster') chosen.add(deed.id);
    }
  }
  return deeds;
}

const press = (over: Partial<Press> = {}): Press => ({
  kind: 'press',
  pointer: 1,
  at: { x: 100, y: 100 },
  button: 'main',
  touch: false,
  note: null,
  cluster: null,
  adding: false,
  panning: false,
  selecting: true,
  drawing: false,
  ...over,
});
const move = (x: number, y: number, pointer = 1): Input => ({ kind: 'move', pointer, at: { x, y } });
const release = (pointer = 1): Input => ({ kind: 'release', pointer, at: { x: 0, y: 0 } });
const kinds = (deeds: readonly Deed[]) => deeds.map((deed) => deed.do);

describe('a mouse', () => {
  test('that presses a note selects it at once and drags it after three pixels', () => {
    const deeds = play([press({ note: 'a' }), move(102, 101), move(120, 100), move(130, 100), release()]);
    expect(kinds(deeds)).toEqual(['select', 'lift', 'carry', 'carry', 'drop']);
  });

  test('that drags one of several selected notes keeps the selection', () => {
    expect(kinds(play([press({ note: 'a' }), move(120, 100), release()], ['a', 'b']))).toEqual([
      'lift',
      'carry',
      'drop',
    ]);
  });

  test('that only presses one of several selects that one', () => {
    const deeds = play([press({ note: 'a' }), release()], ['a', 'b']);
    expect(deeds).toContainEqual({ do: 'select', id: 'a', adding: false });
  });

  test('with Shift adds to the selection, and to a drag', () => {
    expect(play([press({ note: 'c', adding: true }), release()], ['a'])).toContainEqual({
      do: 'select',
      id: 'c',
      adding: true,
    });
    const dragged = play([press({ note: 'c', adding: true }), move(150, 100), release()], ['a']);
    expect(kinds(dragged)).toEqual(['select', 'lift', 'carry', 'drop']);
  });

  test('on the empty board selects an area, and a mere press selects nothing', () => {
    expect(kinds(play([press(), move(150, 150), move(160, 160), release()]))).toEqual([
      'forgetHold',
      'mark',
      'mark',
      'endMark',
    ]);
    expect(kinds(play([press(), release()]))).toContain('clearSelection');
  });

  test('with the middle button or the space bar moves the board, also over a note', () => {
    for (const how of [{ button: 'middle' as const }, { panning: true }]) {
      expect(play([press({ note: 'a', ...how }), move(110, 95), release()])).toEqual([
        { do: 'pan', dx: 10, dy: -5 },
      ]);
    }
  });

  test('that is taken away puts the notes back', () => {
    expect(kinds(play([press({ note: 'a' }), move(150, 100), { kind: 'cancel' }]))).toContain('putBack');
  });
});

describe('a line drawn around notes', () => {
  const drawing = (over: Partial<Press> = {}) => press({ drawing: true, ...over });

  test('goes from where it was begun through every place of the pointer', () => {
    expect(play([drawing(), move(150, 150), move(160, 160), release()])).toEqual([
      { do: 'forgetHold' },
      { do: 'draw', from: { x: 100, y: 100 }, to: { x: 150, y: 150 }, adding: false },
      { do: 'draw', from: { x: 150, y: 150 }, to: { x: 160, y: 160 }, adding: false },
      { do: 'endDraw' },
    ]);
  });

  test('may begin on a note or a title, which stays where it is', () => {
    for (const on of [{ note: 'a' }, { cluster: 'c' }]) {
      expect(kinds(play([drawing(on), move(150, 150), release()]))).toEqual([
        'forgetHold',
        'draw',
        'endDraw',
      ]);
    }
  });

  test('does not begin on what is selected: that is moved', () => {
    const deeds = play([drawing({ note: 'a' }), move(150, 150), release()], ['a', 'b']);
    expect(kinds(deeds)).toEqual(['lift', 'carry', 'drop']);
  });

  test('by a finger makes no note, however long the finger rests first', () => {
    const deeds = play([drawing({ touch: true }), move(120, 100), release()]);
    expect(kinds(deeds)).toEqual(['forgetHold', 'draw', 'endDraw']);
  });

  test('is given up by Escape, and a mere press selects as ever', () => {
    expect(kinds(play([drawing(), move(150, 150), { kind: 'cancel' }, move(180, 150)]))).toEqual([
      'forgetHold',
      'draw',
      'endDraw',
    ]);
    expect(play([drawing({ note: 'a' }), release()])).toContainEqual({
      do: 'select',
      id: 'a',
      adding: false,
    });
    expect(kinds(play([drawing(), release()]))).toContain('clearSelection');
  });
});

describe('a press on a cluster’s title', () => {
  test('selects the cluster at once and drags it as one', () => {
    const deeds = play([press({ cluster: 'c' }), move(120, 100), move(130, 100), release()]);
    expect(kinds(deeds)).toEqual(['selectCluster', 'liftCluster', 'carry', 'carry', 'drop']);
  });

  test('by a finger never makes a note: where it rests it asks for the menu, and the second tap writes the title', () => {
    const finger = press({ cluster: 'c', touch: true, selecting: false });
    expect(kinds(play([finger, { kind: 'hold' }, release()]))).toEqual([
      'selectCluster',
      'awaitHold',
      'menu',
    ]);
    expect(play([finger, release()], ['c'])).toContainEqual({
      do: 'tapCluster',
      id: 'c',
      touch: true,
      wasSelected: true,
    });
  });

  test('by those who only read selects it and moves the board', () => {
    const deeds = play([press({ cluster: 'c' }), move(150, 100), release()], [], false);
    expect(kinds(deeds)).toEqual(['selectCluster', 'forgetHold', 'pan']);
  });
});

describe('fingers', () => {
  const finger = (over: Partial<Press> = {}) => press({ touch: true, selecting: false, ...over });

  test('on the empty board move it', () => {
    const deeds = play([finger(), move(104, 100), move(120, 100), move(130, 100), release()]);
    expect(kinds(deeds)).toEqual(['awaitHold', 'forgetHold', 'pan', 'pan']);
  });

  test('that rest on the empty board make a note', () => {
    expect(play([finger(), { kind: 'hold' }, release()])).toContainEqual({
      do: 'make',
      at: { x: 100, y: 100 },
    });
  });

  test('that tap a selected note a second time write in it', () => {
    const [second] = play([finger({ note: 'a' }), release()], ['a']).filter((deed) => deed.do === 'tap');
    expect(second).toEqual({ do: 'tap', id: 'a', touch: true, wasSelected: true });
  });

  test('that are two pinch and move together, and the one that stays goes on moving', () => {
    const deeds = play([
      finger({ at: { x: 0, y: 0 } }),
      finger({ pointer: 2, at: { x: 100, y: 0 } }),
      move(200, 0, 2),
      release(2),
      move(5, 5, 1),
    ]);
    expect(deeds).toContainEqual({ do: 'pinch', at: { x: 100, y: 0 }, dx: 50, dy: 0, factor: 2 });
    expect(deeds.at(-1)).toEqual({ do: 'pan', dx: 5, dy: 5 });
  });

  test('a second finger never drops a note that the first one drags', () => {
    const deeds = play([
      finger({ note: 'a' }),
      move(150, 100),
      finger({ pointer: 2 }),
      move(160, 100),
      release(),
    ]);
    expect(kinds(deeds)).toEqual(['select', 'awaitHold', 'forgetHold', 'lift', 'carry', 'carry', 'drop']);
  });

  test('that rest on a note ask what can be done to it, and drag it when they move on', () => {
    const rest: Input = { kind: 'hold' };
    expect(play([finger({ note: 'a' }), rest, release()], ['a'])).toEqual([
      { do: 'awaitHold' },
      { do: 'menu', at: { x: 100, y: 100 } },
    ]);
    expect(kinds(play([finger({ note: 'a' }), rest, move(150, 100), release()], ['a']))).toEqual([
      'awaitHold',
      'menu',
      'forgetHold',
      'lift',
      'carry',
      'drop',
    ]);
  });
});

test('those who only read can select and look around, and change nothing', () => {
  const deeds = [
    ...play([press({ note: 'a' }), move(150, 100), release()], [], false),
    ...play([press({ touch: true }), { kind: 'hold' }, release()], [], false),
    ...play([press({ note: 'a', touch: true }), release()], ['a'], false),
  ];
  for (const kind of ['lift', 'drop', 'make', 'tap']) expect(kinds(deeds)).not.toContain(kind);
  expect(kinds(deeds)).toContain('pan');
});
