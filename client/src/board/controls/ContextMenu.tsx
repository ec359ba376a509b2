// What can be done to what is selected, or on the board, as a menu: by right click, by its key, Shift+F10 or a finger that rests.

import './context_menu.css';
import { createEffect, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import * as clusters from '../commands/clusters';
import * as commands from '../commands/commands';
import { NOTE_COLORS, type NoteColor } from '../model/note';
import { around, clamp, type Point } from '../model/point';
import { topOfSame } from '../model/same_notes';
import type { Surface } from '../surface';
import { rectToScreen } from '../view/camera';
import { beginningWith, type MenuDeed, type MenuFor, menuFor, stepTo } from './menu_items';

/** Between the menu and the board's edge. */
const EDGE = 8;

interface ContextMenuProps {
  surface: Surface;
  /** Where it was asked for; null by key, which opens it at what is selected. */
  at: Point | null;
  opens: { moveTo(): void; shortcuts(): void };
  onClose(): void;
}

export default function ContextMenu(props: ContextMenuProps) {
  const { surface } = props;
  const selected = whatIsSelected(surface);
  const menu = menuFor(selected, {
    editable: surface.props.editable,
    clusters: surface.clusterCount(),
    letters: surface.areLettersKeys(),
  });
  const [place, setPlace] = createSignal<Point>({ x: 0, y: 0 });
  let element!: HTMLDivElement;

  const items = () => [...element.querySelectorAll<HTMLElement>('[role^="menuitem"]')];

  function close(): void {
    props.onClose();
    surface.takeFocus();
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
        () => surface.props.editable,
        () => surface.props.basket !== undefined,
        () => surface.props.newNotesKnown,
      ],
      close,
      { defer: true },
    ),
  );

  const elsewhere = (event: Event) => {
    if (event.target instanceof Node && !element.contains(event.target)) close();
  };

  onMount(() => {
    const { width, height } = element.getBoundingClientRect();
    const { x, y } = props.at ?? besideSelection(surface);
    const size = surface.sight.size();
    const clear = surface.sight.clear();
    // Clear of the tools where it can be, else anywhere on the screen.
    const lowest = height <= clear.height ? clear.y + clear.height : size.height - EDGE;
    setPlace({
      x: clamp(x, EDGE, Math.max(EDGE, size.width - width - EDGE)),
      y: clamp(y, EDGE, Math.max(EDGE, lowest - height)),
    });
    items()[0]?.focus({ preventScroll: true });
    addEventListener('pointerdown', elsewhere, { capture: true });
    addEventListener('wheel', elsewhere, { capture: true, passive: true });
    addEventListener('blur', close);
  });
  onCleanup(() => {
    removeEventListener('pointerdown', elsewhere, { capture: true });
    removeEventListener('wheel', elsewhere, { capture: true });
    removeEventListener('blur', close);
  });

  function pressed(event: KeyboardEvent): void {
    event.stopPropagation();
    const key = keyOf(event);
    if (key === 'Escape' || key === 'Tab') {
      event.preventDefault();
      close();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const rows = all.map((item) => Number(item.dataset.row));
    const isLetter = [...key].length === 1 && key !== ' ';
    const to = isLetter
      ? beginningWith(
          key,
          at,
          all.map((item) => item.getAttribute('aria-label') ?? item.textContent ?? ''),
        )
      : stepTo(key, at, rows);
    if (to === null) return;
    event.preventDefault();
    all[to]?.focus({ preventScroll: true });
  }

  const first = menu.colors ? 1 : 0;
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
        {/* biome-ignore lint/a11y/useSemanticElements: a menu has no fieldsets. */}
        <div class="context-menu-colors" role="group" aria-label={t('board.color')}>
          <For each={NOTE_COLORS}>
            {(color) => (
              <button
                type="button"
                class="swatch"
                role="menuitemradio"
                aria-checked={colorOf(surface) === color}
                aria-label={t(`board.${color}`)}
                title={t(`board.${color}`)}
                tabindex="-1"
                data-color={color}
                data-row="0"
                onClick={() => choose(() => commands.paint(surface, color))}
              />
            )}
          </For>
        </div>
      </Show>
      <For each={menu.groups}>
        {(group, number) => (
          // biome-ignore lint/a11y/useSemanticElements: a menu has no fieldsets.
          <div class="context-menu-group" role="group">
            <For each={group}>
              {(item, index) => (
                <button
                  type="button"
                  class="context-menu-item"
                  role="menuitem"
                  tabindex="-1"
                  data-row={rowOf(number(), index())}
                  aria-label={t(item.words)}
                  onClick={() => choose(() => perform(props, item.deed))}
                >
                  <span>{t(item.words)}</span>
                  <Show when={item.keys}>
                    <span class="context-menu-keys">{item.keys}</span>
                  </Show>
                </button>
              )}
            </For>
          </div>
        )}
      </For>
    </div>
  );
}

function perform({ surface, opens }: ContextMenuProps, deed: MenuDeed): void {
  const deeds: Record<MenuDeed, () => void> = {
    edit: () => commands.write(surface, surface.chosen() ?? [...surface.selection()][0] ?? null),
    bringOut: () => clusters.bringOutOrFold(surface),
    group: () => clusters.group(surface),
    ungroup: () => clusters.ungroup(surface),
    moveTo: opens.moveTo,
    duplicate: () => commands.duplicate(surface),
    raise: () => commands.raise(surface),
    delete: () => commands.remove(surface),
    fold: () => clusters.toggleFold(surface),
    tidy: () => clusters.tidy(surface),
    new: () => commands.makeHere(surface),
    newForAll: () => commands.makeForAll(surface),
    selectAll: () => commands.selectAll(surface),
    arrangeAll: () => clusters.arrangeAll(surface),
    fitAll: () => commands.fitAll(surface),
    shortcuts: opens.shortcuts,
  };
  deeds[deed]();
}

function whatIsSelected(surface: Surface): MenuFor {
  const cluster = surface.chosenCluster();
  if (cluster !== undefined) return { kind: 'cluster', folded: cluster.folded };
  const notes = surface.selectedNotes();
  if (notes.length === 0) return { kind: 'board', packing: surface.props.basket !== undefined };
  const of = notes.map((note) => surface.clusters.of(note));
  return {
    kind: 'notes',
    count: notes.length,
    inOne: of[0] !== undefined && of.every((one) => one === of[0]),
    inAny: of.some((one) => one !== undefined),
    covers: topOfSame(surface.clusters, notes) !== undefined,
  };
}

function nameOf(on: MenuFor): string {
  if (on.kind === 'notes') return t('board.selection', { count: on.count });
  return t(on.kind === 'cluster' ? 'clusters.selected' : 'board.name');
}

/** The colour of all that is selected; null where it is not one. */
function colorOf(surface: Surface): NoteColor | null {
  const cluster = surface.chosenCluster();
  const [first, ...rest] = cluster === undefined ? surface.selectedNotes() : [cluster];
  return first !== undefined && rest.every(({ color }) => color === first.color) ? first.color : null;
}

/** On the screen: the lower left corner of what is selected, else the middle of what is seen. */
function besideSelection(surface: Surface): Point {
  const chosen = surface.clusters.outline(surface.chosen() ?? '');
  const area = chosen ?? around(surface.selectedNotes());
  if (area === null || area === undefined) {
    const { x, y, width, height } = surface.sight.clear();
    return { x: x + width / 2, y: y + height / 2 };
  }
  const { x, y, height } = rectToScreen(
    surface.camera,
    chosen === undefined ? area : { ...area, height: 48 },
  );
  return { x, y: y + height + EDGE };
}
