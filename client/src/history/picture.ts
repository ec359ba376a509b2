// A small picture of the board at a moment, for the film.

import { NOTE_SIDE, SIZE_FACTORS } from '../board/document/measures';
import { isNoteColor, isNoteSize, NOTE_COLORS, type NoteColor, readPlace } from '../board/document/note';
import { around, grown, type Rect } from '../board/document/point';
import type { Fields, Moment } from './moment';

/** Space around what is drawn, as a part of the picture's side. */
const MARGIN = 0.08;

/** How strong the ground under a cluster is, as on the board. */
const CLOTH_STRENGTH = 0.5;

/** Board pixels around a cluster's notes. */
const CLOTH_MARGIN = 40;

/** A note is drawn no smaller than so many pixels of the screen. */
const NOTE_PX_MIN = 1.5;

/** Where all of it lies that is on the board at any of these moments: each is drawn at the same scale. */
export function boundsOf(moments: readonly Moment[]): Rect | null {
  const rects: Rect[] = [];
  const seen = new Set<unknown>();
  for (const { notes, sections, strokes } of moments) {
    for (const fields of [...notes.values(), ...sections.values()]) {
      if (seen.has(fields)) continue;
      seen.add(fields);
      rects.push(rectOf(fields));
    }
    for (const fields of strokes.values()) {
      if (seen.has(fields)) continue;
      seen.add(fields);
      rects.push(...pointsOf(fields).map(([x, y]) => ({ x, y, width: 0, height: 0 })));
    }
  }
  return around(rects);
}

/** Where everything of one moment lies. */
export function rectOf(fields: Fields): Rect {
  const [x, y] = readPlace(fields.get('at'));
  const size = fields.get('size');
  const side = NOTE_SIDE * (isNoteSize(size) ? SIZE_FACTORS[size] : 1);
  const [width, height] = Array.isArray(size) ? readPlace(size) : [side, side];
  return { x, y, width, height };
}

/** A note's edge, in pixels of the screen: without it a pale speck would hardly be seen. */
const EDGE_PX = 1;

/** The page's colours as they are now. */
export interface Paints {
  of(color: NoteColor): string;
  /** Stands out from the ground by 3:1 at least. */
  readonly edge: string;
}

export function drawPicture(canvas: HTMLCanvasElement, moment: Moment, bounds: Rect, paints: Paints): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const density = Math.min(2, window.devicePixelRatio);
  canvas.width = Math.max(1, Math.round(canvas.clientWidth * density));
  canvas.height = Math.max(1, Math.round(canvas.clientHeight * density));
  const room = 1 - 2 * MARGIN;
  const scale = Math.min((canvas.width * room) / bounds.width, (canvas.height * room) / bounds.height);
  const left = (canvas.width - bounds.width * scale) / 2 - bounds.x * scale;
  const top = (canvas.height - bounds.height * scale) / 2 - bounds.y * scale;
  const fill = ({ x, y, width, height }: Rect, least: number, around = 0) =>
    context.fillRect(
      left + x * scale - around,
      top + y * scale - around,
      Math.max(least, width * scale) + 2 * around,
      Math.max(least, height * scale) + 2 * around,
    );
  // Each asks the page's styles, which takes longer than to draw a note.
  const { edge } = paints;
  const known = new Map(NOTE_COLORS.map((color) => [color, paints.of(color)]));
  const dip = (color: NoteColor) => {
    context.fillStyle = known.get(color) ?? '';
  };
  context.globalAlpha = CLOTH_STRENGTH;
  for (const [color, rect] of cloths(moment)) {
    dip(color);
    fill(rect, 0);
  }
  context.globalAlpha = 1;
  for (const fields of moment.notes.values()) {
    const { x, y, width, height } = rectOf(fields);
    const speck = { x, y, width: width * 0.9, height: height * 0.9 };
    context.fillStyle = edge;
    fill(speck, NOTE_PX_MIN * density, EDGE_PX);
    dip(colorOf(fields, 'yellow'));
    fill(speck, NOTE_PX_MIN * density);
  }
  context.strokeStyle = edge;
  context.lineWidth = density;
  for (const fields of moment.strokes.values()) {
    context.beginPath();
    for (const [x, y] of pointsOf(fields)) context.lineTo(left + x * scale, top + y * scale);
    context.stroke();
  }
}

/** The points of a stroke: the history has them as numbers in turn. */
function pointsOf(fields: Fields): (readonly [number, number])[] {
  const path: unknown = fields.get('path');
  if (!Array.isArray(path)) return [];
  const points: (readonly [number, number])[] = [];
  for (let at = 0; at + 1 < path.length; at += 2) points.push(readPlace(path.slice(at, at + 2)));
  return points;
}

/** The grounds of the clusters that have notes, each with its colour. */
function cloths({ notes, clusters }: Moment): [NoteColor, Rect][] {
  const members = new Map<unknown, Rect[]>();
  for (const fields of notes.values()) {
    const cluster = fields.get('cluster');
    if (typeof cluster !== 'string' || !clusters.has(cluster)) continue;
    const rects = members.get(cluster);
    if (rects === undefined) members.set(cluster, [rectOf(fields)]);
    else rects.push(rectOf(fields));
  }
  return [...clusters].flatMap(([id, fields]) => {
    const rect = around(members.get(id) ?? []);
    if (rect === null) return [];
    return [[colorOf(fields, 'white'), grown(rect, CLOTH_MARGIN)] as [NoteColor, Rect]];
  });
}

function colorOf(fields: Fields, otherwise: NoteColor): NoteColor {
  const color = fields.get('color');
  return isNoteColor(color) ? color : otherwise;
}
