// What opens over the board: the bars beside what is selected, its menu, the choice of another cluster, a question, and the list of keys. It
// comes after the board, each part of it apart.

import { type ComponentProps, lazy, onMount, Show, Suspense } from 'solid-js';
import { withTexts } from '../i18n';
import { patiently } from '../stale/stale';
import type { AreasBoard } from './areas/Areas';
import { AREAS_TEXTS } from './areas/text/areas_texts';
import type { BarsBoard } from './controls/Bars';
import type { MenuBoard } from './controls/ContextMenu';
import type { MovingBoard } from './controls/MoveToCluster';
import type { LineUp } from './gesture/in_line';
import { isMinimapShown } from './minimap/shown';
import type { MomentsBoard } from './moments';
import type { Opened } from './opened';
import type { ReadingBoard } from './reading/Reading';
import { READING_TEXTS } from './reading/text/reading_texts';
import type { Deed } from './rights/rights';
import type { ShapingBoard } from './shaping/shaping';
import type { Shaping } from './shaping/shapings';
import { ASK_TEXTS } from './text/ask_texts';
import { FOLLOW_TEXTS } from './text/follow_texts';
import { KEY_TEXTS } from './text/key_texts';
import { SHAPE_TEXTS } from './text/shape_texts';

const loads = {
  reading: withTexts(
    READING_TEXTS,
    patiently(() => import('./reading/Reading')),
  ),
  areas: withTexts(
    AREAS_TEXTS,
    patiently(() => import('./areas/Areas')),
  ),
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
  beyond: patiently(() => import('./beyond')),
};
const Areas = lazy(loads.areas);
const Bars = lazy(loads.bars);
const Reading = lazy(loads.reading);
const ContextMenu = lazy(loads.menu);
const Shortcuts = lazy(loads.shortcuts);
const MoveToCluster = lazy(loads.moveTo);
const FollowSign = lazy(loads.followSign);
const Minimap = lazy(loads.minimap);
const AskBefore = lazy(loads.askBefore);
const beyond = () => loads.beyond().then(({ withItsTexts }) => withItsTexts());
export const Beyond = lazy(async () => ({ default: (await beyond()).Beyond }));
export const MoreTools = lazy(async () => ({ default: (await beyond()).MoreTools }));

export async function shape(board: ShapingBoard, shaping: Shaping): Promise<void> {
  (await loads.shaping()).shape(board, shaping);
}

/** Loads all of it: it is there without a network too. */
export function loadAll(dragging: { lineUp: LineUp | null }): void {
  for (const load of Object.values(loads)) load().catch(() => {});
  loads.inLine().then(
    ({ lineUp }) => {
      dragging.lineUp = lineUp;
    },
    () => {}, // Then what is dragged lies where it is dropped.
  );
}

/** It connects notes and clusters, once it can. */
interface Connects {
  drawing(): { askWhere(from: string): void } | undefined;
}

/** Come when the board stands. */
const loadMoments = patiently(() => import('./moments'));

/** The bars, the menu, and the choice of another cluster. */
export function OpenedOnBoard(props: {
  board: MenuBoard & MovingBoard & BarsBoard & AreasBoard & ReadingBoard & MomentsBoard & Connects;
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
                connectTo: props.board.drawing()?.askWhere,
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
