// The frame of a task: a panel beside the board on wide screens, a sheet from below on a phone; it can be put away.

import './sheet.css';
import {
  createComputed,
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  type JSX,
  onCleanup,
  Show,
  type Signal,
  untrack,
} from 'solid-js';
import { keepClearOf } from '../../board/keep_clear';
import { useBoard } from '../../board/open_board';
import { isToOffer } from '../../board/rights/rights';
import { isWriting, whenWritten } from '../../focus/writing';
import { useHalfWritten } from '../../half_written/field';
import { t } from '../../i18n';
import { askInSheet, isAsked } from '../../people/my_name';
import { NameForm } from '../../people/NameForm';
import type { ParticipantId, Phase } from '../../protocol/session';
import { runningPhase, type Session, type SessionState, useSession } from '../session';
import { ArriveTask } from './ArriveTask';
import type { Acting } from './acting';
import { type BoardItems, createBoardItems } from './board_items';
import { ClusterTask } from './ClusterTask';
import { ForWhom } from './ForWhom';
import { whenFieldIsGone } from './field_gone';
import { HalfWrittenWords } from './HalfWrittenWords';
import { HarvestTask } from './HarvestTask';
import { followHandedBack } from './handed_back';
import { LayTask } from './LayTask';
import { tellLetIn } from './let_in';
import { tellMerged } from './merged';
import { OfferNotes } from './OfferNotes';
import { PackTask } from './PackTask';
import { PutAway } from './PutAway';
import { type SheetSize, sheetSizeFor } from './phase';
import { SheetButton } from './SheetButton';
import { StillInBasket } from './StillInBasket';
import { covered, createIsLying, createIsNarrow, followWindow } from './sheet_in_window';
import { TakeTask } from './TakeTask';
import { TasteTask } from './TasteTask';
import { createTask, TaskContext } from './task';
import { VoteTask } from './VoteTask';
import { tellVotesMoved } from './votes_moved';
import { offerWayToBasket } from './way_to_basket';
import { listedFor } from './whose';

export default function Sheet(props: { acting: Acting }) {
  const session = useSession();
  const board = useBoard();
  const acting = untrack(() => props.acting);
  // The frame stands as long as its phase runs; while it is being taken down it keeps the last that it knew.
  const running = createMemo<Phase | null>((before) => {
    const now = runningPhase(session.state());
    return now?.id === before?.id ? now : before;
  }, runningPhase(session.state()));
  const items = createBoardItems(board);
  // Once told it is always there.
  const { state } = session;

  const isNarrow = createIsNarrow();
  const isLying = createIsLying();
  const turn = () => state()?.journey.turn ?? null;
  const size = () => sheetSizeFor(running()?.kind ?? 'harvest', turn() !== null);
  const [isOpen, setOpen] = createOpening(session, acting.who, isNarrow, size);
  const [sheet, setSheet] = createSignal<HTMLElement>();
  const [button, setButton] = createSignal<HTMLButtonElement>();
  followWindow(sheet, isNarrow, () => size() === 'full');
  keepClearOf('task', board, sheet, covered);

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

  const isOffering = createMemo(() => {
    const rights = state()?.journey.rights;
    return rights !== undefined && isToOffer(session.role(), rights);
  });
  const hasComposer = createMemo(() => running()?.kind === 'pack' || isOffering());
  createComputed(() => {
    if (!hasComposer()) return;
    offerWayToBasket(() => {
      setOpen(true);
      return sheet()?.querySelector<HTMLTextAreaElement>('.task-composer textarea') ?? null;
    });
  });
  followHandedBack(session, tellLetIn(session, board), () => {
    setOpen(true);
    // Once the sheet stands there.
    queueMicrotask(() => {
      const note = sheet()?.querySelector('[data-handed-back]')?.closest('li');
      note?.scrollIntoView({ block: 'center' });
      note?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
    });
  });
  tellMerged(session);
  tellVotesMoved(session, board);

  return (
    <Show when={state()}>
      {(first) => {
        // A task that is being taken down still reads the state. So it is asked of the session itself: a memo within what is taken
        // down would begin that anew.
        const told = untrack(first);
        const known = () => state() ?? told;
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
                <Frame
                  phase={phase()}
                  isFull={size() === 'full'}
                  isBelow={isNarrow() && !isLying()}
                  onPutAway={putAway}
                  onElement={setSheet}
                >
                  <ForWhom acting={acting} me={session.me} />
                  <Show when={!isAsked() && session.role() !== 'viewer' && acting.who() === session.me}>
                    <AskName me={session.me} onGone={toTask} />
                  </Show>
                  <Own acting={acting} session={session} board={items} state={known}>
                    <HalfWrittenWords />
                    <Show when={isOffering() && phase().kind !== 'pack'}>
                      <OfferNotes />
                    </Show>
                    <Show when={!isOffering() && phase().kind !== 'pack' && phase().kind !== 'lay'}>
                      <StillInBasket />
                    </Show>
                    <Kind phase={phase()} />
                  </Own>
                </Frame>
              </Show>
            )}
          </Show>
        );
      }}
    </Show>
  );
}

/** Asks for the name in the place of the card in the corner. */
function AskName(props: { me: ParticipantId; onGone(): void }) {
  const form = <NameForm me={props.me} onGone={props.onGone} />;
  // Once the form has taken over from the card what is being written there.
  askInSheet();
  return <div class="task-name">{form}</div>;
}

/** Whether the sheet is open or put away: it comes up by itself for whoever has something to do in it. */
function createOpening(
  session: Session,
  who: () => ParticipantId,
  isNarrow: () => boolean,
  size: () => SheetSize,
): Signal<boolean> {
  const [isOpen, setOpen] = createSignal(!isNarrow());
  /** On a phone it lies over the board: it comes once what is being written there is written. */
  function comeUp() {
    if (!isNarrow() || !isWriting()) setOpen(true);
    else onCleanup(whenWritten(() => setOpen(true)));
  }
  if (untrack(size) !== 'closed') untrack(comeUp);
  // Whoever's turn it is sees what to do.
  const isMyTurn = createMemo(() => session.state()?.journey.turn?.who === who());
  createEffect(() => {
    if (isMyTurn()) untrack(comeUp);
  });

  const store = useHalfWritten();
  const listed = () => {
    const state = session.state();
    return state === null ? [] : listedFor(session, state, who(), store.unseen());
  };
  whenFieldIsGone(listed, () => setOpen(true));
  return [isOpen, setOpen];
}

/** The sheet itself, under the heading of its phase. */
function Frame(props: {
  phase: Phase;
  isFull: boolean;
  isBelow: boolean;
  onPutAway(): void;
  /** It stands, or no more. */
  onElement(sheet: HTMLElement | undefined): void;
  children: JSX.Element;
}) {
  const heading = createUniqueId();
  return (
    <section
      class="task-sheet panel"
      classList={{ 'task-sheet-full': props.isFull }}
      data-kind={props.phase.kind}
      aria-labelledby={heading}
      tabindex="-1"
      data-focus-region
      ref={(element) => {
        props.onElement(element);
        onCleanup(() => props.onElement(undefined));
      }}
    >
      <header class="task-top">
        <h2 id={heading}>{t(`tasks.heading_${props.phase.kind}`)}</h2>
        <PutAway isBelow={props.isBelow} onPutAway={props.onPutAway} />
      </header>
      <div class="task-inside">{props.children}</div>
    </section>
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
    default:
      kind satisfies never;
      return null;
  }
}
