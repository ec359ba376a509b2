// What opens over the board and is not needed at once: the bars beside what is selected, its menu, the choice of another cluster, a
// question, and the list of keys.

import { type ComponentProps, createSignal, lazy, Show, Suspense } from 'solid-js';
import { withTexts } from '../i18n';
import { patiently } from '../stale/stale';
import type { BarsBoard } from './controls/Bars';
import type { MenuBoard } from './controls/ContextMenu';
import type { MovingBoard } from './controls/MoveToCluster';
import type { Point } from './document/point';
import type { LineUp } from './gesture/in_line';
import { isMinimapShown } from './minimap/shown';
import type { TakingAway } from './parts';
import type { Deed } from './rights/rights';
import type { ShapingBoard } from './shaping/shaping';
import type { Shaping } from './shaping/shapings';
import { ASK_TEXTS } from './text/ask_texts';
import { FOLLOW_TEXTS } from './text/follow_texts';
import { KEY_TEXTS } from './text/key_texts';
import { SHAPE_TEXTS } from './text/shape_texts';

/** What is not needed at once is loaded apart. */
const loads = {
  bars: withTexts(
    SHAPE_TEXTS,
    patiently(() => import('./controls/Bars')),
  ),
  menu: withTexts(
    SHAPE_TEXTS,
    patiently(() => import('./controls/ContextMenu')),
  ),
  shaping: withTexts(
    SHAPE_TEXTS,
    patiently(() => import('./shaping/shaping')),
  ),
  shortcuts: withTexts(
    KEY_TEXTS,
    patiently(() => import('./controls/Shortcuts')),
  ),
  moveTo: patiently(() => import('./controls/MoveToCluster')),
  inLine: patiently(() => import('./gesture/in_line')),
  followSign: withTexts(
    FOLLOW_TEXTS,
    patiently(() => import('./controls/FollowSign')),
  ),
  minimap: patiently(() => import('./minimap/Minimap')),
  askBefore: withTexts(
    ASK_TEXTS,
    patiently(() => import('./controls/AskBefore')),
  ),
};
const Bars = lazy(loads.bars);
const ContextMenu = lazy(loads.menu);
const Shortcuts = lazy(loads.shortcuts);
const MoveToCluster = lazy(loads.moveTo);
const FollowSign = lazy(loads.followSign);
const Minimap = lazy(loads.minimap);
const AskBefore = lazy(loads.askBefore);

/** Does it once it is known how. */
export function shapeLater(board: ShapingBoard, shaping: Shaping): void {
  loads.shaping().then(
    ({ shape }) => shape(board, shaping),
    () => {}, // People were told that a part of the page is missing.
  );
}

/** Loads all of it: not with the first load, and there without a network too. */
export function loadOpened(dragging: { lineUp: LineUp | null }): void {
  for (const load of Object.values(loads)) load().catch(() => {});
  loads.inLine().then(
    ({ lineUp }) => {
      dragging.lineUp = lineUp;
    },
    () => {}, // Then what is dragged lies where it is dropped.
  );
}

export type Opened = ReturnType<typeof createOpened>;

/** A question that is open. */
interface Asked {
  readonly question: TakingAway;
  takeAway(): void;
}

/** A field that waits for typing, until the focus shall go elsewhere. */
interface WaitingField {
  readonly readyToType: { rest(): void };
}

/** It gives the focus back to what had it: to a note or cluster, not to the field that waited there. */
export function createOpened(board: () => WaitingField | undefined) {
  const [shortcuts, setShortcuts] = createSignal(false);
  const [moving, setMoving] = createSignal(false);
  const [menu, setMenu] = createSignal<{ at: Point | null } | null>(null);
  const [asked, setAsked] = createSignal<Asked | null>(null);
  return {
    shortcuts,
    moving,
    menu,
    asked,
    /** Asks before something goes that others miss. */
    askBefore(question: TakingAway, takeAway: () => void): void {
      board()?.readyToType.rest();
      setAsked({ question, takeAway });
    },
    /** A dialog says a little later that it was closed: the next question may be open by then. */
    closeAsked: (closed: Asked) => setAsked((open) => (open === closed ? null : open)),
    openShortcuts(): void {
      board()?.readyToType.rest();
      setShortcuts(true);
    },
    openMoving(): void {
      board()?.readyToType.rest();
      setMoving(true);
    },
    openMenu(at: Point | null): void {
      board()?.readyToType.rest();
      setMenu({ at });
    },
    closeShortcuts: () => setShortcuts(false),
    closeMoving: () => setMoving(false),
    closeMenu: () => setMenu(null),
  };
}

/** The bars, the menu, and the choice of another cluster. */
export function OpenedOnBoard(props: { board: MenuBoard & MovingBoard & BarsBoard; opened: Opened }) {
  const { opened } = props;
  return (
    <>
      {/* The menu offers the same as the bars, and says it at length. */}
      <Show when={opened.menu() === null}>
        <Suspense>
          <Bars board={props.board} onMoveTo={opened.openMoving} />
        </Suspense>
      </Show>
      <Show when={!props.board.busy() && opened.menu()} keyed>
        {({ at }) => (
          <Suspense>
            <ContextMenu
              board={props.board}
              at={at}
              opens={{ moveTo: opened.openMoving, shortcuts: opened.openShortcuts }}
              onClose={opened.closeMenu}
            />
          </Suspense>
        )}
      </Show>
      <Show when={opened.asked()} keyed>
        {(asked) => (
          <Suspense>
            <AskBefore
              question={asked.question}
              onYes={asked.takeAway}
              onClose={() => opened.closeAsked(asked)}
            />
          </Suspense>
        )}
      </Show>
      <Show when={opened.moving()}>
        <Suspense>
          <MoveToCluster board={props.board} onClose={opened.closeMoving} />
        </Suspense>
      </Show>
    </>
  );
}

/** The small map, while it is wanted and nobody writes where it lies. */
export function MinimapOnBoard(props: ComponentProps<typeof Minimap> & { isAway: boolean }) {
  return (
    <Show when={isMinimapShown() && !props.isAway}>
      <Suspense>
        <Minimap board={props.board} />
      </Suspense>
    </Show>
  );
}

/** What shows that one goes along with somebody's view, and does. */
export function FollowedOnBoard(props: ComponentProps<typeof FollowSign>) {
  return (
    <Suspense>
      <FollowSign board={props.board} />
    </Suspense>
  );
}

/** `board` is there once it is in the page. */
export function OpenedShortcuts(props: { board: MenuBoard | undefined; opened: Opened }) {
  const may = (deed: Deed | 'everything') => {
    const { board } = props;
    if (board === undefined || !board.page.editable) return false;
    // What is offered is written in a basket.
    if (deed === 'add' && board.page.basket !== undefined) return true;
    return deed === 'everything' ? board.may.everything() : board.may.somewhere(deed);
  };
  return (
    <Show when={props.opened.shortcuts()}>
      <Suspense>
        <Shortcuts may={may} onClose={props.opened.closeShortcuts} />
      </Suspense>
    </Show>
  );
}
