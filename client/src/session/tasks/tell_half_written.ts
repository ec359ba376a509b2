// Says what became of words that are not finished: where they are whose field went because somebody took away what they were about,
// and that some were thrown away.

import { createEffect, untrack } from 'solid-js';
import { useHalfWritten } from '../../half_written/field';
import type { Purpose } from '../../half_written/words';
import { t } from '../../i18n';
import { tell } from '../../messages/messages';
import { runningPhase, type Session } from '../session';
import { hasTask } from './phase';
import type { Task } from './task';

/** The heading of the sheet in which kept words are found. */
export function headingOfHalfWritten(session: Session): string {
  const now = runningPhase(session.state());
  return t(
    now !== null && hasTask(session.role(), now.kind)
      ? `aroundTasks.heading_${now.kind}`
      : 'aroundTasks.heading_kept',
  );
}

/** `at` is what is being written about, null for nothing; it may say so later than `isThere` says that it is gone. */
export function tellWhenGone(
  task: Task,
  at: () => Purpose | null,
  isThere: (of: Purpose['of']) => boolean,
): void {
  const store = useHalfWritten();
  createEffect<Purpose | null>((before) => {
    const now = at() ?? before;
    if (now === null || isThere(now.of)) return now;
    untrack(() => {
      const kind = runningPhase(task.state())?.kind;
      if (store.of(now) === null || kind === undefined) return;
      tell(t('aroundTasks.halfWrittenTold', { heading: t(`aroundTasks.heading_${kind}`) }));
    });
    return null;
  }, null);
}

/** Words that were thrown away come back for as long as that is told; null where there were none. */
export function tellDiscarded(back: (() => void) | null): void {
  if (back !== null) tell(t('aroundTasks.discarded'), { label: t('app.undo'), run: back });
}
