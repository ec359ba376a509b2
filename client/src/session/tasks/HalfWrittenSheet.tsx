// The sheet of somebody who has no task just now, and words that are not finished or a basket to read; it can be put away.

import { createSignal, Show } from 'solid-js';
import { useBoard } from '../../board/open_board';
import { useHalfWritten } from '../../half_written/field';
import { t } from '../../i18n';
import { type SessionState, useSession } from '../session';
import { BasketToRead } from './BasketToRead';
import { createBoardItems } from './board_items';
import { whenFieldIsGone } from './field_gone';
import { HalfWrittenWords } from './HalfWrittenWords';
import type { SheetPlace } from './sheet_place';
import { createIsBelow, TaskFrame } from './TaskFrame';
import { createTask, TaskContext } from './task';
import { listedTo } from './whose';

export default function HalfWrittenSheet() {
  const session = useSession();
  const store = useHalfWritten();
  const drafts = ({ own }: SessionState) => own.get(session.me)?.drafts ?? [];
  const items = createBoardItems(useBoard());
  const isBelow = createIsBelow();
  const [place, setPlace] = createSignal<SheetPlace>(isBelow() ? 'tab' : 'half');
  // Everybody's are here, also of those for whom one acts.
  const listed = () => listedTo(session.role(), store.unseen());
  whenFieldIsGone(listed, () => setPlace((now) => (now === 'tab' ? 'half' : now)));

  const isViewer = () => session.role() === 'viewer';
  const halfWritten = () => listed().length;
  const title = () => t(halfWritten() > 0 ? 'aroundTasks.heading_kept' : 'aroundTasks.heading_basketToRead');
  /** What is in it, while it is put away. */
  const words = (state: SessionState) =>
    [
      title(),
      halfWritten() > 0 && t('tasks.halfWritten', { count: halfWritten() }),
      isViewer() && drafts(state).length > 0 && t('tasks.notes', { count: drafts(state).length }),
    ]
      .filter(Boolean)
      .join(' · ');

  return (
    <Show when={session.state()}>
      {(state) => (
        <TaskFrame
          kind="kept"
          heading={title()}
          tab={words(state())}
          place={place()}
          onPlace={setPlace}
          isBelow={isBelow()}
        >
          <TaskContext.Provider value={createTask(session, items, state, session.me)}>
            <HalfWrittenWords alone />
            <Show when={isViewer()}>
              <BasketToRead drafts={drafts(state())} hint={t('tasks.basketOfViewer')} open />
            </Show>
          </TaskContext.Provider>
        </TaskFrame>
      )}
    </Show>
  );
}
