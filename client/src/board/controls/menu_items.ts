// What the menu offers: for the selected notes, the selected cluster, or the board where nothing is selected. Pure.

import type { TextKey } from '../../i18n';
import { type Basket, newNoteWords } from './new_note_words';

export type MenuDeed =
  | 'edit'
  | 'openLink'
  | 'bringOut'
  | 'group'
  | 'ungroup'
  | 'moveTo'
  | 'connectTo'
  | 'duplicate'
  | 'raise'
  | 'lock'
  | 'delete'
  | 'read'
  | 'fold'
  | 'tidy'
  | 'new'
  | 'newForAll'
  | 'newArea'
  | 'selectAll'
  | 'arrangeAll'
  | 'fitAll'
  | 'minimap'
  | 'shortcuts';

/** An address in a note. */
export interface MenuLink {
  readonly href: string;
  readonly shown: string;
}

export interface MenuItem {
  readonly deed: MenuDeed;
  readonly words: TextKey;
  /** The keys that do the same. */
  readonly keys?: string;
  /** The link that it opens. */
  readonly link?: MenuLink;
}

/** What is selected, as far as it decides what can be done. */
export type MenuFor =
  | {
      readonly kind: 'notes';
      readonly count: number;
      /** All of them are in one cluster. */
      readonly inOne: boolean;
      /** Some of them are in clusters. */
      readonly inAny: boolean;
      /** Others that say nearly the same lie under the only one. */
      readonly covers: boolean;
      /** All of them are locked. */
      readonly locked: boolean;
      /** The links in the only one. */
      readonly links: readonly MenuLink[];
    }
  | { readonly kind: 'cluster'; readonly folded: boolean }
  | { readonly kind: 'board'; readonly basket: Basket };

export interface Menu {
  /** The eight colours come first. */
  readonly colors: boolean;
  /** The three sizes come next. */
  readonly sizes: boolean;
  /** In groups, each set apart from the next. */
  readonly groups: readonly (readonly MenuItem[])[];
}

/** The board around; `letters`, whether single letters are commands now. */
export interface MenuOn {
  readonly editable: boolean;
  readonly clusters: number;
  readonly letters: boolean;
  /** Whether the rights that hold let it be done; colours go by «paint». */
  may(deed: MenuDeed | 'paint'): boolean;
}

export function menuFor(on: MenuFor, board: MenuOn): Menu {
  if (!board.editable || on.kind === 'board') {
    const links = on.kind === 'notes' ? [linkItems(on.links)] : [];
    const basket = on.kind === 'board' ? on.basket : undefined;
    // Who changes nothing reads all the same.
    const read = some(on.kind === 'cluster', { deed: 'read', words: 'clusters.read', keys: 'Enter' });
    return {
      colors: false,
      sizes: false,
      groups: allowed([read, ...links, ...ofBoard(basket, board)], board),
    };
  }
  const groups = on.kind === 'cluster' ? ofCluster(on.folded, board.clusters) : ofNotes(on, board.clusters);
  const paint = board.may('paint');
  return { colors: paint, sizes: paint && on.kind === 'notes', groups: allowed(groups, board) };
}

/** Nothing is offered that would be refused. */
function allowed(groups: readonly MenuItem[][], { may }: MenuOn): MenuItem[][] {
  return groups.map((group) => group.filter(({ deed }) => may(deed))).filter((group) => group.length > 0);
}

function ofNotes(on: MenuFor & { kind: 'notes' }, clusters: number): MenuItem[][] {
  const { count, inOne, inAny, covers, locked } = on;
  return [
    linkItems(on.links),
    [
      ...some(count === 1, { deed: 'edit', words: 'board.edit', keys: 'Enter' }),
      ...some(covers, { deed: 'bringOut', words: 'board.bringOut', keys: 'Ctrl+Enter' }),
      { deed: 'duplicate', words: 'board.duplicate', keys: 'Ctrl+D' },
      { deed: 'raise', words: 'board.toFront', keys: 'Ctrl+Shift+↑' },
      { deed: 'lock', words: locked ? 'shape.unlock' : 'shape.lock', keys: 'Ctrl+Shift+L' },
    ],
    [
      { deed: 'group', words: inOne ? 'clusters.split' : 'clusters.group', keys: 'Ctrl+G' },
      ...some(inAny, { deed: 'ungroup', words: 'clusters.leave', keys: 'Ctrl+Shift+G' }),
      ...some(clusters > 0, { deed: 'moveTo', words: 'clusters.moveTo', keys: 'Ctrl+M' }),
      ...some(count === 1, { deed: 'connectTo', words: 'drawing.connectTo' }),
    ],
    [{ deed: 'delete', words: 'board.delete', keys: 'Delete' }],
  ];
}

