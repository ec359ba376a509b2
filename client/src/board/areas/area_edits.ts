// What a person changes of areas: made, moved with what lies in them, sized, painted, titled and taken away, each as one transaction.

import * as Y from 'yjs';
import { randomId } from '../../random_id';
import type { Clusters } from '../document/clusters';
import { type Move, OWN, whole } from '../document/edits';
import { clustersIn, notesIn, sectionsIn } from '../document/maps';
import { NOTE_COLORS, type NoteColor, readWords } from '../document/note';
import { centreOf, clamp, grown, holds, overlap, type Point, type Rect, type Size } from '../document/point';
import type { Section } from '../document/sections';
import { BOARD_REACH } from '../limits';

/** No area is smaller: a note and a title fit into it. */
export const AREA_MIN: Size = { width: 240, height: 272 };

/** A new area beside what is seen: so large, or less where less is seen. */
const NEW_AREA: Size = { width: 960, height: 720 };

/** Between two areas. */
const AREA_GAP = 96;

/** Which edges of an area are in the hand. */
export interface Edges {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

/** An id as models write them: rights name areas by it. */
export function newAreaId(): string {
  const drawn = randomId(24).toLowerCase();
  return `area-${drawn.replace(/[^a-z0-9]/gu, '').slice(0, 16)}`;
}

/** Where a new area goes: in the middle of what is seen, or beside it, over no other; `seen` also says how large it is. */
export function placeForArea(areas: readonly Rect[], seen: Rect): Rect {
  const width = clamp(whole(seen.width * 0.6), AREA_MIN.width, NEW_AREA.width);
  const height = clamp(whole(seen.height * 0.6), AREA_MIN.height, NEW_AREA.height);
  const middle = centreOf(seen);
  const first = { x: whole(middle.x - width / 2), y: whole(middle.y - height / 2), width, height };
  const isFree = (rect: Rect) => areas.every((area) => !overlap(grown(area, AREA_GAP / 2 - 1), rect));
  const beside = areas.flatMap((area) => [
    { ...first, x: area.x + area.width + AREA_GAP, y: area.y },
    { ...first, x: area.x - width - AREA_GAP, y: area.y },
    { ...first, x: area.x, y: area.y + area.height + AREA_GAP },
    { ...first, x: area.x, y: area.y - height - AREA_GAP },
  ]);
  const far = (rect: Rect) => Math.hypot(rect.x - first.x, rect.y - first.y);
  const [place] = [first, ...beside.sort((one, other) => far(one) - far(other))].filter(isFree);
  return place ?? first;
}

/** The colour that the fewest areas have; the first of the eight on an empty board. */
export function colorForArea(areas: readonly Pick<Section, 'color'>[]): NoteColor {
  const uses = (color: NoteColor) => areas.filter((area) => area.color === color).length;
  return [...NOTE_COLORS].sort((one, other) => uses(one) - uses(other))[0] ?? 'yellow';
}

/** An area with these of its edges moved; it stays as large as one has to be. */
export function sized(area: Rect, { x, y }: Edges, by: Point): Rect {
  const along = (at: number, size: number, edge: -1 | 0 | 1, moved: number, min: number) => {
    if (edge === 0) return [at, size] as const;
    const grownBy = Math.max(min - size, edge * whole(moved));
    return [edge < 0 ? at - grownBy : at, size + grownBy] as const;
  };
  const [left, width] = along(area.x, area.width, x, by.x, AREA_MIN.width);
  const [top, height] = along(area.y, area.height, y, by.y, AREA_MIN.height);
  return { x: left, y: top, width, height };
}

/** An area moved, no further than the board reaches. */
export function moved(area: Rect, by: Point): Rect {
  const reach = (value: number, size: number) => clamp(whole(value), -BOARD_REACH, BOARD_REACH - size);
  return { ...area, x: reach(area.x + by.x, area.width), y: reach(area.y + by.y, area.height) };
}

/** What lies in an area goes with it: notes by their middle, clusters as a whole by theirs. */
export function movedAlong(clusters: Clusters, area: Rect, by: Point) {
  const moves: Move[] = [];
  const stand = new Map<string, Point>();
  const goes = new Set<string>();
  for (const { id, at } of clusters.all()) {
    const rect = clusters.rectOf(id);
    if (rect === undefined || !holds(area, centreOf(rect))) continue;
    goes.add(id);
    stand.set(id, { x: at.x + by.x, y: at.y + by.y });
  }
  for (const note of clusters.notes.all()) {
    const cluster = clusters.of(note);
    const isIn = cluster === undefined ? holds(area, centreOf(note)) : goes.has(cluster.id);
    if (isIn) moves.push({ id: note.id, to: { x: note.x + by.x, y: note.y + by.y } });
  }
  return { moves, stand };
}

export function addArea(doc: Y.Doc, { id, title, x, y, width, height, color }: Section): void {
  doc.transact(() => {
    const entry = new Y.Map<unknown>();
    entry.set('title', new Y.Text(title));
    entry.set('at', [whole(x), whole(y)]);
    entry.set('size', [whole(width), whole(height)]);
    entry.set('color', color);
    sectionsIn(doc).set(id, entry);
  }, OWN);
}

/** Lays an area there, and moves what goes with it. */
export function placeArea(
  doc: Y.Doc,
  id: string,
  rect: Rect,
  along: ReturnType<typeof movedAlong> | null,
): void {
  doc.transact(() => {
    const entry = entryIn(sectionsIn(doc), id);
    entry?.set('at', [whole(rect.x), whole(rect.y)]);
    entry?.set('size', [whole(rect.width), whole(rect.height)]);
    for (const { id: note, to } of along?.moves ?? []) {
      entryIn(notesIn(doc), note)?.set('at', [whole(to.x), whole(to.y)]);
    }
    for (const [cluster, at] of along?.stand ?? []) {
      entryIn(clustersIn(doc), cluster)?.set('at', [whole(at.x), whole(at.y)]);
    }
  }, OWN);
}

export function paintArea(doc: Y.Doc, id: string, color: NoteColor): void {
  doc.transact(() => entryIn(sectionsIn(doc), id)?.set('color', color), OWN);
}

/** Takes an area away; what lay in it stays where it is. */
export function removeArea(doc: Y.Doc, id: string): void {
  doc.transact(() => sectionsIn(doc).delete(id), OWN);
}

/** The shared title of an area, to be typed into. One that a foreign client made without gets it. */
export function areaTitleOf(doc: Y.Doc, id: string): Y.Text | null {
  const entry = entryIn(sectionsIn(doc), id);
  if (entry === undefined) return null;
  const title: unknown = entry.get('title');
  if (title instanceof Y.Text && !(title instanceof Y.XmlText)) return title;
  const made = new Y.Text(readWords(title));
  doc.transact(() => entry.set('title', made), OWN);
  return made;
}

function entryIn(map: Y.Map<unknown>, id: string): Y.Map<unknown> | undefined {
  const entry = map.get(id);
  return entry instanceof Y.Map ? entry : undefined;
}
