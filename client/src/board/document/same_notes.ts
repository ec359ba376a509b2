// Notes that say nearly the same lie under one of them, which is shown with their count; and come out again.

import { NO_CHANGE, type Plan } from './cluster_plan';
import { clusterRectAround } from './cluster_rect';
import type { Clusters } from './clusters';
import { emptied, joined, movesTo, obstaclesBeside } from './grouping';
import type { Note } from './note';
import { GAP } from './placement';
import { around } from './point';
import { byReading } from './reading_order';
import { inRows, shifted, shiftToFree } from './tidy';

/** Lays these notes under one of them: one that is in a cluster, else the first. What lies under the others comes along. */
export function laidUnder(board: Clusters, notes: readonly Note[]): Plan {
  const lying = notes.filter((note) => board.notes.coverOf(note.id) === undefined).sort(byReading);
  const top = lying.find((note) => board.of(note) !== undefined) ?? lying[0];
  if (top === undefined || lying.length < 2) return NO_CHANGE;
  const going = lying.filter((note) => note !== top).flatMap((note) => [note, ...board.notes.under(note.id)]);
  const leaving = going.filter((note) => board.of(note) !== undefined);
  return {
    ...NO_CHANGE,
    under: new Map(going.map((note) => [note.id, top.id])),
    join: new Map(leaving.map((note) => [note.id, null])),
    ...emptied(board, leaving),
  };
}

/** The note, where it is the only one of these and others lie under it. */
export function topOfSame(board: Clusters, [top, ...rest]: readonly Note[]): Note | undefined {
  return top !== undefined && rest.length === 0 && board.notes.under(top.id).length > 0 ? top : undefined;
}

/** Takes out what lies under a note: into its cluster, or into the nearest free space beside it. */
export function broughtOut(board: Clusters, top: Note): Plan {
  const notes = board.notes.under(top.id).sort(byReading);
  if (notes.length === 0) return NO_CHANGE;
  const under = new Map(notes.map((note) => [note.id, null]));
  const cluster = board.of(top);
  if (cluster !== undefined) return { ...joined(board, notes, cluster), under };
  const rows = inRows(notes, { x: top.x + top.width + GAP, y: top.y });
  const rect = clusterRectAround(rows) ?? around(rows);
  if (rect === null) return { ...NO_CHANGE, under };
  const laid = shifted(rows, shiftToFree(rect, obstaclesBeside(board, new Set(under.keys()))));
  const join = new Map(notes.filter((note) => note.cluster !== null).map((note) => [note.id, null]));
  return { ...NO_CHANGE, under, join, move: movesTo(notes, laid) };
}
