// What the board has of what is proposed: notes that are free still, clusters that were begun, and those that suggested ones become.

import { createSignal, onCleanup } from 'solid-js';
import { newId } from '../board/document/edits';
import type { Ground } from '../board/parts';
import type { Suggestions } from '../protocol/suggestions';
import type { BegunCluster, Known } from './proposal';

export type SuggestedOnBoard = ReturnType<typeof createSuggestedOnBoard>;

/** `onChange` is called whenever the board is another. */
export function createSuggestedOnBoard(board: Ground, onChange: () => void) {
  const [changes, setChanges] = createSignal(0);
  const reserved = new Map<string, string>();

  const heard = () => {
    setChanges((count) => count + 1);
    onChange();
  };
  const stops = [board.notes.listen(heard), board.clusters.listen(heard)];
  onCleanup(() => {
    for (const stop of stops) stop();
  });

  const known: Known = {
    isFree(id) {
      const note = board.notes.get(id);
      return note !== undefined && board.clusters.isFree(note);
    },
    isCluster: (id) => board.clusters.get(id) !== undefined,
    clusterFor(key) {
      const id = reserved.get(key) ?? newId();
      reserved.set(key, id);
      return id;
    },
  };

  return {
    known,
    /** Whoever follows this hears when the board is another. */
    changes,
    /** What is found now has its place in the answer from another one, and becomes a cluster of its own. */
    forgetKeys: () => reserved.clear(),
    /** The clusters on the board, by title, and after them the titles that are `written` and no clusters yet. */
    begunWith(written: readonly { key: string; title: string }[]): BegunCluster[] {
      const clusters = [...board.clusters.all()].sort((a, b) => a.title.localeCompare(b.title));
      const there = clusters.map(({ id, title }) => ({
        key: id,
        title,
        notes: board.clusters.membersOf(id).map((note) => note.id),
      }));
      const own = written.filter(({ key }) => board.clusters.get(key) === undefined);
      return [...there, ...own.map((suggested) => ({ ...suggested, notes: [] }))];
    },
    /** Groups of the answer's notes that say nearly the same, without those that are gone or covered by now. */
    alikeIn(suggestions: Suggestions | undefined) {
      const groups = (suggestions?.alike ?? []).map((group) => {
        const notes = board.notes.pick(group.map((note) => suggestions?.notes[note] ?? ''));
        return notes.filter((note) => board.notes.coverOf(note.id) === undefined);
      });
      return groups.filter((group) => group.length > 1);
    },
  };
}
