// How the film is laid out: which stretch of time each small picture stands for, and where phases begin.

import type { PhaseId } from '../protocol/session';
import type { Frame } from './answers';
import type { Moment } from './moment';

/** A phase for as long as it ran on: its first and its last frame. */
export interface PhaseOfFilm {
  readonly phase: PhaseId | null;
  readonly from: number;
  readonly to: number;
}

export function phasesIn(frames: readonly Pick<Frame, 'phase'>[]): readonly PhaseOfFilm[] {
  const phases: PhaseOfFilm[] = [];
  for (const [index, { phase }] of frames.entries()) {
    const last = phases.at(-1);
    if (last !== undefined && last.phase === phase) phases[phases.length - 1] = { ...last, to: index };
    else phases.push({ phase, from: index, to: index });
  }
  return phases;
}

/** The beginning of the next phase, or of this one or the one before; where there is none, an end of the film. */
export function stepByPhase(phases: readonly PhaseOfFilm[], at: number, by: 1 | -1, last: number): number {
  if (by > 0) return phases.find(({ from }) => from > at)?.from ?? last;
  return phases.findLast(({ from }) => from < at)?.from ?? 0;
}

/** The last frame of each stretch, where so many pictures have room. */
export function pictures(frames: number, places: number): readonly number[] {
  const count = Math.max(0, Math.min(frames, places));
  return Array.from({ length: count }, (_, index) => Math.ceil(((index + 1) * frames) / count) - 1);
}

/** How many notes there are, and how many of them are in clusters that are there. */
export function countsIn({ notes, clusters }: Moment): { readonly notes: number; readonly grouped: number } {
  let grouped = 0;
  for (const fields of notes.values()) {
    const cluster = fields.get('cluster');
    if (typeof cluster === 'string' && clusters.has(cluster)) grouped += 1;
  }
  return { notes: notes.size, grouped };
}
