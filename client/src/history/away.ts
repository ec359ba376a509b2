// What changed on the board while somebody was away.

import type { ElementId } from '../protocol/session';
import { type Moment, sameFields } from './moment';

export interface Changes {
  /** New notes. */
  readonly came: readonly ElementId[];
  /** Notes whose words, place, colour or cluster are others. */
  readonly changed: readonly ElementId[];
  /** Notes that are gone. */
  readonly gone: readonly ElementId[];
}

/** Which notes are others; null where none is. Raising a note changes nothing that one would come back for. */
export function changesBetween(then: Moment, now: Moment): Changes | null {
  const came: ElementId[] = [];
  const changed: ElementId[] = [];
  for (const [id, fields] of now.notes) {
    const before = then.notes.get(id);
    if (before === undefined) came.push(id);
    else if (!sameFields(withoutStacking(before), withoutStacking(fields))) changed.push(id);
  }
  const gone = [...then.notes.keys()].filter((id) => !now.notes.has(id));
  return came.length + changed.length + gone.length === 0 ? null : { came, changed, gone };
}

function withoutStacking(fields: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  const rest = new Map(fields);
  rest.delete('z');
  return rest;
}
