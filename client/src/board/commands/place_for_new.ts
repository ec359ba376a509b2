// Where a new note goes: where it covers none, and where this person may add one.

import { centredOn } from '../document/edits';
import { NOTE_SIDE } from '../document/measures';
import { NOTE_SIZE } from '../document/note';
import { freePlace, GAP, type IsTaken, placeBeside } from '../document/placement';
import { centreOf, clamp, holds, type Point, type Rect, within } from '../document/point';
import type { BoardDocument, Eye, Focus } from '../parts';
import { toBoard } from '../view/camera';

type Board = Pick<BoardDocument, 'notes' | 'clusters' | 'may'> & Pick<Focus, 'focused'>;

/** In the area that the phase is about, where that takes one; else around the middle of what is seen. */
export function placeForNew(board: Board & Eye): Point {
  const area = board.may.areaOfPhase();
  return area === undefined ? placeInSight(board) : placeWithin(board, area);
}

function placeInSight(board: Board & Eye): Point {
  return placeNear(board, toBoard(board.sight.camera(), centreOf(board.sight.clear())));
}

/**
 * In the area of that id, in the middle of what is seen where that lies in it, else in its own; where it is not there, or nothing may be
 * added there, as any other.
 */
export function placeInArea(board: Board & Eye, id: string | null): Point {
  const area = board.may.areasToAdd().find((one) => one.id === id);
  return area === undefined ? placeForNew(board) : placeWithin(board, area);
}

function placeWithin(board: Board & Eye, area: Rect): Point {
  const seen = toBoard(board.sight.camera(), centreOf(board.sight.clear()));
  const wish = cornerWithin(area, centredOn(holds(area, seen) ? seen : centreOf(area)));
  const isTaken = takenOrBarred(board);
  const place = freePlace(wish, NOTE_SIZE, (rect) => isTaken(rect) || !within(rect, area));
  return within({ ...place, ...NOTE_SIZE }, area) && !isTaken(roomFor(place)) ? place : wish;
}

/**
 * Around a point of the board. Where nothing may be added there: beside the note that has the keyboard, else in what is nearest of where it
 * may. Where it may nowhere, the place is that of everybody, and why not is said there.
 */
export function placeNear(board: Board, point: Point): Point {
  const wish = centredOn(point);
  const near = freePlace(wish, NOTE_SIZE, board.clusters.isTaken);
  if (board.may.add(near) === null) return near;
  const beside = placeBesideFocused(board);
  if (beside !== null) return beside;
  const isTaken = takenOrBarred(board);
  const areas = board.may
    .areasToAdd()
    .map((area) => cornerWithin(area, wish))
    .sort((one, other) => distance(one, wish) - distance(other, wish));
  const places = [wish, ...areas].map((corner) => freePlace(corner, NOTE_SIZE, isTaken));
  const free = places.filter((place) => !isTaken(roomFor(place)));
  const nearest = free.sort((one, other) => distance(one, wish) - distance(other, wish))[0];
  // Where all is full it covers something.
  return nearest ?? areas.find((corner) => board.may.add(corner) === null) ?? near;
}

/** The place beside a note for another: where that note is, this person may add one; else where it would be. */
export function placeBesideNote(board: Board, note: Rect): Point {
  const isBarred = board.may.add(note) !== null;
  return placeBeside(note, NOTE_SIZE, isBarred ? board.clusters.isTaken : takenOrBarred(board));
}

function placeBesideFocused(board: Board): Point | null {
  const note = board.notes.get(board.focused() ?? '');
  if (note === undefined) return null;
  const place = placeBesideNote(board, note);
  return board.may.add(note) === null && board.may.add(place) === null ? place : null;
}

function takenOrBarred({ clusters, may }: Board): IsTaken {
  return (rect) => clusters.isTaken(rect) || may.add({ x: rect.x + MARGIN, y: rect.y + MARGIN }) !== null;
}

/** What `freePlace` asks of leaves this much around a note. */
const MARGIN = GAP / 2 - 1;

function roomFor({ x, y }: Point): Rect {
  return {
    x: x - MARGIN,
    y: y - MARGIN,
    width: NOTE_SIZE.width + 2 * MARGIN,
    height: NOTE_SIZE.height + 2 * MARGIN,
  };
}

/** The corner in an area that is nearest to the wished one. */
function cornerWithin(area: Rect, wish: Point): Point {
  return {
    x: alongside(wish.x, area.x, area.width),
    y: alongside(wish.y, area.y, area.height),
  };
}

function alongside(wish: number, from: number, length: number): number {
  const room = length - NOTE_SIDE;
  return room < 0 ? from + room / 2 : clamp(wish, from, from + room);
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
