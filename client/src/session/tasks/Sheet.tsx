// The frame of a task: a panel beside the board on wide screens, a sheet from below on a phone; it can be put away.

import './sheet.css';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import PanelLeftClose from 'lucide-solid/icons/panel-left-close';
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  type JSX,
  onCleanup,
  Show,
  untrack,
} from 'solid-js';
import { useBoard } from '../../board/door';
import { keepClearOf } from '../../board/keep_clear';
import { isSentenceAdrift } from '../../focus/keep_focus';
import { isWriting, whenWritten } from '../../focus/writing';
import { useHalfWritten } from '../../half_written/field';
import { t } from '../../i18n';
import { isAsked } from '../../people/my_name';
import { NameForm } from '../../people/NameForm';
import type { Phase } from '../../protocol/session';
import { runningPhase, type Session, type SessionState, useSession } from '../session';
import { ArriveTask } from './ArriveTask';
import { keepBasketDoor } from './basket_door';
import { type BoardItems, createBoardItems } from './board_items';
import { ClusterTask } from './ClusterTask';
import { ForWhom } from './ForWhom';
import { HarvestTask } from './HarvestTask';
import { KeptWords } from './KeptWords';
import { LayTask } from './LayTask';
import { PackTask } from './PackTask';
import { roomFor } from './phase';
import { SheetButton } from './SheetButton';
import { StillInBasket } from './StillInBasket';
import { sheetPlace } from './sheet_place';
import { TakeTask } from './TakeTask';
import { TasteTask } from './TasteTask';
import { type Acting, createActing, createTask, TaskContext } from './task';
import { VoteTask } from './VoteTask';

/** As in sheet.css. */
const NARROW = '(max-width: 640px), (max-height: 480px)';

export default function Sheet() {
  const session = useSession();
  const board = useBoard();
  // The frame stands as long as its phase runs; while it is being taken down it keeps the last that it knew.
  const running = createMemo<Phase | null>((before) => {
    const now = runningPhase(session.state());
    return now?.id === before?.id ? now : before;
  }, runningPhase(session.state()));
  const items = createBoardItems(board);
  // Once told it is always there.
  const { state } = session;

  const narrow = matchMedia(NARROW);
  const [isNarrow, setNarrow] = createSignal(narrow.matches);
  const narrowed = () => setNarrow(narrow.matches);
  narrow.addEventListener('change', narrowed);
  onCleanup(() => narrow.removeEventListener('change', narrowed));

  const turn = () => state()?.journey.turn ?? null;
  const room = () => roomFor(running()?.kind ?? 'harvest', turn() !== null);
  const [isOpen, setOpen] = createSignal(!isNarrow());
  /** On a phone it lies over the board: it comes once what is being written there is written. */
  function comeUp() {
    if (!isNarrow() || !isWriting()) setOpen(true);
    else onCleanup(whenWritten(() => setOpen(true)));
  }
  if (untrack(room) !== 'closed') untrack(comeUp);
  const [sheet, setSheet] = createSignal<HTMLElement>();
  const [button, setButton] = createSignal<HTMLButtonElement>();
  const heading = createUniqueId();
  // Whoever's turn it is sees what to do.
  const isMyTurn = createMemo(() => turn()?.who === session.me);
  createEffect(() => {
    if (isMyTurn()) untrack(comeUp);
  });

  // Whoever is in the middle of a sentence goes on in the field that keeps its beginning.
  const store = useHalfWritten();
  createEffect(() => {
    if (store.unseen().some(({ who }) => who === session.me) && isSentenceAdrift()) setOpen(true);
  });

  followWindow(sheet, isNarrow, () => room() === 'full');
  keepClearOf('task', board, sheet, ({ right, top }) =>
    isNarrow() ? { bottom: innerHeight - top } : { left: right },
  );

  function putAway() {
    setOpen(false);
    button()?.focus();
  }
  /** Once the name is given, to the first field of the task. */
  function toTask() {
    queueMicrotask(() => {
      const task = sheet();
      (task?.querySelector<HTMLElement>('.task-inside :is(textarea, input)') ?? task)?.focus();
    });
  }
  function open() {
    setOpen(true);
    sheet()?.focus();
  }

  if (untrack(running)?.kind === 'pack') {
    keepBasketDoor(() => {
      setOpen(true);
      return sheet()?.querySelector<HTMLTextAreaElement>('.task-composer textarea') ?? null;
    });
  }

  return (
    <Show when={state()}>
      {(first) => {
        // A task that is being taken down still reads the state. So it is asked of the session itself: a memo within what is taken
        // down would begin that anew.
        const told = untrack(first);
        const known = () => state() ?? told;
        const acting = createActing(session, known);
        return (
          <Show when={running()}>
            {(phase) => (
              <Show
                when={isOpen()}
                fallback={
                  <Own acting={acting} session={session} board={items} state={known}>
                    <SheetButton phase={phase()} onOpen={open} ref={setButton} />
                  </Own>
                }
              >
                <section
                  class="task-sheet panel"
                  classList={{ 'task-sheet-full': room() === 'full' }}
                  data-kind={phase().kind}
                  aria-labelledby={heading}
                  tabindex="-1"
                  data-focus-region
                  ref={(element) => {
                    setSheet(element);
                    onCleanup(() => setSheet(undefined));
                  }}
                >
                  <header class="task-top">
                    <h2 id={heading}>{t(`tasks.heading_${phase().kind}`)}</h2>
                    <button
                      type="button"
                      class="button button-icon"
                      aria-label={t('tasks.putAway')}
                      title={t('tasks.putAway')}
                      onClick={putAway}
                    >
                      {isNarrow() ? (
                        <ChevronDown size={20} aria-hidden="true" />
                      ) : (
                        <PanelLeftClose size={20} aria-hidden="true" />
                      )}
                    </button>
                  </header>
                  <div class="task-inside">
                    <ForWhom acting={acting} me={session.me} />
                    <Show when={!isAsked() && session.role() !== 'viewer' && acting.who() === session.me}>
                      <div class="task-name">
                        <NameForm me={session.me} onGone={toTask} />
                      </div>
                    </Show>
                    <Own acting={acting} session={session} board={items} state={known}>
                      <KeptWords />
                      <Show when={phase().kind !== 'pack' && phase().kind !== 'lay'}>
                        <StillInBasket />
                      </Show>
                      <Kind phase={phase()} />
                    </Own>
                  </div>
                </section>
              </Show>
            )}
          </Show>
        );
      }}
    </Show>
  );
}

