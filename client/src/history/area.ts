// Whether something lies in a section, read from plain fields that anybody may have written.

import { readPlace } from '../board/document/note';
import { holds } from '../board/document/point';
import { middleOfNote } from '../board/rights/rights';
import type { Fields } from './moment';

/** Whether the middle of a note, or the corner of a cluster, is in a section. */
export function centredIn(section: Fields, at: unknown, isNote: boolean): boolean {
  const [x, y] = readPlace(section.get('at'));
  const [width, height] = readPlace(section.get('size'));
  const [left, top] = readPlace(at);
  const corner = { x: left, y: top };
  return holds({ x, y, width, height }, isNote ? middleOfNote(corner) : corner);
}
