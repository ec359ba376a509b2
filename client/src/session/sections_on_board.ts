// The sections of the board as they stand now, for what is shown beside it.

import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import type { Section } from '../board/document/sections';
import { useBoard } from '../board/open_board';

export function useSectionsOnBoard(): Accessor<readonly Section[]> {
  const board = useBoard();
  const [changed, setChanged] = createSignal(0);
  createEffect(() => {
    const open = board();
    if (open !== undefined) onCleanup(open.sections.listen(() => setChanged((count) => count + 1)));
  });
  return createMemo(() => {
    changed();
    return board()?.sections.all() ?? [];
  });
}

/** What a section is titled; null of one that is not on the board. */
export function useSectionTitles(): (section: string) => string | null {
  const sections = useSectionsOnBoard();
  return (section) => sections().find(({ id }) => id === section)?.title ?? null;
}
