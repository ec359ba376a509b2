// A cluster as the board shows it, read from a document that anybody in the room may have written.

import * as Y from 'yjs';
import { visible } from '../../visible';
import { TITLE_CHARS_SHOWN_MAX } from '../limits';
import { isNoteColor, type NoteColor, readPlace, readWords, shownText } from './note';
import type { Point } from './point';

/** What the document says of a cluster. Which notes are in it, the notes say; where it lies follows from theirs. */
export interface Cluster {
  readonly id: string;
  /** On one line; empty while nobody has named it. */
  readonly title: string;
  readonly color: NoteColor;
  /** Collapsed into a stack, for everyone. */
  readonly folded: boolean;
  /** Where its corner is while it has no notes. */
  readonly at: Point;
}

/** The cluster under `id`, with whatever is missing or senseless replaced; null where none is. */
export function readCluster(id: string, entry: unknown): Cluster | null {
  if (id === '' || !(entry instanceof Y.Map)) return null;
  const [x, y] = readPlace(entry.get('at'));
  const color: unknown = entry.get('color');
  return {
    id,
    title: readTitle(entry.get('title')),
    color: isNoteColor(color) ? color : 'white',
    folded: entry.get('folded') === true,
    at: { x, y },
  };
}

/** A cluster's or section's title from an untrusted value: on one line, and no longer than is shown. */
export function readTitle(value: unknown): string {
  const oneLine = visible(readWords(value))
    .replace(/\p{White_Space}+/gu, ' ')
    .replace(/^ | $/gu, '');
  return shownText(oneLine, TITLE_CHARS_SHOWN_MAX);
}
