// What can be done to what is selected, or on the board, as a menu: by right click, by its key, Shift+F10 or a finger that rests.

import './context_menu.css';
import { createEffect, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import * as clusters from '../commands/clusters';
import { mayWithCluster, mayWithNotes } from '../commands/may_with';
import { makeForAll, makeHere, type NewNoteBoard } from '../commands/new_notes';
import * as notes from '../commands/notes';
import { fitAll, selectAll } from '../commands/selecting';
import type { Asking } from '../commands/taking_away';
import { chosenCluster, selectedNotes } from '../commands/targets';
import { NOTE_COLORS, NOTE_SIZES, type NoteColor, type NoteSize } from '../document/note';
import { around, clamp, type Point } from '../document/point';
import { topOfSame } from '../document/same_notes';
import { openLink } from '../links/linked_words';
import { linksIn } from '../links/links';
import { toggleMinimap } from '../minimap/shown';
import type { Around, Eye, Focus, Ground, Overview, Selection } from '../parts';
import { shape } from '../shaping/shaping';
import { rectToScreen } from '../view/camera';
import { beginningWith, type MenuDeed, type MenuFor, type MenuItem, menuFor, stepTo } from './menu_items';

/** Between the menu and the board's edge. */
const EDGE = 8;

/** What the menu needs of the board. */
export type MenuBoard = NewNoteBoard & Selection & Focus & Overview & Around<'standing'> & Asking;

interface ContextMenuProps {
  board: MenuBoard;
  /** Where it was asked for; null by key, which opens it at what is selected. */
  at: Point | null;
  /** `connectTo` is not there until what it needs is. */
  opens: {
    moveTo(): void;
    shortcuts(): void;
    newArea(): void;
    read(cluster: string): void;
    connectTo: ((from: string) => void) | undefined;
  };
  onClose(): void;
}

export default function ContextMenu(props: ContextMenuProps) {
  const { board } = props;
  const selected = whatIsSelected(board);
  const menu = menuFor(selected, {
    editable: board.page.editable,
    clusters: board.clusterCount(),
    letters: board.areLettersKeys(),
    may: mayOn(board, props.opens.connectTo !== undefined),
  });
  const [place, setPlace] = createSignal<Point>({ x: 0, y: 0 });
  let element!: HTMLDivElement;

  const items = () => [...element.querySelectorAll<HTMLElement>('[role^="menuitem"]')];

  function close(): void {
    props.onClose();
    board.takeFocus();
  }

  /** The board has the keyboard again, and then does it. */
  function choose(deed: () => void): void {
    close();
    deed();
  }

  // What it offers is no longer so: nothing is done under words that meant something else.
  createEffect(
    on(
      [
        () => board.page.editable,
        () => board.page.standing,
        () => board.page.basket !== undefined,
        () => board.page.newNotesKnown,
      ],
      close,
      { defer: true },
    ),
  );

  onMount(() => {
    setPlace(placeFor(element.getBoundingClientRect(), props.at ?? besideSelection(board), board));
    items()[0]?.focus({ preventScroll: true });
    onCleanup(listenElsewhere(element, close));
  });

  function pressed(event: KeyboardEvent): void {
    event.stopPropagation();
    const key = keyOf(event);
    if (key === 'Escape' || key === 'Tab') {
      event.preventDefault();
      close();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) {
      // The browser would mark all words of the page.
      if (key.toLowerCase() === 'a') event.preventDefault();
      return;
    }
    const to = itemByKey(key, items());
    if (to === null) return;
    event.preventDefault();
    to?.focus({ preventScroll: true });
  }

  const first = Number(menu.colors) + Number(menu.sizes);
  const rowOf = (group: number, index: number) =>
    first + menu.groups.slice(0, group).reduce((sum, { length }) => sum + length, 0) + index;

  return (
    <div
      class="context-menu panel"
      role="menu"
      tabindex="-1"
      aria-label={nameOf(selected)}
      style={{ translate: `${Math.round(place().x)}px ${Math.round(place().y)}px` }}
      ref={(menuElement) => {
        element = menuElement;
      }}
      onKeyDown={pressed}
      onContextMenu={(event) => event.preventDefault()}
    >
      <Show when={menu.colors}>
        <Colors chosen={colorOf(board)} onChoose={(color) => choose(() => notes.paint(board, color))} />
      </Show>
      <Show when={menu.sizes}>
        <Sizes
          chosen={sizeOf(board)}
          row={Number(menu.colors)}
          onChoose={(size) => choose(() => shape(board, { do: 'size', size }))}
        />
      </Show>
      <For each={menu.groups}>
        {(group, number) => (
          <Group
            items={group}
            rowOf={(index) => rowOf(number(), index)}
            onChoose={(item) => choose(() => perform(props, item))}
          />
        )}
      </For>
    </div>
  );
}

function Colors(props: { chosen: NoteColor | null; onChoose(color: NoteColor): void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a menu has no fieldsets.
    <div class="context-menu-colors" role="group" aria-label={t('board.color')}>
      <For each={NOTE_COLORS}>
        {(color) => (
          <button
            type="button"
            class="swatch"
            role="menuitemradio"
            aria-checked={props.chosen === color}
            aria-label={t(`board.${color}`)}
            title={t(`board.${color}`)}
            tabindex="-1"
            data-color={color}
            data-row="0"
            onClick={() => props.onChoose(color)}
          />
        )}
      </For>
    </div>
  );
}

function Sizes(props: { chosen: NoteSize | null; row: number; onChoose(size: NoteSize): void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a menu has no fieldsets.
    <div class="context-menu-sizes" role="group" aria-label={t('shape.size')}>
      <For each={NOTE_SIZES}>
        {(size) => (
          <button
            type="button"
            class="context-menu-size"
            role="menuitemradio"
            aria-checked={props.chosen === size}
            aria-label={t(`shape.size_${size}`)}
            title={t(`shape.size_${size}`)}
            tabindex="-1"
            data-row={props.row}
            onClick={() => props.onChoose(size)}
          >
            {size.toUpperCase()}
          </button>
        )}
      </For>
    </div>
  );
}

function Group(props: {
  items: readonly MenuItem[];
  rowOf(index: number): number;
  onChoose(item: MenuItem): void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a menu has no fieldsets.
    <div class="context-menu-group" role="group">
      <For each={props.items}>
        {(item, index) => (
          <button
            type="button"
            class="context-menu-item"
            role="menuitem"
            tabindex="-1"
            data-row={props.rowOf(index())}
            aria-label={wordsOf(item)}
            onClick={() => props.onChoose(item)}
          >
            <span class="context-menu-words">{wordsOf(item)}</span>
            <Show when={item.keys}>
              <span class="context-menu-keys">{item.keys}</span>
            </Show>
          </button>
        )}
      </For>
    </div>
  );
}

/** Where a menu of that size opens: clear of the tools where it can be, else anywhere on the screen. */
function placeFor({ width, height }: { width: number; height: number }, { x, y }: Point, board: Eye): Point {
  const size = board.sight.size();
  const clear = board.sight.clear();
  const lowest = height <= clear.height ? clear.y + clear.height : size.height - EDGE;
  return {
    x: clamp(x, EDGE, Math.max(EDGE, size.width - width - EDGE)),
    y: clamp(y, EDGE, Math.max(EDGE, lowest - height)),
  };
}

/** Somebody goes on elsewhere. Returns what stops listening. */
function listenElsewhere(menu: HTMLElement, onElsewhere: () => void): () => void {
  const elsewhere = (event: Event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) onElsewhere();
  };
  addEventListener('pointerdown', elsewhere, { capture: true });
  addEventListener('wheel', elsewhere, { capture: true, passive: true });
  addEventListener('blur', onElsewhere);
  return () => {
    removeEventListener('pointerdown', elsewhere, { capture: true });
    removeEventListener('wheel', elsewhere, { capture: true });
    removeEventListener('blur', onElsewhere);
  };
}

