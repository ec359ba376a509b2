// What opens over the board and is not needed at once: the bars beside what is selected, its menu, the choice of another cluster, a
// question, and the list of keys.

import { createSignal, lazy, onMount, Show, Suspense } from 'solid-js';
import { withTexts } from '../i18n';
import { patiently } from '../stale/stale';
import type { AreasBoard } from './areas/Areas';
import { AREAS_TEXTS } from './areas/text/areas_texts';
import type { BarsBoard } from './controls/Bars';
import type { MenuBoard } from './controls/ContextMenu';
import type { MovingBoard } from './controls/MoveToCluster';
import type { Point } from './document/point';
import type { MomentsBoard } from './moments';
import type { TakingAway } from './parts';
import type { ReadingBoard } from './reading/Reading';
import { READING_TEXTS } from './reading/text/reading_texts';
import type { Deed } from './rights/rights';
import { ASK_TEXTS } from './text/ask_texts';
import { KEY_TEXTS } from './text/key_texts';

/** What is not needed at once is loaded apart. */
const loads = {
  reading: withTexts(
    READING_TEXTS,
    patiently(() => import('./reading/Reading')),
  ),
  areas: withTexts(
    AREAS_TEXTS,
    patiently(() => import('./areas/Areas')),
  ),
  bars: patiently(() => import('./controls/Bars')),
  menu: patiently(() => import('./controls/ContextMenu')),
  shortcuts: withTexts(
    KEY_TEXTS,
    patiently(() => import('./controls/Shortcuts')),
  ),
  moveTo: patiently(() => import('./controls/MoveToCluster')),
  askBefore: withTexts(
    ASK_TEXTS,
    patiently(() => import('./controls/AskBefore')),
  ),
};
const Areas = lazy(loads.areas);
const Bars = lazy(loads.bars);
const Reading = lazy(loads.reading);
const ContextMenu = lazy(loads.menu);
const Shortcuts = lazy(loads.shortcuts);
const MoveToCluster = lazy(loads.moveTo);
const AskBefore = lazy(loads.askBefore);

/** Loads all of it: not with the first load, and there without a network too. */
export function loadOpened(): void {
  for (const load of Object.values(loads)) load().catch(() => {});
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
  const [reading, setReading] = createSignal<string | null>(null);
  const [areasAsked, setAreasAsked] = createSignal(0);
  return {
    reading,
    /** Reads a cluster note by note. */
    read(cluster: string): void {
      board()?.readyToType.rest();
      setReading(cluster);
    },
    closeReading: () => setReading(null),
    areasAsked,
    /** Makes a new area where one looks, to be named at once. */
    newArea(): void {
      board()?.readyToType.rest();
      setAreasAsked((count) => count + 1);
    },
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

/** Come when the board stands. */
const loadMoments = patiently(() => import('./moments'));

/** The bars, the menu, and the choice of another cluster. */
export function OpenedOnBoard(props: {
  board: MenuBoard & MovingBoard & BarsBoard & AreasBoard & ReadingBoard & MomentsBoard;
  opened: Opened;
}) {
  const { opened } = props;
  onMount(() => {
    loadMoments()
      .then(({ bringMoments }) => bringMoments(props.board))
      .catch(() => {});
  });
  return (
    <>
      <Suspense>
        <Areas board={props.board} asked={opened.areasAsked()} />
      </Suspense>
      {/* The menu offers the same as the bars, and says it at length. */}
      <Show when={opened.menu() === null}>
        <Suspense>
          <Bars board={props.board} onMoveTo={opened.openMoving} onRead={opened.read} />
        </Suspense>
      </Show>
      <Show when={!props.board.busy() && opened.menu()} keyed>
        {({ at }) => (
          <Suspense>
            <ContextMenu
              board={props.board}
              at={at}
              opens={{
                moveTo: opened.openMoving,
                shortcuts: opened.openShortcuts,
                newArea: opened.newArea,
                read: opened.read,
              }}
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
      <Show when={opened.reading()} keyed>
        {(cluster) => (
          <Suspense>
            <Reading board={props.board} cluster={cluster} onClose={opened.closeReading} />
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
