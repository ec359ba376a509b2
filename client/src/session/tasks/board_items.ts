// Notes, clusters and sections of the board as tasks list them: those that the session can name, read anew when the board has
// changed.

import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import type { Cluster } from '../../board/document/cluster';
import type { Note } from '../../board/document/note';
import { byReading } from '../../board/document/reading_order';
import type { Section } from '../../board/document/sections';
import type { OpenBoard } from '../../board/open_board';
import type { ElementId } from '../../protocol/session';
import { isElementId } from '../ids';

/** Lists follow the board at this pace at most, in ms: typing is a change a letter. */
const FOLLOW_MS = 150;

export interface BoardItems {
  /** In reading order, those in stacks too. */
  notes(): readonly Note[];
  clusters(): readonly Cluster[];
  sections(): readonly Section[];
  note(id: ElementId): Note | undefined;
  cluster(id: ElementId): Cluster | undefined;
  membersOf(cluster: ElementId): readonly Note[];
  /** The one note that is selected on the board, if it is one. */
  chosen(): ElementId | null;
  /** Brings a note or cluster into view, and marks the note for this person. */
  show(id: ElementId): void;
  /** Selects a note and brings it into view. */
  choose(note: ElementId): void;
  /** Whether this person may change a note or a title now, and make notes in an area, or else where they look. */
  mayChange(element: ElementId): boolean;
  mayAdd(area: ElementId | null): boolean;
  /** Makes a note of these words in an area, or else where one looks; false where none may be made there. */
  addNote(text: string, area: ElementId | null): boolean;
  /** Begins to write there, with these words at the end of what stands there; false where it may not be written in. */
  writeOn(element: ElementId, words: string): boolean;
  /** Asks into which cluster a note goes. */
  askWhere(note: ElementId): void;
  /** Nothing is selected or marked any more. */
  clear(): void;
}

export function createBoardItems(board: Accessor<OpenBoard | undefined>): BoardItems {
  const [changed, setChanged] = createSignal(0);
  createEffect(() => {
    const open = board();
    if (open === undefined) return;
    let wait: ReturnType<typeof setTimeout> | undefined;
    const hear = () => {
      wait ??= setTimeout(() => {
        wait = undefined;
        setChanged((count) => count + 1);
      }, FOLLOW_MS);
    };
    const stops = [open.notes, open.clusters, open.sections].map((items) => items.listen(hear));
    setChanged((count) => count + 1);
    onCleanup(() => {
      open.pointAt(null);
      clearTimeout(wait);
      for (const stop of stops) stop();
    });
  });

  /** What the board holds now; tracked, so that whoever reads it reads it again after a change. */
  const now = () => {
    changed();
    return board();
  };

  return {
    // Sorted only for who asks: a board may have thousands.
    notes: () => [...(now()?.notes.lying() ?? [])].filter(({ id }) => isElementId(id)).sort(byReading),
    clusters: () => [...(now()?.clusters.all() ?? [])].filter(({ id }) => isElementId(id)),
    sections: createMemo(() => now()?.sections.all() ?? []),
    note: (id) => now()?.notes.get(id),
    cluster: (id) => now()?.clusters.get(id),
    membersOf: (cluster) => [...(now()?.clusters.membersOf(cluster) ?? [])].sort(byReading),
    chosen: createMemo(() => {
      const [id, ...more] = board()?.selection() ?? [];
      return id === undefined || more.length > 0 || !isElementId(id) ? null : id;
    }),
    show(id) {
      const open = board();
      if (open === undefined || !open.reveal(id)) return;
      open.selectCluster(null);
      open.pointAt(id);
    },
    choose(note) {
      const open = board();
      if (open === undefined || !open.reveal(note)) return;
      open.select([note]);
    },
    mayChange: (element) => now()?.mayChange(element) ?? false,
    mayAdd: (area) => now()?.mayAdd(area) ?? false,
    addNote: (text, area) => board()?.addNote(text, area) ?? false,
    writeOn: (element, words) => board()?.writeOn(element, words) ?? false,
    askWhere: (note) => board()?.askWhere(note),
    clear() {
      board()?.selectCluster(null);
      board()?.pointAt(null);
    },
  };
}
