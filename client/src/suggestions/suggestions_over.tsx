// Suggestions on the board: asked for by a facilitator beside it, or shown to all by somebody else over it.

import Boxes from 'lucide-solid/icons/boxes';
import { createEffect, createMemo, createSignal, lazy, on, onCleanup, Show, Suspense } from 'solid-js';
import { Portal } from 'solid-js/web';
import type { BoardBeneath, Overlay } from '../board/overlay';
import { t, withTexts } from '../i18n';
import type { RoomId } from '../protocol/session';
import { closeSide, offerSide, openSide, side, sidePlace } from '../side/side';
import { patiently } from '../stale/stale';
import { SUGGESTIONS_TEXTS } from './text/suggestions_texts';

/** Not needed at once: only facilitators ask for them, and others are shown them now and then. */
const SuggestionsPanel = lazy(
  withTexts(
    SUGGESTIONS_TEXTS,
    patiently(() => import('./SuggestionsPanel')),
  ),
);
const ShownProposal = lazy(
  withTexts(
    SUGGESTIONS_TEXTS,
    patiently(() => import('./ShownProposal')),
  ),
);

/** `askIn` is the room in which this person may ask for them; none where they may not. */
export function suggestionsOver(board: BoardBeneath, askIn: () => RoomId | undefined): Overlay {
  /** The room in which they lie open beside the board. */
  const asked = () => (side() === 'suggestions' ? askIn() : undefined);
  /** What somebody else shows to all, unless one's own lie open. */
  const shown = () => (asked() === undefined ? board.peers.proposal() : null);
  const [isPutAway, putAway] = createSignal(false);
  /** It comes over the board once nothing is in one's hand, and stays until it is put away. */
  const looking = createMemo<boolean>(
    (was) => shown() !== null && !isPutAway() && (was || !board.isAtWork()),
    false,
  );

  // Whoever may ask for them no more is left with the board as it is.
  createEffect(() => {
    if (askIn() === undefined) closeSide('suggestions');
  });
  onCleanup(() => closeSide('suggestions'));
  function ask(): void {
    board.writing.stop();
    board.titling.stop();
    board.selectCluster(null);
    openSide('suggestions');
  }
  createEffect(() => {
    if (askIn() !== undefined)
      offerSide('suggestions', { icon: Boxes, name: () => t('board.suggest'), open: ask });
  });
  // Whoever shows something the next time shows it to all again.
  createEffect(
    on(
      () => shown()?.client,
      () => putAway(false),
    ),
  );

  return {
    isOver: () => asked() !== undefined || looking(),
    canAsk: () => askIn() !== undefined,
    ask,
    view: (props) => (
      <>
        <Show when={asked()}>
          {(room) => (
            <Portal mount={sidePlace() ?? document.body}>
              <Suspense>
                <SuggestionsPanel
                  board={board}
                  room={room()}
                  onClose={() => {
                    closeSide('suggestions');
                    props.toTool();
                  }}
                />
              </Suspense>
            </Portal>
          )}
        </Show>
        <Show when={shown()}>
          {(proposal) => (
            <Suspense>
              <ShownProposal
                board={board}
                shown={proposal()}
                isLooking={looking()}
                onLook={(on) => putAway(!on)}
              />
            </Suspense>
          )}
        </Show>
      </>
    ),
  };
}
