// What changed on the board while somebody was away.

import { readPlace, readWords, shownText } from '../board/document/note';
import { SHOWN_CHARS_MAX } from '../board/limits';
import type { ElementId } from '../protocol/session';
import type { Frame } from './answers';
import { colorOf, type Fields, type Moment, momentsOf, same } from './moment';

export interface Changes {
  /** New notes. */
  readonly came: readonly ElementId[];
  /** Notes whose words, place, colour or cluster are others. */
  readonly changed: readonly ElementId[];
  /** Notes that are gone. */
  readonly gone: readonly ElementId[];
}

/**
 * Which notes are others, by the history's frames since just before somebody left; null where none is. Where the first frame after that tells
 * of what may have been done while they were here still, only notes made later are told of it.
 */
export function changesSince(frames: readonly Frame[], sinceMs: number, now: Moment): Changes | null {
  const moments = momentsOf(frames);
  const [first] = moments;
  if (first === undefined) return null;
  const later = frames.findIndex(({ atMs }) => atMs >= sinceMs);
  const before = moments[Math.max(later - 1, 0)] ?? first;
  const isAllLater = (frames[later]?.fromMs ?? 0) >= sinceMs;
  const after = isAllLater ? before : (moments[later] ?? moments.at(-1) ?? first);
  const isNew = (id: ElementId, { notes }: Moment) =>
    !before.notes.has(id) && (!after.notes.has(id) || madeOf(notes.get(id)) >= sinceMs);
  const came: ElementId[] = [];
  const changed: ElementId[] = [];
  for (const [id, fields] of now.notes) {
    const then = after.notes.get(id) ?? before.notes.get(id);
    if (then === undefined || isNew(id, now)) came.push(id);
    else if (!sameToSee(then, fields)) changed.push(id);
  }
  const gone = [...after.notes.keys()].filter((id) => !now.notes.has(id) && !isNew(id, after));
  return came.length + changed.length + gone.length === 0 ? null : { came, changed, gone };
}

function madeOf(fields: Fields | undefined): number {
  const made = fields?.get('made');
  return typeof made === 'number' ? made : 0;
}

/** Whether two notes have the same words, place, colour and cluster: raising one changes nothing that one would come back for. */
function sameToSee(one: Fields, other: Fields): boolean {
  return one === other || same(seen(one), seen(other));
}

/** As the board shows it: the history has what is shown where a field is missing. */
function seen(fields: Fields): unknown[] {
  return [
    shownText(readWords(fields.get('text')), SHOWN_CHARS_MAX),
    readPlace(fields.get('at')),
    colorOf('notes', fields.get('color')),
    fields.get('cluster') || null,
    fields.get('under') || null,
  ];
}
