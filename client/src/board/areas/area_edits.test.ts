import { describe, expect, test } from 'vitest';
import { testBoard } from '../document/board_for_tests';
import { overlap } from '../document/point';
import { undoOf } from '../document/undo';
import {
  AREA_MIN,
  addArea,
  areaTitleOf,
  colorForArea,
  moved,
  movedAlong,
  newAreaId,
  paintArea,
  placeArea,
  placeForArea,
  removeArea,
  sized,
} from './area_edits';

const AREA = { id: 'a', title: 'Ideas', x: 0, y: 0, width: 960, height: 720, color: 'teal' } as const;

describe('a new area', () => {
  test('lies in the middle of what is seen, or over no other beside it', () => {
    const seen = { x: 0, y: 0, width: 2000, height: 1200 };
    const first = placeForArea([], seen);
    expect(first).toEqual({ x: 520, y: 240, width: 960, height: 720 });
    const second = placeForArea([first], seen);
    expect(overlap(first, second)).toBe(false);
    expect(overlap(placeForArea([first, second], seen), second)).toBe(false);
  });

  test('is never too small for a note, however little is seen', () => {
    const { width, height } = placeForArea([], { x: 0, y: 0, width: 100, height: 90 });
    expect({ width, height }).toEqual(AREA_MIN);
  });

  test('has a colour that the fewest have, and an id that rights can name', () => {
    expect(colorForArea([{ color: 'yellow' }, { color: 'orange' }])).toBe('pink');
    for (let n = 0; n < 50; n += 1) expect(newAreaId()).toMatch(/^area-[a-z0-9]{10,16}$/);
  });
});

test('edges that are pulled leave the others where they are, and an area as large as one has to be', () => {
  expect(sized(AREA, { x: 1, y: 1 }, { x: 40, y: -20 })).toEqual({ x: 0, y: 0, width: 1000, height: 700 });
  expect(sized(AREA, { x: -1, y: 0 }, { x: 60, y: 99 })).toEqual({ x: 60, y: 0, width: 900, height: 720 });
  const least = sized(AREA, { x: -1, y: -1 }, { x: 5000, y: 5000 });
  expect(least).toEqual({ x: 720, y: 448, ...AREA_MIN });
});

test('an area takes along what lies in it, clusters as a whole, and is one step to undo', () => {
  const { doc, notes, clusters, sections, note, cluster } = testBoard();
  const undo = undoOf(doc);
  addArea(doc, AREA);
  cluster('in', 'In');
  note('free', 100, 100);
  note('beyond', 900, 100);
  note('one', 100, 400, 'in');
  note('two', 320, 400, 'in');
  undo.clear();
  const area = sections.all()[0] ?? AREA;
  const by = { x: 1000, y: -50 };
  placeArea(doc, 'a', moved(area, by), movedAlong(clusters, area, by));
  const at = () => ['free', 'beyond', 'one', 'two'].map((id) => [notes.get(id)?.x, notes.get(id)?.y]);
  expect(at()).toEqual([
    [1100, 50],
    [900, 100],
    [1100, 350],
    [1320, 350],
  ]);
  expect(sections.all()[0]).toMatchObject({ x: 1000, y: -50, width: 960 });
  undo.undo();
  expect(at()[0]).toEqual([100, 100]);
  expect(sections.all()[0]).toMatchObject({ x: 0, y: 0 });
});

test('an area is painted, titled and taken away, and what lay in it stays', () => {
  const { doc, notes, sections, note } = testBoard();
  addArea(doc, AREA);
  note('free', 100, 100);
  paintArea(doc, 'a', 'pink');
  areaTitleOf(doc, 'a')?.insert(0, 'Good ');
  expect(sections.all()).toMatchObject([{ color: 'pink', title: 'Good Ideas' }]);
  removeArea(doc, 'a');
  expect([sections.all().length, notes.count]).toEqual([0, 1]);
  expect(areaTitleOf(doc, 'a')).toBeNull();
});

test('an area goes no further than the board reaches', () => {
  expect(moved(AREA, { x: 1e9, y: -1e9 })).toMatchObject({ x: 100_000 - 960, y: -100_000 });
});
