// The room as people see it: the board, and above it the title, what is saved, who is here, and the link.

import {
  type Accessor,
  type Component,
  createComputed,
  createEffect,
  createSignal,
  on,
  onCleanup,
  Show,
} from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { keepClearOf } from '../board/keep_clear';
import { type BoardHolder, BoardHolderContext, createBoardHolder } from '../board/open_board';
import { dealHues } from '../board/presence/colour';
import { mayDoAnything, mayEntitleRoom } from '../board/rights/rights';
import { enterRoom } from '../entering/api';
import type { RoomEntry } from '../entering/entry';
import { rememberRoom } from '../entering/known_rooms';
import { accessOf, retryAfterMs } from '../entering/let_in';
import { NoRoom } from '../error_page/NoRoom';
import { HalfWrittenContext } from '../half_written/field';
import { HistoryOfRoom } from '../history/HistoryOfRoom';
import { t, withTexts } from '../i18n';
import { followSeen } from '../look/seen';
import { refuse } from '../messages/messages';
import { isAsked, isAskedInSheet, myName } from '../people/my_name';
import { NameCard } from '../people/NameCard';
import { PeopleContext } from '../people/people_around';
import type { Hello, ParticipantId, RoomId } from '../protocol/session';
import { tellLateRefusal } from '../session/late_refusal';
import { SessionContext } from '../session/session';
import { areSheetsHere, TaskSheet } from '../session/tasks/TaskSheet';
import { SHEET_TEXTS } from '../session/tasks/text/sheet_texts';
import { setSidePlace } from '../side/side';
import { patiently } from '../stale/stale';
import type { Refusal } from '../sync/connection';
import { isByFinger } from '../touch/by_finger';
import type { RoomEdge } from './edge';
import { explain } from './explain';
import { createNewNotes } from './new_notes_in_room';
import { type OpenRoom, openRoom } from './open_room';
import { RoomBar } from './RoomBar';
import { RoomBoard } from './RoomBoard';
import { lastHere, packedBefore, rememberWhileOpen } from './remembered';
import { Strip } from './Strip';
import { createStanding } from './standing';
import { tellOfRoom } from './tell_of_room';
import './room.css';

const loadWordsOutside = withTexts(
  SHEET_TEXTS,
  patiently(() => import('../session/tasks/WordsOutside')),
);

/**
 * `onFields` where the page shows something else still: it is called once the room has the fields for what is being written there, and nothing
 * of the room is shown before.
 */
export function Room(props: { entry: RoomEntry; onFields?: (() => void) | undefined }) {
  const room = openRoom(props.entry, edgeOf(props.entry.room));
  onCleanup(room.close);
  const isShown = shownWithFields(room, props.onFields);

  const journey = () => room.session.state()?.journey;
  const standing = createStanding(room);
  const isOpenToChange = () => room.refusal() === undefined && !room.newer();
  const editable = () => isOpenToChange() && mayDoAnything(standing().role, standing().rights);
  const mayEntitle = () => isOpenToChange() && mayEntitleRoom(standing().role, standing().rights);
  const packed = packedBefore(room);
  const lastHereMs = lastHere(room);
  const newNotes = createNewNotes(room, packed);
  const [board, setBoard] = createSignal<HTMLElement>();
  const holder = createBoardHolder();
  const [strip, setStrip] = createSignal<HTMLElement>();
  keepClearOf('bar', holder.board, strip, ({ bottom }) => ({ top: bottom }));
  const ids = (people: readonly { readonly id: ParticipantId }[]) => people.map(({ id }) => id);
  createEffect(() => dealHues(ids(room.session.state()?.people ?? []), ids(room.people.here())));
  const [frame, setFrame] = createSignal<HTMLElement>();
  followSeen(frame);

  const toBoard = () => {
    const open = holder.board();
    if (open === undefined) board()?.focus();
    else open.takeFocus();
  };

  // What a viewer writes on the board reaches nobody: it goes on where it is kept.
  createEffect(
    on(room.role, (role) => {
      if (role === 'viewer') holder.board()?.handOver();
    }),
  );
  const refusal = handingOverWhenOut(room, holder);
  // Loaded while there is a server to ask.
  const [WordsOutside, setWordsOutside] = createSignal<Component<{ why: string | undefined }>>();
  void loadWordsOutside().then((part) => setWordsOutside(() => part.default));
  const askAgain = askingAgainWhileOut(room);

  // What was read while the room opened is gone. By the keyboard one begins at the top; a finger has no such place.
  createEffect(
    on(
      () => journey() !== undefined,
      (isKnown) => {
        if (isKnown && isByFinger()) queueMicrotask(startAtTitle);
      },
    ),
  );

  createEffect(on(myName, room.rename, { defer: true }));
  tellOfRoom(room);
  rememberWhileOpen(room, packed);

  return (
    <Show when={isShown()}>
      <Show
        when={refusal() === undefined}
        fallback={
          <NoRoom wrong={refusal() ?? 'failed'} room={room.id} onTryAgain={askAgain}>
            <SessionContext.Provider value={room.session}>
              <HalfWrittenContext.Provider value={room.halfWritten}>
                <Dynamic component={WordsOutside()} why={refusal()} />
              </HalfWrittenContext.Provider>
            </SessionContext.Provider>
          </NoRoom>
        }
      >
        <SessionContext.Provider value={room.session}>
          <HalfWrittenContext.Provider value={room.halfWritten}>
            <PeopleContext.Provider value={room.people}>
              <BoardHolderContext.Provider value={holder}>
                <div class="room" ref={setFrame}>
                  <button type="button" class="skip button" onClick={toBoard}>
                    {t('room.skipToBoard')}
                  </button>
                  <RoomBar room={room} editable={mayEntitle()} />
                  <Strip room={room} ref={setStrip}>
                    {/* Not before it is known what goes on: the sheet of a phase may be what asks. */}
                    <Show when={!isAsked() && !isAskedInSheet() && journey() !== undefined}>
                      <NameCard me={room.me} onGone={toBoard} />
                    </Show>
                  </Strip>
                  <RoomBoard
                    room={room}
                    editable={editable()}
                    standing={standing()}
                    newNotes={newNotes}
                    ref={setBoard}
                  />
                  <TaskSheet />
                  <div class="room-side" ref={setSidePlace} />
                  <HistoryOfRoom room={room} lastHereMs={lastHereMs} />
                </div>
              </BoardHolderContext.Provider>
            </PeopleContext.Provider>
          </HalfWrittenContext.Provider>
        </SessionContext.Provider>
      </Show>
    </Show>
  );
}

