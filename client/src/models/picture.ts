// The small picture of a model: its board from above, drawn from what its card says.

import type { ModelCard, SectionCard } from '../protocol/model';

/** A rectangle of the picture with the name of its colour. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly color: string;
}

/** A board in a small picture: areas, and paper in them or on the bare blanket. */
export interface SmallBoard {
  readonly areas: readonly Patch[];
  readonly papers: readonly Patch[];
}

export const PICTURE_WIDTH = 120;
export const PICTURE_HEIGHT = 68;
const MARGIN = 8;
const PAPER = 9;
const GAP = 3;

/** Paper on a bare blanket: three groups for a model that groups, and a loose handful for one that does not. */
const GROUPED: readonly (readonly [number, number, string])[] = [
  [14, 14, 'yellow'],
  [26, 14, 'green'],
  [14, 26, 'yellow'],
  [50, 34, 'pink'],
  [62, 34, 'orange'],
  [50, 46, 'pink'],
  [62, 46, 'yellow'],
  [86, 16, 'blue'],
  [98, 16, 'teal'],
  [98, 28, 'blue'],
];
const LOOSE: readonly (readonly [number, number, string])[] = [
  [20, 18, 'yellow'],
  [52, 40, 'blue'],
  [84, 22, 'pink'],
];

/** What the picture of a model's board shows. */
export function smallBoard(card: ModelCard): SmallBoard {
  if (card.sections.length > 0) return withAreas(card.sections);
  const groups = card.phases.some(({ kind }) => kind === 'cluster');
  const papers = (groups ? GROUPED : LOOSE).map(([x, y, color]) => ({
    x,
    y,
    width: PAPER,
    height: PAPER,
    color,
  }));
  return { areas: [], papers };
}

function withAreas(sections: readonly SectionCard[]): SmallBoard {
  const left = Math.min(...sections.map(({ at }) => at[0]));
  const top = Math.min(...sections.map(({ at }) => at[1]));
  const right = Math.max(...sections.map(({ at, size }) => at[0] + size[0]));
  const bottom = Math.max(...sections.map(({ at, size }) => at[1] + size[1]));
  const scale = Math.min(
    (PICTURE_WIDTH - 2 * MARGIN) / (right - left),
    (PICTURE_HEIGHT - 2 * MARGIN) / (bottom - top),
  );
  const x0 = (PICTURE_WIDTH - (right - left) * scale) / 2;
  const y0 = (PICTURE_HEIGHT - (bottom - top) * scale) / 2;
  const areas = sections.map(({ at, size, color }) => ({
    x: x0 + (at[0] - left) * scale,
    y: y0 + (at[1] - top) * scale,
    width: size[0] * scale,
    height: size[1] * scale,
    color,
  }));
  return { areas, papers: areas.flatMap(papersIn) };
}

/** A few papers in an area's colour, fewer in each that follows: as work goes on, less is left. */
function papersIn(area: Patch, index: number): Patch[] {
  const columns = Math.max(0, Math.floor((area.width - GAP) / (PAPER + GAP)));
  const rows = Math.max(0, Math.floor((area.height - GAP) / (PAPER + GAP)));
  const count = Math.min(columns * rows, Math.max(1, 4 - index));
  const start = area.x + (area.width - columns * (PAPER + GAP) + GAP) / 2;
  return Array.from({ length: count }, (_, nth) => ({
    x: start + (nth % columns) * (PAPER + GAP),
    y: area.y + GAP + 1 + Math.floor(nth / columns) * (PAPER + GAP),
    width: PAPER,
    height: PAPER,
    color: area.color,
  }));
}
