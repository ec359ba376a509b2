// What can be done to the looks and places of notes, by name; how it is done is loaded when somebody does it.

import type { NoteSize } from '../document/note';
import type { Alignment, Distribution } from './align';

export type Shaping =
  | { readonly do: 'size'; readonly size: NoteSize }
  /** To the next size, larger or smaller. */
  | { readonly do: 'resize'; readonly by: 1 | -1 }
  /** Lays out the whole board and shows it. */
  | { readonly do: 'arrangeAll' }
  /** Locks, or unlocks where all of it is locked. */
  | { readonly do: 'lock' }
  | { readonly do: 'align'; readonly by: Alignment }
  | { readonly do: 'distribute'; readonly way: Distribution };
