// The current phase's one task, and what the session says of notes on the board.

import { createEffect, createMemo, createRoot, createSignal, on, Show, untrack } from 'solid-js';
import { NO_MARKS } from '../../board/marks_of_session';
import { useBoard } from '../../board/open_board';
import { useHalfWritten } from '../../half_written/field';
import type { HalfWritten } from '../../half_written/words';
import { t, withTexts } from '../../i18n';
import { announce, dismiss, tell } from '../../messages/messages';
import type { ParticipantId, Role } from '../../protocol/session';
import { patiently } from '../../stale/stale';
import { runningPhase, type Session, useSession } from '../session';
import { type Acting, createActing } from './acting';
import { hasTask } from './phase';
import { ownVotes, resultMoment, votesOnBoard } from './result_moment';
import { isPutAway } from './result_put_away';
import { headingOfHalfWritten } from './tell_half_written';
import { SHEET_TEXTS } from './text/sheet_texts';
import { listedFor, listedTo } from './whose';

const loadTask = withTexts(
  SHEET_TEXTS,
  patiently(() => import('./Sheet')),
);
const loadHalfWritten = patiently(() => import('./HalfWrittenSheet'));

/** Come with the first plan, or with words that are not finished: most open boards never need them. */
async function loadSheets() {
  const [task, halfWritten] = await Promise.all([loadTask(), loadHalfWritten()]);
  return { Task: task.default, Result: task.Result, HalfWritten: halfWritten.default };
}

/** Once they are here they are there at once, also for whoever comes back into the room. */
const [sheets, setSheets] = createRoot(() => createSignal<Awaited<ReturnType<typeof loadSheets>>>());

function bringSheets(): void {
  if (untrack(sheets) === undefined) void loadSheets().then(setSheets);
}

/** Asks for the sheets; true once a task would be on the page at once. */
export function areSheetsHere(): boolean {
  bringSheets();
  return sheets() !== undefined;
}

export function TaskSheet() {
  const session = useSession();
  const board = useBoard();
  const phase = createMemo(() => runningPhase(session.state()));
  /** The result of a vote, as long as it is the stage. */
  const result = createMemo(() => {
    const now = resultMoment(session.state());
    return now === null || isPutAway(now) ? null : now;
  });
  const task = () => {
    const now = phase();
    return now !== null && result() === null && hasTask(session.role(), now.kind) ? now : null;
  };

  // Chosen here, around the phases' tasks: it stays while they come and go.
  const acting = createActing(session);
  const store = useHalfWritten();
  const unseen = () => listedTo(session.role(), store.unseen());
  /** Those of them that a task lists. */
  const listed = () => {
    const state = session.state();
    if (state === null || task() === null) return unseen();
    return listedFor(session, state, acting.who(), store.unseen());
  };
  /** Who may only look on still has what they packed. */
  const isBasketToRead = () =>
    session.role() === 'viewer' && (session.state()?.own.get(session.me)?.drafts.length ?? 0) > 0;
  /** What is not finished, or in a basket that may not be changed, and has no task to stand in. */
  const isKeptAlone = createMemo(
    () => session.state() !== null && task() === null && (unseen().length > 0 || isBasketToRead()),
  );

  tellWhereWordsAre(
    session,
    () => task()?.id ?? null,
    acting,
    listed,
    () => headingOfHalfWritten(session),
  );

  const reactions = createMemo(() => session.state()?.reactions);
  const results = createMemo(() => session.state()?.results ?? []);
  const ballot = createMemo(() => ownVotes(session.state(), session.me));
  const votes = createMemo(() => ballot() ?? votesOnBoard(results()));
  const spotlight = createMemo(() => session.state()?.journey.spotlight ?? null);
  createEffect(() => {
    const now = board();
    const marks = {
      reactions: reactions() ?? NO_MARKS.reactions,
      spotlight: spotlight(),
      votes: votes(),
      votesAreOwn: ballot() !== null,
    };
    untrack(() => now?.showMarks(marks));
  });

  createEffect(
    on([spotlight, board], ([note, now]) => {
      if (note === null || now === undefined) return;
      // Nobody is led away from what they write.
      if (!now.isAtWork()) now.reveal(note);
      const text = now.notes.get(note)?.text.trim() ?? '';
      announce(t('aroundTasks.spotlit', { text: text || t('board.emptyNote') }));
    }),
  );

  // Loaded as soon as there is a plan, so that it is there without a network too.
  const hasPlan = createMemo(() => (session.state()?.plan.length ?? 0) > 0);
  createEffect(() => {
    if (hasPlan() || isKeptAlone()) bringSheets();
  });

  return (
    <Show when={sheets()}>
      {(known) => {
        // There at once when they are asked for: the focus goes from one to the next.
        const { Task, Result, HalfWritten } = untrack(known);
        return (
          <>
            <Show when={result()}>{(now) => <Result result={now()} />}</Show>
            <Show when={task()?.id} keyed>
              <Task acting={acting} />
            </Show>
            <Show when={isKeptAlone()}>
              <HalfWritten />
            </Show>
          </>
        );
      }}
    </Show>
  );
}

/** A phase or a role that takes a field away from under its writer says where the words are, and so does whoever takes over a person. */
function tellWhereWordsAre(
  { me, role }: Session,
  task: () => string | null,
  acting: Acting,
  unseen: () => readonly HalfWritten[],
  heading: () => string,
): void {
  let before: { role: Role; task: string | null; who: ParticipantId; ids: ReadonlySet<string> } | null = null;
  let message: number | null = null;
  createEffect(() => {
    const was = before;
    const ids = new Set(unseen().map(({ id }) => id));
    before = { role: role(), task: task(), who: acting.who(), ids };
    if (was === null) return;
    const isOtherTask = was.task !== null && was.task !== before.task;
    // Who chooses for whom they act takes nothing away.
    const isLetGo = was.who !== me && acting.proxies().every(({ id }) => id !== was.who);
    if (!isOtherTask && !isLetGo && was.role === before.role) return;
    const known = was.ids;
    // Once the fields of the next task stand: what they show needs no word.
    queueMicrotask(() => {
      // What was said before names a task that is over.
      if (message !== null) dismiss(message);
      message = null;
      if (untrack(unseen).some(({ id }) => !known.has(id))) {
        message = tell(t('aroundTasks.halfWrittenTold', { heading: untrack(heading) }));
      }
    });
  });
}
