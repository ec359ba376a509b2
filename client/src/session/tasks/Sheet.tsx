// The task of the phase that runs, in its frame.

import {
  createComputed,
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  on,
  onCleanup,
  Show,
  type Signal,
  untrack,
} from 'solid-js';
import { useBoard } from '../../board/open_board';
import { isToOffer } from '../../board/rights/rights';
import { isWriting, whenWritten } from '../../focus/writing';
import { useHalfWritten } from '../../half_written/field';
import { t } from '../../i18n';
import { announce } from '../../messages/messages';
import { askInSheet, isAsked } from '../../people/my_name';
import { NameForm } from '../../people/NameForm';
import type { ParticipantId, Phase, VoteResult } from '../../protocol/session';
import { openSide, side } from '../../side/side';
import { ReadyAndHand } from '../ReadyAndHand';
import { runningPhase, type Session, type SessionState, useSession } from '../session';
import { setTab } from '../workshop_tab';
import { ArriveStage } from './ArriveStage';
import { ArriveTask } from './ArriveTask';
import type { Acting } from './acting';
import { type AnswersOn, areAnswersTheStage } from './arrive_stage';
import { type BoardItems, createBoardItems } from './board_items';
import { ClusterTask } from './ClusterTask';
import { ForWhom } from './ForWhom';
import { whenFieldIsGone } from './field_gone';
import { Gathering } from './Gathering';
import { HalfWrittenWords } from './HalfWrittenWords';
import { HarvestTask } from './HarvestTask';
import { followHandedBack } from './handed_back';
import { LayTask } from './LayTask';
import { tellLetIn } from './let_in';
import { tellMerged } from './merged';
import { OfferNotes } from './OfferNotes';
import { PackTask } from './PackTask';
import { type PhaseOf, type SheetSize, sheetSizeFor } from './phase';
import { ResultStage } from './ResultStage';
import { putResultAway } from './result_put_away';
import { StillInBasket } from './StillInBasket';
import { firstPlace, foldsBeside, highest, larger, type SheetPlace } from './sheet_place';
import { TabWords } from './TabWords';
import { TakeTask } from './TakeTask';
import { createIsBelow, TaskFrame } from './TaskFrame';
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

  const isBelow = createIsBelow();
  const [answersOn, setAnswersOn] = createSignal<AnswersOn>('unasked');
  const isAnswering = createMemo(() =>
    areAnswersTheStage(running(), state()?.answers ?? [], items.notes().length, answersOn()),
  );
  const turn = () => state()?.journey.turn ?? null;
  const size = () => sheetSizeFor(running()?.kind ?? 'harvest', turn() !== null);
  const [place, setPlace] = createPlace(
    session,
    acting.who,
    isBelow,
    size,
    () => board()?.revealed()?.isFlying === true,
  );
  const [sheet, setSheet] = createSignal<HTMLElement>();
  const comeUp = () => setPlace((now) => (now === 'tab' ? larger(now) : now));

  /** Once the name is given, to the first field of the task. */
  function toTask() {
    queueMicrotask(() => {
      const task = sheet();
      (task?.querySelector<HTMLElement>('.task-inside :is(textarea, input)') ?? task)?.focus();
    });
  }

  const isOffering = createMemo(() => {
    const rights = state()?.journey.rights;
    return rights !== undefined && isToOffer(session.role(), rights);
  });
  const hasComposer = createMemo(() => running()?.kind === 'pack' || isOffering());
  createComputed(() => {
    if (!hasComposer()) return;
    offerWayToBasket(() => {
      comeUp();
      return sheet()?.querySelector<HTMLTextAreaElement>('.task-composer textarea') ?? null;
    });
  });
  followHandedBack(session, tellLetIn(session, board), () => {
    comeUp();
    // Once the sheet stands there.
    queueMicrotask(() => {
      const note = sheet()?.querySelector('[data-handed-back]')?.closest('li');
      note?.scrollIntoView({ block: 'center' });
      note?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
    });
  });
  const asksName = () => !isAsked() && session.role() !== 'viewer' && acting.who() === session.me;
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
              <>
                <Own acting={acting} session={session} board={items} state={known}>
                  <Gathering phase={phase()} />
                </Own>
                <Show when={isAnswering() && phase()}>
                  {(arrive) => (
                    <Own acting={acting} session={session} board={items} state={known}>
                      <ArriveStage
                        phase={arrive() as PhaseOf<'arrive'>}
                        onToBoard={() => {
                          setAnswersOn('board');
                          board()?.takeFocus();
                        }}
                      />
                    </Own>
                  )}
                </Show>
                <TaskFrame
                  kind={phase().kind}
                  heading={t(`aroundTasks.heading_${phase().kind}`)}
                  place={place()}
                  onPlace={setPlace}
                  isBelow={isBelow()}
                  onElement={setSheet}
                  tab={
                    <Own acting={acting} session={session} board={items} state={known}>
                      <TabWords phase={phase()} />
                    </Own>
                  }
                  foot={<ReadyAndHand phase={phase()} />}
                  tabFoot={<ReadyAndHand phase={phase()} isTab />}
                >
                  <ForWhom acting={acting} me={session.me} />
                  <Show when={asksName()}>
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
                    <Kind
                      phase={phase()}
                      onToAnswers={isAnswering() ? undefined : () => setAnswersOn('stage')}
                    />
                  </Own>
                </TaskFrame>
              </>
            )}
          </Show>
        );
      }}
    </Show>
  );
}

