// The room's history, fetched when somebody opens it, or is told of it.

import Clock from 'lucide-solid/icons/clock';
import { createEffect, lazy, on, onCleanup, Show, Suspense, untrack } from 'solid-js';
import { useBoard } from '../board/open_board';
import { t, withTexts } from '../i18n';
import { usePeople } from '../people/people_around';
import type { ServerMessage } from '../protocol/session';
import { useSession } from '../session/session';
import { closeSide, offerSide, openSide, side } from '../side/side';
import { patiently } from '../stale/stale';
import type { HistoryRoom } from './HistorySide';
import { setOpensAt } from './looking';
import { lookedAtBin, noteTakenAway, takenAway } from './taken_away';
import { HISTORY_TEXTS } from './text/history_texts';

const HistorySide = lazy(
  withTexts(
    HISTORY_TEXTS,
    patiently(() => import('./HistorySide')),
  ),
);
const loadTelling = withTexts(
  HISTORY_TEXTS,
  patiently(() => import('./telling')),
);

/** Whoever was away for less has seen what went on, or will see it at once. */
const AWAY_MS_MIN = 60_000;

/** `lastHereMs` is when this browser was last here; none at the first visit. */
export function HistoryOfRoom(props: { room: HistoryRoom; lastHereMs: number | undefined }) {
  const { room } = props;
  const session = useSession();
  const board = useBoard();
  const leaving: (() => void)[] = [];
  const whenLeft = (leave: () => void) => void leaving.push(leave);
  const told = { session, board, nameOf: usePeople().nameOf, whenLeft };
  onCleanup(() => {
    for (const leave of leaving) leave();
  });
  offerSide('history', {
    icon: Clock,
    name: () => t('room.history'),
    waits: () => (takenAway().size > 0 ? t('room.takenAway') : ''),
    open() {
      setOpensAt(takenAway().size > 0 ? { face: 'bin' } : {});
      openSide('history');
    },
  });
  onCleanup(() => closeSide('history'));
  onCleanup(lookedAtBin);
  onCleanup(room.listen(hear));

  /** Whether anything was told of that may be back. */
  let hasTold = false;
  /** What is heard first is told first, also while the words for it are on their way. */
  let telling: Promise<void> = Promise.resolve();
  function hear(message: ServerMessage): void {
    if (message.type !== 'takenAway' && message.type !== 'putBack') return;
    if (message.type === 'takenAway') {
      hasTold = true;
      noteTakenAway(message.batch);
    }
    telling = telling.then(async () => {
      const { tellPutBack, tellTakenAway } = await loadTelling();
      if (message.type === 'takenAway') tellTakenAway(told, message);
      else tellPutBack(told, message);
    });
  }

  createEffect(
    on(
      () => session.state()?.bin ?? 0,
      (count, before = 0) => {
        // Also where the bin was looked at meanwhile: the message may stand there.
        if (count < before && hasTold)
          void loadTelling().then(({ forgetWhatIsBack }) => forgetWhatIsBack(told));
      },
    ),
  );

  let isTold = false;
  createEffect(() => {
    const { lastHereMs } = props;
    if (isTold || session.state() === null || !session.live()) return;
    isTold = true;
    const awayMs = untrack(session.nowMs) - (lastHereMs ?? Number.POSITIVE_INFINITY);
    if (lastHereMs !== undefined && awayMs > AWAY_MS_MIN) {
      void loadTelling().then(({ tellWhatChanged }) => tellWhatChanged(told, lastHereMs, room.doc));
    }
  });

  return (
    <Show when={side() === 'history'}>
      <Suspense>
        <HistorySide room={room} />
      </Suspense>
    </Show>
  );
}