/** What is inside is one person's, and is made anew when one acts for another. */
function Own(props: {
  acting: Acting;
  session: Session;
  board: BoardItems;
  state: () => SessionState;
  children: JSX.Element;
}) {
  return (
    <Show when={props.acting.who()} keyed>
      {(who) => (
        <TaskContext.Provider value={createTask(props.session, props.board, props.state, who)}>
          {props.children}
        </TaskContext.Provider>
      )}
    </Show>
  );
}

function Kind(props: { phase: Phase }) {
  // A phase never changes its kind: the frame stands for one phase.
  const { kind } = props.phase;
  switch (kind) {
    case 'arrive':
      return <ArriveTask phase={props.phase} />;
    case 'pack':
      return <PackTask />;
    case 'lay':
      return <LayTask phase={props.phase} />;
    case 'taste':
      return <TasteTask phase={props.phase} />;
    case 'cluster':
      return <ClusterTask />;
    case 'vote':
      return <VoteTask phase={props.phase} />;
    case 'take':
      return <TakeTask />;
    case 'harvest':
      return <HarvestTask />;
  }
}

/** Keeps the sheet where it can be seen: the keyboard of a phone comes and goes. */
function followWindow(
  sheet: () => HTMLElement | undefined,
  isNarrow: () => boolean,
  isFull: () => boolean,
): void {
  createEffect(() => {
    const element = sheet();
    if (element === undefined || !isNarrow()) {
      element?.style.removeProperty('inset-block');
      return;
    }
    const full = isFull();
    let placed = '';
    const place = () => {
      // The bar of the phase may come later than the sheet.
      const bars = [...document.querySelectorAll('.room-over, .phase-told-place')];
      for (const bar of bars) watched.observe(bar);
      const seen = window.visualViewport;
      const { top, bottom, isOverBar } = sheetPlace(
        {
          height: window.innerHeight,
          seenTop: seen?.offsetTop ?? 0,
          seenHeight: seen?.height ?? window.innerHeight,
          barBottom: Math.max(0, ...bars.map((bar) => bar.getBoundingClientRect().bottom)) + 8,
        },
        full,
      );
      element.classList.toggle('task-sheet-over', isOverBar);
      const now = `${Math.round(top)}px ${Math.round(bottom)}px`;
      if (now === placed) return;
      placed = now;
      element.style.insetBlock = now;
      // It grew or shrank around the field in which somebody writes.
      const { activeElement } = document;
      if (activeElement !== element && element.contains(activeElement)) {
        activeElement?.scrollIntoView({ block: 'nearest' });
      }
    };
    const watched = new ResizeObserver(place);
    place();
    const targets = [window, window.visualViewport].filter((target) => target !== null);
    for (const target of targets) target.addEventListener('resize', place);
    window.visualViewport?.addEventListener('scroll', place);
    onCleanup(() => {
      watched.disconnect();
      for (const target of targets) target.removeEventListener('resize', place);
      window.visualViewport?.removeEventListener('scroll', place);
    });
  });
}
