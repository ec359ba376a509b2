// What changed on the board while somebody was away.

import { type Elements, type Moment, sameFields } from './moment';

export interface Changes {
  /** New notes. */
  readonly came: number;
  /** Notes whose words, place, colour or cluster are others. */
  readonly changed: number;
  /** Notes that are gone. */
  readonly gone: number;
}

/** Which notes are others; null where none is. Raising a note changes nothing that one would come back for. */
export function changesBetween(then: Moment, now: Moment): Changes | null {
  let [came, changed] = [0, 0];
  for (const [id, fields] of now.notes) {
    const before = then.notes.get(id);
    if (before === undefined) came += 1;
    else if (!sameFields(withoutStacking(before), withoutStacking(fields))) changed += 1;
  }
  const gone = goneFrom(then.notes, now.notes);
  return came + changed + gone === 0 ? null : { came, changed, gone };
}

function goneFrom(then: Elements, now: Elements): number {
  return [...then.keys()].filter((id) => !now.has(id)).length;
}

function withoutStacking(fields: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  const rest = new Map(fields);
  rest.delete('z');
  return rest;
}
