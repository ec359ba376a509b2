// The sheet of somebody who has no task just now, and words that are not finished or a basket to read; it can be put away.

import './sheet.css';
import { createSignal, createUniqueId, onCleanup, Show } from 'solid-js';
import { keepClearOf } from '../../board/keep_clear';
import { useBoard } from '../../board/open_board';
import { useHalfWritten } from '../../half_written/field';
import { t } from '../../i18n';
import { type SessionState, useSession } from '../session';
import { BasketToRead } from './BasketToRead';
import { createBoardItems } from './board_items';
import { whenFieldIsGone } from './field_gone';
import { HalfWrittenWords } from './HalfWrittenWords';
import { PutAway } from './PutAway';
import { OpenAgain } from './SheetButton';
import { covered, createIsLying, createIsNarrow } from './sheet_in_window';
import { createTask, TaskContext } from './task';
import { listedTo } from './whose';

export default function HalfWrittenSheet() {
  const session = useSession();
  const store = useHalfWritten();
  const heading = createUniqueId();
  const drafts = ({ own }: SessionState) => own.get(session.me)?.drafts ?? [];
  const board = useBoard();
  const items = createBoardItems(board);
  const isNarrow = createIsNarrow();
  const isLying = createIsLying();
  // On a phone it lies over the board.
  const [isOpen, setOpen] = createSignal(!isNarrow());
  const [sheet, setSheet] = createSignal<HTMLElement>();
  const [button, setButton] = createSignal<HTMLButtonElement>();
  // Everybody's are here, also of those for whom one acts.
  const listed = () => listedTo(session.role(), store.unseen());
  whenFieldIsGone(listed, () => setOpen(true));
  keepClearOf('kept', board, sheet, covered);

  const isViewer = () => session.role() === 'viewer';
  const halfWritten = () => listed().length;
  const title = () => t(halfWritten() > 0 ? 'tasks.heading_kept' : 'tasks.heading_basketToRead');
  /** What is in it, while it is put away. */
  const words = (state: SessionState) =>
    [
      title(),
      halfWritten() > 0 && t('tasks.halfWritten', { count: halfWritten() }),
      isViewer() && drafts(state).length > 0 && t('tasks.notes', { count: drafts(state).length }),
    ]
      .filter(Boolean)
      .join(' · ');

  function putAway() {
    setOpen(false);
    button()?.focus();
  }
  function open() {
    setOpen(true);
    sheet()?.focus();
  }

  return (
    <Show when={session.state()}>
      {(state) => (
        <Show when={isOpen()} fallback={<OpenAgain words={words(state())} onOpen={open} ref={setButton} />}>
          <section
            class="task-sheet panel"
            data-kind="kept"
            aria-labelledby={heading}
            tabindex="-1"
            data-focus-region
            ref={(element) => {
              setSheet(element);
              onCleanup(() => setSheet(undefined));
            }}
          >
            <header class="task-top">
              <h2 id={heading}>{title()}</h2>
              <PutAway isBelow={isNarrow() && !isLying()} onPutAway={putAway} />
            </header>
            <div class="task-inside">
              <TaskContext.Provider value={createTask(session, items, state, session.me)}>
                <HalfWrittenWords alone />
                <Show when={isViewer()}>
                  <BasketToRead drafts={drafts(state())} hint={t('tasks.basketOfViewer')} open />
                </Show>
              </TaskContext.Provider>
            </div>
          </section>
        </Show>
      )}
    </Show>
  );
}
