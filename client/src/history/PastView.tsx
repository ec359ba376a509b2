// The room at a moment: a bar that says so, the board as it was, and the film. What lies in the present is out of reach meanwhile.

import './past.css';
import Clock from 'lucide-solid/icons/clock';
import Trash from 'lucide-solid/icons/trash';
import X from 'lucide-solid/icons/x';
import { createMemo, onCleanup, onMount, Show } from 'solid-js';
import { createBoardHolder } from '../board/open_board';
import { t } from '../i18n';
import { keyOf } from '../keys/key_of';
import { useSession } from '../session/session';
import { Film } from './Film';
import { type HistoryRoom, MomentBoard } from './MomentBoard';
import { EMPTY_BOARD } from './moment';
import type { Past } from './past';
import { momentText } from './times';

export function PastView(props: {
  room: HistoryRoom;
  past: Past;
  /** How many things lie in the bin; null for those who have none. */
  bin: number | null;
  onNow(): void;
  /** To the bin, where it does not stand beside the film. */
  onBin(): void;
}) {
  const { past } = props;
  const session = useSession();
  const holder = createBoardHolder();
  let section!: HTMLElement;
  onMount(() => onCleanup(keepPresentAway(section)));
  // The first Escape leaves what is chosen on the board, which takes each for itself.
  onMount(() => {
    const escaped = (event: KeyboardEvent) => {
      const board = holder.board();
      const isChosen = board !== undefined && (board.selection().size > 0 || board.chosen() !== null);
      if (keyOf(event) !== 'Escape' || isChosen) return;
      event.preventDefault();
      event.stopPropagation();
      toNow();
    };
    section.addEventListener('keydown', escaped, { capture: true });
  });
  const moment = createMemo(() => past.moments()[past.at() ?? -1] ?? EMPTY_BOARD);
  const time = () => momentText(past.frames()[past.at() ?? -1]?.atMs ?? 0);
  const others = () =>
    t(session.role() === 'facilitator' ? 'history.othersGoOn' : 'history.othersGoOnWatching');

  function toNow(): void {
    past.toNow();
    props.onNow();
  }

  return (
    <section
      class="past"
      aria-label={t('history.lookingAt', { time: time() })}
      data-focus-region
      ref={section}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header class="past-bar">
        <Clock size={20} aria-hidden="true" />
        <p>
          <b>{t('history.lookingAt', { time: time() })}</b>
          <small>{others()}</small>
        </p>
        <button type="button" class="button past-now" onClick={toNow}>
          <X size={20} aria-hidden="true" />
          {t('history.backToNow')}
        </button>
      </header>
      <div class="past-stage">
        <MomentBoard room={props.room} moment={moment()} holder={holder} />
        <Show when={props.bin !== null}>
          <button
            type="button"
            class="button past-bin"
            onClick={() => {
              past.toNow();
              props.onBin();
            }}
          >
            <Trash size={20} aria-hidden="true" />
            {t('history.bin')} <small>{props.bin}</small>
          </button>
        </Show>
      </div>
      <Film room={props.room} past={past} moment={moment()} board={holder.board()} onPutBack={toNow} />
    </section>
  );
}

/** Everything else of the room but the side, where the history stands, is out of reach until the returned function is called. */
function keepPresentAway(past: HTMLElement): () => void {
  const others = [...(past.parentElement?.children ?? [])].filter(
    (one): one is HTMLElement => one instanceof HTMLElement && one !== past && !one.matches('.room-side'),
  );
  for (const other of others) other.inert = true;
  return () => {
    for (const other of others) other.inert = false;
  };
}
