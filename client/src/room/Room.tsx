// The room as people see it: the board, and above it the title, what is saved, who is here, and the link.

import {
  type Component,
  createComputed,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  Show,
  untrack,
} from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { Board } from '../board/Board';
import { createDoor, DoorContext } from '../board/door';
import { keepClearOf } from '../board/keep_clear';
import { noteEntries } from '../board/model/maps';
import { HalfWrittenContext } from '../half_written/field';
import { HarvestLink } from '../harvest/HarvestLink';
import { knownRooms, rememberRoom } from '../home/known_rooms';
import { t } from '../i18n';
import { announce, refuse, tell } from '../messages/messages';
import { Faces } from '../people/Faces';
import { isAsked, myName } from '../people/my_name';
import { NameCard } from '../people/NameCard';
import { PeopleContext } from '../people/people_around';
import type { Hello } from '../protocol/session';
import { Attention } from '../session/facilitate/Attention';
import { FacilitatorPanel } from '../session/facilitate/FacilitatorPanel';
import { SpotlightButton } from '../session/facilitate/SpotlightButton';
import { LockedSign } from '../session/LockedSign';
import { tellLateRefusal } from '../session/late_refusal';
import { isPacking, newNotesIn } from '../session/new_notes';
import { PhaseBar } from '../session/PhaseBar';
import { SessionContext } from '../session/session';
import { basketDoor } from '../session/tasks/basket_door';
import { TaskSheet } from '../session/tasks/TaskSheet';
import { headingOfKept } from '../session/tasks/tell_kept';
import { Settings } from '../settings/Settings';
import { ShareButton } from '../share/Share';
import { StaleSignOfRoom } from '../stale/StaleSign';
import { patiently } from '../stale/stale';
import { suggestionsOver } from '../suggest/suggestions_over';
import { isByFinger } from '../touch/by_finger';
import { WrongPage } from '../wrong/WrongPage';
import { enterRoom } from './api';
import { accessOf, againMs } from './let_in';
import { openRoom, type RoomEntry } from './open_room';
import { passFor } from './pass';
import { RoomTitle } from './RoomTitle';
import { SavedState } from './SavedState';
import './room.css';

const loadWordsOutside = patiently(() => import('../session/tasks/WordsOutside'));