/** To which item a key goes: by its first letter, or by arrows; null where it means nothing to the menu. */
function itemByKey(key: string, items: readonly HTMLElement[]): HTMLElement | undefined | null {
  const at = items.indexOf(document.activeElement as HTMLElement);
  const isLetter = [...key].length === 1 && key !== ' ';
  const to = isLetter
    ? beginningWith(
        key,
        at,
        // Sizes are one row away, and their names would stand before deeds that people go to by a letter.
        items.map((item) =>
          item.matches('.context-menu-size')
            ? ''
            : (item.getAttribute('aria-label') ?? item.textContent ?? ''),
        ),
      )
    : stepTo(
        key,
        at,
        items.map((item) => Number(item.dataset.row)),
      );
  return to === null ? null : items[to];
}

function wordsOf({ words, link }: MenuItem): string {
  return link === undefined ? t(words) : t(words, { address: link.shown });
}

function perform({ board, opens }: ContextMenuProps, { deed, link }: MenuItem): void {
  const deeds: Record<MenuDeed, () => void> = {
    edit: () => notes.write(board, board.chosen() ?? [...board.selection()][0] ?? null),
    openLink: () => openLink(link?.href ?? ''),
    bringOut: () => clusters.bringOutOrFold(board),
    group: () => clusters.group(board),
    ungroup: () => clusters.ungroup(board),
    moveTo: opens.moveTo,
    connectTo: () => opens.connectTo?.(board.chosen() ?? [...board.selection()][0] ?? ''),
    duplicate: () => notes.duplicate(board),
    raise: () => notes.raise(board),
    lock: () => shape(board, { do: 'lock' }),
    delete: () => notes.remove(board),
    fold: () => clusters.toggleFold(board),
    tidy: () => clusters.tidy(board),
    new: () => makeHere(board),
    newForAll: () => makeForAll(board),
    selectAll: () => selectAll(board),
    arrangeAll: () => shape(board, { do: 'arrangeAll' }),
    fitAll: () => fitAll(board),
    minimap: toggleMinimap,
    shortcuts: opens.shortcuts,
    newArea: opens.newArea,
    read: () => {
      const cluster = chosenCluster(board);
      if (cluster !== undefined) opens.read(cluster.id);
    },
  };
  deeds[deed]();
}

