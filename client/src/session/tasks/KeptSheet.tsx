// The sheet of somebody who has no task just now, and words that are not finished.

import './sheet.css';
import { createSignal, createUniqueId, Show } from 'solid-js';
import { useBoard } from '../../board/door';
import { keepClearOf } from '../../board/keep_clear';
import { t } from '../../i18n';
import { useSession } from '../session';
import { createBoardItems } from './board_items';
import { KeptWords } from './KeptWords';
import { createTask, TaskContext } from './task';

export default function KeptSheet() {
  const session = useSession();
  const heading = createUniqueId();
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
            <h2 id={heading}>{t('tasks.heading_kept')}</h2>
          </header>
          <div class="task-inside">
            <TaskContext.Provider value={createTask(session, items, state, session.me)}>
              <KeptWords alone />
            </TaskContext.Provider>
          </div>
        </section>
      )}
    </Show>
  );
}
