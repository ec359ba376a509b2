// Whether something lies in a section, read from plain fields that anybody may have written.

import { NOTE_SIDE } from '../board/document/measures';
import { readPlace } from '../board/document/note';
import { holds } from '../board/document/point';
import type { Fields } from './moment';

/** Whether the middle of a note, or the corner of a cluster, is in a section. */
export function centredIn(section: Fields, at: unknown, isNote: boolean): boolean {
  const [x, y] = readPlace(section.get('at'));
  const [width, height] = readPlace(section.get('size'));
  const [left, top] = readPlace(at);
  const half = isNote ? NOTE_SIDE / 2 : 0;
  return holds({ x, y, width, height }, { x: left + half, y: top + half });
}