/** What the rights that hold let be done with what is selected, or on the board. */
function mayOn(board: MenuBoard, canConnect: boolean): (deed: MenuDeed | 'paint') => boolean {
  const cluster = chosenCluster(board);
  const notes = mayWithNotes(board, selectedNotes(board));
  const whole = cluster && mayWithCluster(board, cluster);
  const may: Partial<Record<MenuDeed | 'paint', boolean>> = {
    paint: whole?.change ?? notes.change,
    edit: whole?.change ?? notes.change,
    bringOut: notes.ungroup,
    group: notes.group,
    ungroup: whole?.dissolve ?? notes.ungroup,
    moveTo: whole?.merge ?? notes.group,
    duplicate: notes.duplicate,
    raise: notes.raise,
    lock: notes.lock,
    connectTo: canConnect && board.may.somewhere('add'),
    delete: notes.remove,
    fold: whole?.fold ?? false,
    read: cluster !== undefined && board.clusters.sizeOf(cluster.id) > 0,
    tidy: whole?.tidy ?? false,
    new: board.page.basket !== undefined || board.may.somewhere('add'),
    newForAll: board.may.somewhere('add'),
    arrangeAll: board.may.everything(),
    newArea: board.may.everything(),
  };
  return (deed) => may[deed] ?? true;
}

function whatIsSelected(board: MenuBoard): MenuFor {
  const cluster = chosenCluster(board);
  if (cluster !== undefined) return { kind: 'cluster', folded: cluster.folded };
  const selected = selectedNotes(board);
  if (selected.length === 0) return { kind: 'board', basket: board.page.basket };
  const of = selected.map((note) => board.clusters.of(note));
  return {
    kind: 'notes',
    count: selected.length,
    inOne: of[0] !== undefined && of.every((one) => one === of[0]),
    inAny: of.some((one) => one !== undefined),
    covers: topOfSame(board.clusters, selected) !== undefined,
    locked: selected.every((note) => note.locked),
    links: selected.length === 1 ? linksIn(selected[0]?.text ?? '') : [],
  };
}

function nameOf(on: MenuFor): string {
  if (on.kind === 'notes') return t('board.selection', { count: on.count });
  return t(on.kind === 'cluster' ? 'clusters.selected' : 'board.name');
}

/** The colour of all that is selected; null where it is not one. */
function colorOf(board: Ground & Selection): NoteColor | null {
  const cluster = chosenCluster(board);
  const [first, ...rest] = cluster === undefined ? selectedNotes(board) : [cluster];
  return first !== undefined && rest.every(({ color }) => color === first.color) ? first.color : null;
}

function sizeOf(board: Ground & Selection): NoteSize | null {
  const [first, ...rest] = selectedNotes(board);
  return first !== undefined && rest.every(({ size }) => size === first.size) ? first.size : null;
}

/** On the screen: the lower left corner of what is selected, else the middle of what is seen. */
function besideSelection(board: Ground & Selection & Eye): Point {
  const chosen = board.clusters.rectOf(board.chosen() ?? '');
  const area = chosen ?? around(selectedNotes(board));
  if (area === null || area === undefined) {
    const { x, y, width, height } = board.sight.clear();
    return { x: x + width / 2, y: y + height / 2 };
  }
  const { x, y, height } = rectToScreen(
    board.sight.camera(),
    chosen === undefined ? area : { ...area, height: 48 },
  );
  return { x, y: y + height + EDGE };
}