/** Whether the room is to be seen: at once, or where that is waited for, as soon as its tasks would be there with it. */
function shownWithFields(room: OpenRoom, onFields: (() => void) | undefined): Accessor<boolean> {
  const [isShown, setShown] = createSignal(onFields === undefined);
  createComputed(() => {
    if (onFields === undefined || isShown()) return;
    const hasFields = areSheetsHere() && room.session.state() !== null;
    if (!hasFields && room.refusal() === undefined) return;
    setShown(true);
    onFields();
  });
  return isShown;
}

function edgeOf(room: RoomId): RoomEdge {
  return {
    name: myName,
    async checkAccess() {
      const answer = await enterRoom(room, undefined);
      return answer.ok ? { is: 'in' } : accessOf(answer.wrong);
    },
    // What comes with every letter is said once.
    tell: (news) => (news === 'noRight' ? explain : refuse)(t(`room.${news}`)),
    onOtherParticipant({ room: id, title, participant, role, nowMs }: Hello) {
      // What was kept under the other name stays kept; this page starts again as who we are now.
      rememberRoom({ id, title, participant, role, when: Date.now(), seenMs: nowMs });
      location.reload();
    },
    onLateRefusal: tellLateRefusal,
  };
}

/** Why this person is out. Who is put out in the middle of a sentence ends it beside what the page says then. */
function handingOverWhenOut(room: OpenRoom, holder: BoardHolder): Accessor<Refusal | undefined> {
  const [refusal, setRefusal] = createSignal(room.refusal());
  createComputed(
    on(room.refusal, (why) => {
      if (why !== undefined) holder.board()?.handOver();
      setRefusal(why);
    }),
  );
  return refusal;
}

/** Who was taken out is in again as soon as somebody lets them, with all that they were writing. Returns what asks at once. */
function askingAgainWhileOut(room: OpenRoom): () => Promise<boolean> {
  async function askAgain() {
    const answer = await enterRoom(room.id, undefined);
    if (answer.ok && room.refusal() !== undefined) room.comeBack();
    return answer.ok;
  }
  createEffect(() => {
    const why = room.refusal();
    const again = why === undefined ? null : retryAfterMs(why);
    if (again === null) return;
    const asking = setInterval(() => void askAgain(), again);
    onCleanup(() => clearInterval(asking));
  });
  return askAgain;
}

/** Unless what there is to do has somebody already. */
function startAtTitle(): void {
  if (document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>('.bar h1')?.focus({ preventScroll: true });
}
