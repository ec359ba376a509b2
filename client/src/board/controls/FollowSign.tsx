// While one goes along with somebody's view: the board goes with it, a frame says so, and one press or Escape stops it.

import './follow_sign.css';
import { createEffect, on, onCleanup, onMount } from 'solid-js';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import type { BoardView, ParticipantId } from '../../protocol/session';
import type { Around } from '../parts';

type Board = Around<'announce' | 'nameOf'> & {
  /** Whose view one goes along with. */
  followed(): ParticipantId | null;
  follow(participant: ParticipantId | null): void;
  canFollow(participant: ParticipantId): boolean;
  viewOf(participant: ParticipantId): BoardView | null;
  goTo(view: BoardView): void;
  /** True while one looks where one was led. */
  led(): boolean;
  isAtWork(): boolean;
  takeFocus(): void;
};

export default function FollowSign(props: { board: Board }) {
  const { board } = props;
  const name = () => board.page.nameOf(board.followed() ?? '');
  const stop = () => board.follow(null);

  createEffect(
    on(
      () => board.viewOf(board.followed() ?? ''),
      (view) => {
        if (view !== null && !board.isAtWork()) board.goTo(view);
      },
    ),
  );
  // Whoever looks around by themselves goes along no more.
  createEffect(
    on(
      () => board.led(),
      (isLed, wasLed) => {
        if (wasLed === true && !isLed) stop();
      },
    ),
  );
  createEffect(() => {
    const who = board.followed();
    if (who !== null && !board.canFollow(who)) stop();
  });
  createEffect(on(name, (whom) => board.page.announce(t('follow.you', { name: whom }))));
  onMount(() => {
    const escaped = (event: KeyboardEvent) => {
      if (keyOf(event) === 'Escape' && !event.defaultPrevented && isOverNothing()) stop();
    };
    document.addEventListener('keydown', escaped);
    onCleanup(() => document.removeEventListener('keydown', escaped));
  });

  return (
    <div class="follow-frame">
      <p class="follow-sign">
        {t('follow.you', { name: name() })}
        <button
          type="button"
          class="follow-stop"
          onClick={() => {
            stop();
            board.takeFocus();
          }}
        >
          {t('follow.stop')}
        </button>
      </p>
    </div>
  );
}

/** What is open over the room hears Escape first. */
function isOverNothing(): boolean {
  return document.querySelector('dialog[open], :popover-open') === null;
}