export function Room(props: { entry: RoomEntry }) {
  const room = openRoom(props.entry, {
    name: myName,
    async checkAccess() {
      const answer = await enterRoom(props.entry.room, undefined);
      return answer.ok ? { is: 'in' } : accessOf(answer.wrong);
    },
    tell: (news) => refuse(t(`room.${news}`)),
    onOtherParticipant({ room: id, title, participant, role }: Hello) {
      // What was kept under the other name stays kept; this page starts again as who we are now.
      rememberRoom({ id, title, participant, role, when: Date.now() });
      location.reload();
    },
    onLateRefusal: tellLateRefusal,
  });
  onCleanup(room.close);

  const journey = () => room.session.state()?.journey;
  const editable = () =>
    room.refusal() === undefined &&
    !room.newer() &&
    (room.role() === 'facilitator' || (room.role() === 'participant' && journey()?.locked !== true));
  const packedBefore = untrack(knownRooms).find(({ id }) => id === room.id)?.packing;
  const packingNow = createMemo(() => {
    const state = room.session.state();
    return state === null ? undefined : isPacking(state);
  });
  const newNotes = createMemo(() =>
    newNotesIn({ state: room.session.state(), role: room.role(), offline: room.offline(), packedBefore }),
  );
  const basket = createMemo(() =>
    newNotes() === 'basket' ? { open: (words: string) => basketDoor()?.open(words) } : undefined,
  );
  const newNotesKnown = () => newNotes() === 'board' || (newNotes() === 'basket' && basketDoor() !== null);
  const [board, setBoard] = createSignal<HTMLElement>();
  const door = createDoor();
  const [bars, setBars] = createSignal<HTMLElement>();
  keepClearOf('bars', door.board, bars, ({ bottom }) => ({ top: bottom }));

  /** Where this person may ask for cluster suggestions. */
  const askIn = () => (room.role() === 'facilitator' && !room.newer() ? room.id : undefined);

  const toBoard = () => {
    const open = door.board();
    if (open === undefined) board()?.focus();
    else open.takeFocus();
  };

  function tellKept() {
    if (room.refusal() !== undefined) return;
    tell(t('tasks.unfinishedTold', { heading: headingOfKept(room.session) }));
  }

  // What a viewer writes on the board reaches nobody: it goes on where it is kept.
  createEffect(
    on(room.role, (role) => {
      if (role === 'viewer') door.board()?.handOver();
    }),
  );
  // Who is put out in the middle of a sentence ends it beside what the page says then; loaded while there is a server to ask.
  const [refusal, setRefusal] = createSignal(room.refusal());
  createComputed(
    on(room.refusal, (why) => {
      if (why !== undefined) door.board()?.handOver();
      setRefusal(why);
    }),
  );
  const [WordsOutside, setWordsOutside] = createSignal<Component<{ removed: boolean }>>();
  void loadWordsOutside().then((part) => setWordsOutside(() => part.default));

  // Who was taken out is in again as soon as somebody lets them, with all that they were writing.
  async function askAgain() {
    const answer = await enterRoom(props.entry.room, undefined);
    if (answer.ok && room.refusal() !== undefined) room.comeBack();
  }
  createEffect(() => {
    const why = room.refusal();
    const again = why === undefined ? null : againMs(why);
    if (again === null) return;
    const asking = setInterval(() => void askAgain(), again);
    onCleanup(() => clearInterval(asking));
  });

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
  // Who writes under a promise that ends, or begins, is told so.
  createEffect(
    on(
      () => journey()?.anonymous,
      (now, before) => {
        if (now !== undefined && before !== undefined && now !== before) {
          tell(t(now ? 'session.nameless' : 'session.named'));
        }
      },
    ),
  );
  // What one may do from now on is told by whoever gave the role, and by nothing on the screen that everybody would notice.
  createEffect(on(room.role, (now) => tell(t(`session.role_${now}`)), { defer: true }));
  createEffect(() => {
    if (passFor(room.id) !== undefined) untrack(() => tell(t('room.noCookies')));
  });
  createEffect(() => {
    if (!room.halfWritten.isKept()) refuse(t('room.wordsNotKept'));
  });
  createEffect(() => {
    const title = room.title();
    document.title = `${title || t('home.untitled')} · ${t('app.name')}`;
    const packing = packingNow() ?? packedBefore;
    const known = { id: room.id, title, participant: room.me, role: room.role(), when: Date.now() };
    rememberRoom(packing === undefined ? known : { ...known, packing });
  });

  return (
    <Show
      when={refusal() === undefined}
      fallback={
        <WrongPage wrong={refusal() ?? 'failed'} onTryAgain={askAgain}>
          <SessionContext.Provider value={room.session}>
            <HalfWrittenContext.Provider value={room.halfWritten}>
              <Dynamic component={WordsOutside()} removed={refusal() === 'removed'} />
            </HalfWrittenContext.Provider>
          </SessionContext.Provider>
        </WrongPage>
      }
    >
      <SessionContext.Provider value={room.session}>
        <HalfWrittenContext.Provider value={room.halfWritten}>
          <PeopleContext.Provider value={room.people}>
            <DoorContext.Provider value={door}>
              <div class="room">
                <button type="button" class="skip button" onClick={toBoard}>
                  {t('room.skipToBoard')}
                </button>
                <div class="room-over" ref={setBars}>
                  <header class="room-bar">
                    <div class="room-bar-left panel">
                      <RoomTitle title={room.title()} editable={editable()} onChange={room.setTitle} />
                      <SavedState word={room.savedWord()} />
                    </div>
                    <div class="room-middle">
                      <PhaseBar room={room.id} notes={() => noteEntries(room.doc)} />
                      <FacilitatorPanel />
                      <LockedSign newer={room.newer()} />
                      <Attention />
                    </div>
                    <div class="room-bar-right panel">
                      <Faces people={room.people} me={room.me} />
                      <ShareButton room={room.id} title={room.title()} tokens={room.tokens()} />
                      <HarvestLink room={room.id} />
                      <Settings />
                    </div>
                  </header>
                  <StaleSignOfRoom />
                  {/* Not before it is known what goes on: the sheet of a phase may be what asks. */}
                  <Show when={!isAsked() && journey() !== undefined}>
                    <NameCard me={room.me} onGone={toBoard} />
                  </Show>
                </div>
                <main class="room-board" ref={setBoard} tabindex="-1" aria-label={t('room.board')}>
                  <Board
                    doc={room.doc}
                    awareness={room.awareness}
                    laidUnder={room.laidUnder}
                    room={room.id}
                    me={room.me}
                    editable={editable()}
                    anonymous={journey()?.anonymous !== false}
                    nowMs={room.session.nowMs}
                    ready={room.ready()}
                    nameOf={room.people.nameOf}
                    followNames={room.people.followNames}
                    forNote={(note) => <SpotlightButton note={note} />}
                    announce={announce}
                    refuse={refuse}
                    keepWords={(purpose, words) => {
                      room.halfWritten.putBack(purpose, words, '');
                      tellKept();
                    }}
                    tellKept={tellKept}
                    writeAsAnother={room.writeAsAnother}
                    basket={basket()}
                    newNotesKnown={newNotesKnown()}
                    over={(beneath) => suggestionsOver(beneath, askIn)}
                  />
                </main>
                <TaskSheet />
              </div>
            </DoorContext.Provider>
          </PeopleContext.Provider>
        </HalfWrittenContext.Provider>
      </SessionContext.Provider>
    </Show>
  );
}

/** Unless what there is to do has somebody already. */
function startAtTitle(): void {
  if (document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>('.room-bar h1')?.focus({ preventScroll: true });
}