/** The moment after a vote, with what it needs of the session and the board. */
export function Result(props: { result: VoteResult }) {
  const session = useSession();
  const items = createBoardItems(useBoard());
  const { state } = session;
  // The task that would say so has gone with the vote.
  announce(t('tasks.voteClosed'));
  return (
    <Show when={state()}>
      {(known) => (
        <TaskContext.Provider value={createTask(session, items, known, session.me)}>
          <ResultStage
            result={props.result}
            onToBoard={() => putResultAway(props.result)}
            onVoteAgain={() => {
              setTab('vote');
              openSide('workshop');
            }}
          />
        </TaskContext.Provider>
      )}
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

/** Where the sheet lies: it comes up by itself for whoever has something to do in it, and folds for what opens at the other side. */
function createPlace(
  session: Session,
  who: () => ParticipantId,
  isBelow: () => boolean,
  size: () => SheetSize,
  isFlying: () => boolean,
): Signal<SheetPlace> {
  const [place, setPlace] = createSignal<SheetPlace>(untrack(() => firstPlace(size(), isBelow())));
  stepAside(isFlying, [place, setPlace], () => (session.state()?.own.get(who())?.drafts.length ?? 0) > 0);
  /** On a phone it comes once what is being written on the board is written. */
  function comeUp(asHigh: 'peek' | 'half' = 'peek') {
    const up = () => setPlace((now) => highest(now, isBelow() ? asHigh : 'half'));
    if (!isBelow() || !isWriting()) up();
    else onCleanup(whenWritten(up));
  }
  if (untrack(() => isBelow() && isWriting() && place() !== 'tab')) {
    setPlace('tab');
    untrack(() => comeUp());
  }
  // Whoever's turn it is, for whom all wait, sees what to do.
  const isMyTurn = createMemo(() => session.state()?.journey.turn?.who === who());
  createEffect(() => {
    if (isMyTurn()) untrack(() => comeUp('half'));
  });
  // A window that is turned, or made larger.
  createEffect(
    on(isBelow, (below) => setPlace((now) => (now === 'tab' ? now : below ? 'peek' : 'half')), {
      defer: true,
    }),
  );
  let isFoldedBySide = false;
  createEffect(
    on(
      () => side() !== null,
      (isSideOpen) => {
        if (isBelow()) return;
        const { task, side: beside } = dockedWidths();
        if (isSideOpen && place() !== 'tab' && foldsBeside(innerWidth, task, beside)) {
          isFoldedBySide = true;
          setPlace('tab');
        } else if (!isSideOpen && isFoldedBySide) {
          isFoldedBySide = false;
          setPlace((now) => (now === 'tab' ? 'half' : now));
        }
      },
    ),
  );

  const store = useHalfWritten();
  const listed = () => {
    const state = session.state();
    return state === null ? [] : listedFor(session, state, who(), store.unseen());
  };
  whenFieldIsGone(listed, () => setPlace((now) => (now === 'tab' ? 'half' : now)));
  return [place, setPlace];
}

/** The task makes way for a reveal, unless somebody writes in it; it comes back for whoever has something left to do. */
function stepAside(
  isFlying: () => boolean,
  [place, setPlace]: Signal<SheetPlace>,
  isLeft: () => boolean,
): void {
  let before: SheetPlace | null = null;
  createEffect(
    on(isFlying, (flies) => {
      if (flies && !isWriting() && untrack(place) !== 'tab') {
        before = untrack(place);
        setPlace('tab');
      } else if (!flies && before !== null) {
        const open = before;
        before = null;
        if (untrack(isLeft)) setPlace((now) => (now === 'tab' ? open : now));
      }
    }),
  );
}

/** As in tokens.css, in pixels. */
function dockedWidths(): { task: number; side: number } {
  const style = getComputedStyle(document.documentElement);
  const px = (name: string) => Number.parseFloat(style.getPropertyValue(name)) || 0;
  return { task: px('--task'), side: px('--side') };
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

function Kind(props: { phase: Phase; onToAnswers: (() => void) | undefined }) {
  // A phase never changes its kind: the frame stands for one phase.
  const { kind } = props.phase;
  switch (kind) {
    case 'arrive':
      return <ArriveTask phase={props.phase} onToAnswers={props.onToAnswers} />;
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
