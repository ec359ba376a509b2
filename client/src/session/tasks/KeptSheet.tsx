// The sheet of somebody who has no task just now, and words that are not finished.

import './sheet.css';
import { createSignal, createUniqueId, Show } from 'solid-js';
import { useBoard } from '../../board/door';
import { keepClearOf } from '../../board/keep_clear';
import { useHalfWritten } from '../../half_written/field';
import { t } from '../../i18n';
import { type SessionState, useSession } from '../session';
import { BasketToRead } from './BasketToRead';
import { createBoardItems } from './board_items';
import { KeptWords } from './KeptWords';
import { createTask, TaskContext } from './task';

export default function KeptSheet() {
  const session = useSession();
  const store = useHalfWritten();
  const heading = createUniqueId();
  const drafts = ({ own }: SessionState) => own.get(session.me)?.drafts ?? [];
  const board = useBoard();
  const items = createBoardItems(board);
  const [sheet, setSheet] = createSignal<HTMLElement>();
  // On a phone it reaches from edge to edge, below.
  keepClearOf('kept', board, sheet, ({ top, right }) =>
    right >= innerWidth ? { bottom: innerHeight - top } : { left: right },
  );
  return (
    <Show when={session.state()}>
      {(state) => (
        <section
          class="task-sheet panel"
          data-kind="kept"
          aria-labelledby={heading}
          tabindex="-1"
          data-focus-region
          ref={setSheet}
        >
          <header class="task-top">
            <h2 id={heading}>
              {t(store.unseen().length > 0 ? 'tasks.heading_kept' : 'tasks.heading_basketToRead')}
            </h2>
          </header>
          <div class="task-inside">
            <TaskContext.Provider value={createTask(session, items, state, session.me)}>
              <KeptWords alone />
              <Show when={session.role() === 'viewer'}>
                <BasketToRead drafts={drafts(state())} hint={t('tasks.basketOfViewer')} open />
              </Show>
            </TaskContext.Provider>
          </div>
        </section>
      )}
    </Show>
  );
}