/** As many as a menu has room for. */
const LINKS_MAX = 4;

function linkItems(links: readonly MenuLink[]): MenuItem[] {
  const keys = links.length === 1 ? { keys: 'Alt+Enter' } : {};
  return links
    .slice(0, LINKS_MAX)
    .map((link) => ({ deed: 'openLink', words: 'shape.openLink', link, ...keys }));
}

function ofCluster(folded: boolean, clusters: number): MenuItem[][] {
  return [
    [
      { deed: 'edit', words: 'clusters.rename', keys: 'Enter' },
      { deed: 'read', words: 'clusters.read' },
      { deed: 'fold', words: folded ? 'clusters.open' : 'clusters.collapse', keys: 'Ctrl+Enter' },
      ...some(!folded, { deed: 'tidy', words: 'clusters.tidy' }),
    ],
    [
      ...some(clusters > 1, { deed: 'moveTo', words: 'clusters.mergeInto', keys: 'Ctrl+M' }),
      { deed: 'connectTo', words: 'drawing.connectTo' },
      { deed: 'ungroup', words: 'clusters.dissolve', keys: 'Ctrl+Shift+G' },
    ],
  ];
}

function ofBoard(basket: Basket, { editable, clusters, letters }: MenuOn): MenuItem[][] {
  /** No key is named that does nothing. */
  const byLetter = (keys: string) => (letters ? { keys } : {});
  return [
    editable
      ? [
          { deed: 'new', words: newNoteWords(basket), ...byLetter('N') },
          ...some(basket !== undefined, { deed: 'newForAll', words: 'board.newForAll' }),
          { deed: 'newArea', words: 'board.newArea' },
        ]
      : [],
    [
      { deed: 'selectAll', words: 'board.selectAll', keys: 'Ctrl+A' },
      ...some(editable && clusters > 0, {
        deed: 'arrangeAll',
        words: 'clusters.arrangeAll',
        ...byLetter('Shift+T'),
      }),
      { deed: 'fitAll', words: 'board.fitAll', ...byLetter('F') },
      { deed: 'minimap', words: 'board.minimap', ...byLetter('M') },
    ],
    [{ deed: 'shortcuts', words: 'board.shortcuts', ...byLetter('?') }],
  ];
}

function some(is: boolean, item: MenuItem): MenuItem[] {
  return is ? [item] : [];
}

/** Where a key leads in a menu of items in rows: `rows` is the row of each item. Null where it leads nowhere. */
export function stepTo(key: string, at: number, rows: readonly number[]): number | null {
  const last = rows.at(-1) ?? 0;
  const row = rows[at] ?? 0;
  const firstIn = (one: number) => rows.indexOf(one);
  switch (key) {
    case 'ArrowDown':
      return firstIn(row === last ? 0 : row + 1);
    case 'ArrowUp':
      return firstIn(row === 0 ? last : row - 1);
    case 'ArrowRight':
      return rows[at + 1] === row ? at + 1 : firstIn(row);
    case 'ArrowLeft':
      return rows[at - 1] === row ? at - 1 : rows.lastIndexOf(row);
    case 'Home':
      return 0;
    case 'End':
      return rows.length - 1;
    default:
      return null;
  }
}

/** The next item whose words begin with what was typed, after this one and round again; null where none does. */
export function beginningWith(typed: string, at: number, words: readonly string[]): number | null {
  const letter = typed.toLocaleLowerCase();
  for (let step = 1; step <= words.length; step += 1) {
    const index = (at + step) % words.length;
    if (words[index]?.toLocaleLowerCase().startsWith(letter)) return index;
  }
  return null;
}
