// Areas by hand: the one that is chosen has a frame to pull and a bar beside it. By keyboard they are one stop of the Tab key.

import './areas.css';
import {
  type Accessor,
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  on,
  onCleanup,
  onMount,
  type Setter,
  Show,
} from 'solid-js';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import type { Point, Rect } from '../document/point';
import type { Section, Sections } from '../document/sections';
import type { Eye, Focus, InPage, Overview, Selection } from '../parts';
import { rectToScreen } from '../view/camera';
import { AreaBar } from './AreaBar';
import {
  type AreaBoard,
  byArrow,
  dropArea,
  makeArea,
  mayShape,
  moveArea,
  named,
  sizeArea,
} from './area_deeds';
import type { Edges } from './area_edits';
import { carry, type Held, press, rectOf } from './area_hand';

export type AreasBoard = AreaBoard &
  Eye &
  Focus &
  Selection &
  Overview &
  Pick<InPage, 'element'> & { readonly sections: Pick<Sections, 'all' | 'listen'> };

/** `asked` is another number whenever a new one is asked for. */
export default function Areas(props: { board: AreasBoard; asked: number }) {
  const { board } = props;
  const [changes, setChanges] = createSignal(0);
  onCleanup(board.sections.listen(() => setChanges(changes() + 1)));
  const isFree = () => mayShape(board);
  const all = createMemo(() => {
    changes();
    return isFree() ? board.sections.all() : [];
  });
  const ids = createMemo(() => all().map(({ id }) => id), [], {
    equals: (one, other) => one.join() === other.join(),
  });
  const find = (id: string | null) => all().find((area) => area.id === id);
  const [chosen, setChosen] = createSignal<string | null>(null);
  const area = () => find(chosen());
  const [held, setHeld] = createSignal<InHand>();
  const rect = (): Rect | null => {
    const hand = held();
    if (hand !== undefined) return rectOf(hand.held, hand.at, board.sight.camera().scale);
    return area() ?? null;
  };
  let root!: HTMLDivElement;
  const handleOf = (id: string) => root.querySelector<HTMLElement>(`[data-area-handle="${CSS.escape(id)}"]`);
  const titleField = () => root.querySelector<HTMLInputElement>('.area-title');

  function choose(id: string | null): void {
    setChosen(id);
    if (id !== null) board.selectCluster(null);
  }

  createEffect(() => board.element.classList.toggle('areas-free', isFree()));
  createEffect(
    on(
      () => props.asked,
      () => {
        const made = makeArea(board);
        if (made === null) return;
        choose(made);
        focusOnceSeen(titleField);
      },
      { defer: true },
    ),
  );
  // One thing is chosen at a time.
  createEffect(() => {
    if (board.selection().size > 0 || board.chosen() !== null) setChosen(null);
  });

  const hand = createHand(board, held, setHeld, (id) => {
    choose(id);
    handleOf(id)?.focus({ preventScroll: true });
    return find(id);
  });
  onMount(() => onCleanup(listenToTitles(board.element, isFree, hand, () => setChosen(null), titleField)));

  function pressed(event: KeyboardEvent, one: Section): void {
    const key = keyOf(event);
    if (byArrow(board, one, key, event.shiftKey, event.altKey)) {
      const now = find(one.id);
      if (now !== undefined) board.sight.reveal(now);
    } else if (key === 'PageDown' || key === 'PageUp') {
      const next = ids().indexOf(one.id) + (key === 'PageDown' ? 1 : -1);
      handleOf(ids()[next] ?? one.id)?.focus({ preventScroll: true });
    } else if (key === 'Enter' || key === 'F2') titleField()?.focus({ preventScroll: true });
    else if (key === 'Delete' || key === 'Backspace') {
      dropArea(board, one);
      board.takeFocus();
    } else if (key === 'Escape') {
      setChosen(null);
      board.takeFocus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const keys = createUniqueId();
  return (
    <div
      class="areas"
      ref={(element) => {
        root = element;
      }}
      onFocusOut={({ relatedTarget: to }) => {
        if (to instanceof Node && board.element.contains(to)) setChosen(null);
      }}
    >
      <p id={keys} hidden>
        {t('areas.keys')}
      </p>
      <For each={ids()}>
        {(id) => (
          <button
            type="button"
            class="area-handle"
            data-area-handle={id}
            aria-label={t('areas.area', { title: named(find(id) ?? { title: '' }) })}
            aria-describedby={keys}
            aria-pressed={chosen() === id}
            tabindex={(chosen() ?? ids()[0]) === id ? 0 : -1}
            onFocus={({ currentTarget }) => {
              choose(id);
              const one = find(id);
              if (one !== undefined && currentTarget.matches(':focus-visible')) board.sight.reveal(one);
            }}
            onKeyDown={(event) => {
              const one = find(id);
              if (one !== undefined) pressed(event, one);
            }}
          />
        )}
      </For>
      <Show when={rect()}>
        {(shown) => (
          <Frame board={board} rect={shown()} isHeld={held() !== undefined} hand={hand} of={chosen} />
        )}
      </Show>
      <Show when={held() === undefined && area()}>
        {(one) => (
          <AreaBar
            board={board}
            area={one()}
            onDone={() => handleOf(one().id)?.focus({ preventScroll: true })}
          />
        )}
      </Show>
    </div>
  );
}

interface Hand {
  take(id: string, edges: Edges | null, event: PointerEvent): void;
  move(event: PointerEvent): void;
  drop(): void;
  letGo(): void;
}

/** A bar is not seen before it is measured, and takes no focus until then. */
function focusOnceSeen(field: () => HTMLElement | null, frames = 20): void {
  requestAnimationFrame(() => {
    const found = field();
    if (found !== null && getComputedStyle(found).visibility === 'visible')
      found.focus({ preventScroll: true });
    else if (frames > 0) focusOnceSeen(field, frames - 1);
  });
}

interface InHand {
  readonly held: Held;
  readonly at: Point;
}

/** What a pointer does with an area; `choose` gives the area that it takes up. */
function createHand(
  board: AreasBoard,
  held: Accessor<InHand | undefined>,
  setHeld: Setter<InHand | undefined>,
  choose: (id: string) => Section | undefined,
): Hand {
  return {
    take(id, edges, event) {
      event.preventDefault();
      event.stopPropagation();
      const found = choose(id);
      if (found === undefined) return;
      const at = { x: event.clientX, y: event.clientY };
      setHeld({ held: press(found, edges, at), at });
    },
    move(event) {
      const now = held();
      if (now === undefined) return;
      event.stopPropagation();
      const at = { x: event.clientX, y: event.clientY };
      setHeld({ held: carry(now.held, at), at });
    },
    drop() {
      const now = held();
      setHeld(undefined);
      if (now?.held.isMoving !== true) return;
      const { area: from, edges } = now.held;
      const to = rectOf(now.held, now.at, board.sight.camera().scale);
      if (edges === null) moveArea(board, from, { x: to.x - from.x, y: to.y - from.y });
      else sizeArea(board, from, to);
    },
    letGo: () => setHeld(undefined),
  };
}

/** An area is held by its title; whoever presses elsewhere on the board is done with it. */
function listenToTitles(
  surface: HTMLElement,
  isFree: () => boolean,
  hand: Hand,
  onElsewhere: () => void,
  titleField: () => HTMLInputElement | null,
): () => void {
  const areaUnder = ({ target }: Event) =>
    target instanceof Element && isFree()
      ? (target.closest<HTMLElement>('[data-area]')?.dataset.area ?? null)
      : null;
  const down = (event: PointerEvent) => {
    const id = event.button === 0 ? areaUnder(event) : null;
    if (id === null) return onElsewhere();
    surface.setPointerCapture(event.pointerId);
    hand.take(id, null, event);
  };
  // The focus would go to the board.
  const mouse = (event: MouseEvent) => {
    if (areaUnder(event) !== null) event.preventDefault();
  };
  const twice = (event: MouseEvent) => {
    if (areaUnder(event) === null && document.activeElement?.matches('.area-handle') !== true) return;
    event.stopPropagation();
    titleField()?.focus({ preventScroll: true });
  };
  const up = (event: PointerEvent) => {
    if (event.type === 'pointercancel') hand.letGo();
    else hand.drop();
  };
  const capture = { capture: true };
  surface.addEventListener('pointerdown', down, capture);
  surface.addEventListener('mousedown', mouse, capture);
  surface.addEventListener('dblclick', twice, capture);
  surface.addEventListener('pointermove', hand.move, capture);
  surface.addEventListener('pointerup', up, capture);
  surface.addEventListener('pointercancel', up, capture);
  return () => {
    surface.removeEventListener('pointerdown', down, capture);
    surface.removeEventListener('mousedown', mouse, capture);
    surface.removeEventListener('dblclick', twice, capture);
    surface.removeEventListener('pointermove', hand.move, capture);
    surface.removeEventListener('pointerup', up, capture);
    surface.removeEventListener('pointercancel', up, capture);
  };
}

const KNOBS: readonly Edges[] = ([-1, 0, 1] as const).flatMap((y) =>
  ([-1, 0, 1] as const).flatMap((x) => (x === 0 && y === 0 ? [] : [{ x, y }])),
);

/** The outline of the chosen area, with a knob at each corner and edge. */
function Frame(props: { board: AreasBoard; rect: Rect; isHeld: boolean; hand: Hand; of(): string | null }) {
  const place = () => {
    const { x, y, width, height } = rectToScreen(props.board.sight.camera(), props.rect);
    return { translate: `${x}px ${y}px`, width: `${width}px`, height: `${height}px` };
  };
  return (
    <div class="area-frame" classList={{ 'area-held': props.isHeld }} style={place()} aria-hidden="true">
      <For each={KNOBS}>
        {(edges) => (
          <span
            class="area-knob"
            data-x={edges.x}
            data-y={edges.y}
            title={t('areas.size')}
            onPointerDown={(event) => {
              const id = props.of();
              if (id === null || event.button !== 0) return;
              event.currentTarget.setPointerCapture(event.pointerId);
              props.hand.take(id, edges, event);
            }}
            onPointerMove={(event) => props.hand.move(event)}
            onPointerUp={() => props.hand.drop()}
            onPointerCancel={() => props.hand.letGo()}
          />
        )}
      </For>
    </div>
  );
}
