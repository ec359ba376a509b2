// Titles that were written for suggested clusters: kept as what is half-written, until they are on the board or thrown away.

import { newId } from '../board/document/edits';
import { type WordsMark, wordsMark } from '../half_written/field';
import type { HalfWrittenStore } from '../half_written/half_written';
import type { Purpose } from '../half_written/words';

/** Whose title it is: a suggested cluster is known by the id that it gets on the board, which is never that of one found another time. */
export interface Titled {
  readonly cluster: string;
  /** What it is called as long as nobody wrote anything else; empty where its title is somebody's own. */
  readonly proposed: string;
}

export interface KeptTitles {
  /** Somebody writes the title of a suggested cluster; one without words, or as it was proposed, is not kept. */
  write(suggested: Titled, title: string): void;
  /** It was thrown away. */
  clear(suggested: Titled): void;
  /** The board changed: a title that a cluster has by now needs no keeping, and does again once its cluster is gone. */
  settle(titleOf: (cluster: string) => string | undefined): void;
  /** Clusters on the board have titles that were written here, and would take them along. */
  isOnBoard(): boolean;
  /** What goes onto the field. */
  mark(suggested: Titled): WordsMark;
  /** Fields go, but for those of clusters that stay: whether any of their words wait elsewhere from now on. */
  leave(stays?: ReadonlySet<string>): boolean;
}

export function keepTitles(store: HalfWrittenStore): KeptTitles {
  // A title that was written for a cluster in another panel stays what was written there.
  const panel = newId();
  const fields = new Map<string, () => void>();
  /** The clusters for which a title was written in this panel. */
  const written = new Set<string>();
  /** Titles that clusters on the board have from here. */
  const settled = new Map<string, string>();
  const purposeOf = (cluster: string): Purpose => ({
    kind: 'pileTitle',
    who: store.me,
    of: `${panel}.${cluster}`,
  });
  const kept = (cluster: string) => store.of(purposeOf(cluster))?.title;
  return {
    write({ cluster, proposed }, title) {
      const purpose = purposeOf(cluster);
      written.add(cluster);
      if (!fields.has(cluster)) fields.set(cluster, store.show(purpose));
      if (title.trim() === '' || title === proposed) store.clear(purpose);
      else store.write(purpose, { title }, '');
    },
    clear({ cluster }) {
      settled.delete(cluster);
      store.clear(purposeOf(cluster));
    },
    settle(titleOf) {
      for (const cluster of written) {
        const onBoard = titleOf(cluster);
        const title = kept(cluster);
        const taken = settled.get(cluster);
        if (title !== undefined && title.trim() === onBoard) {
          settled.set(cluster, title);
          store.clear(purposeOf(cluster));
        } else if (onBoard === undefined && taken !== undefined) {
          settled.delete(cluster);
          store.write(purposeOf(cluster), { title: taken }, '');
        }
      }
    },
    isOnBoard: () => settled.size > 0,
    mark: ({ cluster }) => wordsMark(purposeOf(cluster), 'title'),
    leave(stays = new Set()) {
      const going = [...fields].filter(([cluster]) => !stays.has(cluster));
      for (const [cluster, hide] of going) {
        hide();
        fields.delete(cluster);
      }
      return going.some(([cluster]) => kept(cluster) !== undefined);
    },
  };
}
