// The current phase's one task, and what the session says of notes on the board.

import { createEffect, createMemo, lazy, on, Show, Suspense, untrack } from 'solid-js';
import { useBoard } from '../../board/board_around';
import { NO_MARKS } from '../../board/marks_of_session';
import { t } from '../../i18n';
import { announce } from '../../messages/messages';
import { runningPhase, useSession } from '../session';
import { hasTask } from './phase';

/** Comes with the first plan: an open board never needs it. */
const Sheet = lazy(() => import('./Sheet'));

export function TaskSheet() {
  const session = useSession();
  const board = useBoard();
  const phase = createMemo(() => runningPhase(session.state()));
  const task = () => {
    const now = phase();
    return now !== null && hasTask(session.role(), now.kind) ? now : null;
  };

  const reactions = createMemo(() => session.state()?.reactions);
  const spotlight = createMemo(() => session.state()?.journey.spotlight ?? null);
  createEffect(() => {
    const surface = board();
    const marks = { reactions: reactions() ?? NO_MARKS.reactions, spotlight: spotlight() };
    untrack(() => surface?.showMarks(marks));
  });

  createEffect(
    on([spotlight, board], ([note, surface]) => {
      if (note === null || surface === undefined) return;
      surface.reveal(note);
      const text = surface.notes.get(note)?.text.trim() ?? '';
      announce(t('tasks.spotlit', { text: text || t('board.emptyNote') }));
    }),
  );

  // Loaded as soon as there is a plan, so that it is there without a network too.
  const hasPlan = createMemo(() => (session.state()?.plan.length ?? 0) > 0);
  createEffect(() => {
    if (hasPlan()) void import('./Sheet');
  });

  return (
    <Suspense>
      <Show when={task()?.id} keyed>
        <Sheet />
      </Show>
    </Suspense>
  );
}
