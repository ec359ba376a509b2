// What a person does to areas by hand and by key, each one step to undo, and said to those who cannot see it.

import { t } from '../../i18n';
import { asOneUndoStep } from '../commands/targets';
import { OWN, patchText } from '../document/edits';
import type { NoteColor } from '../document/note';
import type { Point, Rect } from '../document/point';
import type { Section, Sections } from '../document/sections';
import { patchBetween } from '../document/text_patch';
import { SECTIONS_SHOWN_MAX } from '../limits';
import type { Around, BoardDocument, Eye } from '../parts';
import {
  addArea,
  areaTitleOf,
  colorForArea,
  type Edges,
  moved,
  movedAlong,
  newAreaId,
  paintArea,
  placeArea,
  placeForArea,
  removeArea,
  sized,
} from './area_edits';

export type AreaBoard = BoardDocument & {
  readonly sections: Pick<Sections, 'all'>;
} & Around<'announce' | 'editable' | 'refuse'>;

/** Keys pressed closer together than this are one step to undo, in ms. */
const TOGETHER_MS = 600;

/** How far an arrow key takes an area, and with Shift, in board units. */
const STEP = 16;
const STEP_FAR = 96;

/** Areas are everybody's ground: who may not do everything everywhere leaves them as they are. */
export function mayShape({ page, may }: Pick<BoardDocument, 'may'> & Around<'editable'>): boolean {
  return page.editable && may.everything();
}

export function named({ title }: Pick<Section, 'title'>): string {
  return title === '' ? t('areas.untitled') : title;
}

/** A new area in sight; its id, or null where there is no place for one more. */
export function makeArea(board: AreaBoard & Eye): string | null {
  const all = board.sections.all();
  if (!mayShape(board)) return null;
  if (all.length >= SECTIONS_SHOWN_MAX) {
    board.page.refuse(t('areas.tooMany', { max: SECTIONS_SHOWN_MAX }));
    return null;
  }
  const id = newAreaId();
  const rect = placeForArea(all, board.sight.clearly());
  asOneUndoStep(board, () => addArea(board.doc, { id, title: '', ...rect, color: colorForArea(all) }));
  board.sight.reveal(rect);
  board.page.announce(t('areas.made'));
  return id;
}

/** Moves an area with what lies in it. */
export function moveArea(board: AreaBoard, area: Section, by: Point, step = asOneUndoStep): void {
  const to = moved(area, by);
  const along = { x: to.x - area.x, y: to.y - area.y };
  if (!mayShape(board) || (along.x === 0 && along.y === 0)) return;
  step(board, () => placeArea(board.doc, area.id, to, movedAlong(board.clusters, area, along)));
  board.page.announce(t('areas.moved', { title: named(area) }));
}

export function sizeArea(board: AreaBoard, area: Section, to: Rect, step = asOneUndoStep): void {
  if (!mayShape(board)) return;
  step(board, () => placeArea(board.doc, area.id, to, null));
  const { width, height } = to;
  board.page.announce(t('areas.sized', { title: named(area), width: String(width), height: String(height) }));
}

/** What an arrow key does to an area: moves it, or with Alt its lower right corner. */
export function byArrow(board: AreaBoard, area: Section, key: string, far: boolean, size: boolean): boolean {
  const way = ARROWS.get(key);
  if (way === undefined) return false;
  const length = far ? STEP_FAR : STEP;
  const by = { x: way.x * length, y: way.y * length };
  if (size) sizeArea(board, area, sized(area, LOWER_RIGHT, by), together);
  else moveArea(board, area, by, together);
  return true;
}

export function colorArea(board: AreaBoard, area: Section, color: NoteColor): void {
  if (!mayShape(board)) return;
  asOneUndoStep(board, () => paintArea(board.doc, area.id, color));
  board.page.announce(t('areas.painted', { title: named(area), color: t(`board.${color}`) }));
}

export function dropArea(board: AreaBoard, area: Section): void {
  if (!mayShape(board)) return;
  asOneUndoStep(board, () => removeArea(board.doc, area.id));
  board.page.announce(t('areas.removed', { title: named(area) }));
}

/** The title as its field has it: what changed of it is typed for all. */
export function entitleArea(board: AreaBoard, id: string, words: string, caret: number): void {
  const title = mayShape(board) ? areaTitleOf(board.doc, id) : null;
  if (title === null) return;
  const patch = patchBetween(title.toString(), words, caret);
  if (patch !== null) patchText(title, [patch], OWN);
}

const LOWER_RIGHT: Edges = { x: 1, y: 1 };
const ARROWS: ReadonlyMap<string, Point> = new Map([
  ['ArrowLeft', { x: -1, y: 0 }],
  ['ArrowRight', { x: 1, y: 0 }],
  ['ArrowUp', { x: 0, y: -1 }],
  ['ArrowDown', { x: 0, y: 1 }],
]);

let lastMs = 0;

/** As one step with the one just before: a key that is held is one deed. */
function together(board: Pick<BoardDocument, 'undo'>, make: () => void): void {
  const now = performance.now();
  if (now - lastMs > TOGETHER_MS) board.undo.stopCapturing();
  lastMs = now;
  make();
}
