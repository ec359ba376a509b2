// A room's page: asks to be let in, then shows the room, or says why not and what to do.

import {
  type Component,
  createEffect,
  createResource,
  createSignal,
  Match,
  onCleanup,
  Show,
  Switch,
  untrack,
} from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { roomAddress } from '../entering/address';
import { enterRoom, type Wrong } from '../entering/api';
import type { RoomEntry } from '../entering/entry';
import { knownRooms } from '../entering/known_rooms';
import { letIn, retryAfterMs, whoWasHere } from '../entering/let_in';
import { inheritPass, readdress } from '../entering/pass';
import { NoRoom } from '../error_page/NoRoom';
import { KNOCK_TEXTS } from '../error_page/text/knock_texts';
import { isWriting } from '../focus/writing';
import type { HalfWrittenStore } from '../half_written/half_written';
import { t, withTexts } from '../i18n';
import type { ParticipantId, RoomId } from '../protocol/session';
import { SHEET_TEXTS } from '../session/tasks/text/sheet_texts';
import { patiently } from '../stale/stale';
import { Room } from './Room';
import { halfWrittenIn } from './shown_room';

const loadKnock = withTexts(
  KNOCK_TEXTS,
  patiently(() => import('../error_page/Knock')),
);
const loadWords = withTexts(
  SHEET_TEXTS,
  patiently(() => import('./WordsOfBefore')),
);

export function RoomPage(props: { room: RoomId; secret: string | undefined }) {
  inheritPass(props.room);
  const known = () => knownRooms().find(({ id }) => id === props.room);
  const [wrong, setWrong] = createSignal<Wrong>();
  const [entry, { refetch }] = createResource(enter);
  let retry: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(retry));

  // The same room's link with another secret, put into the address bar of the same page.
  const onHashChange = () => location.reload();
  addEventListener('hashchange', onHashChange);
  onCleanup(() => removeEventListener('hashchange', onHashChange));

  async function enter(): Promise<RoomEntry | undefined> {
    const answer = await letIn(props.room, props.secret, known(), enterRoom);
    clearTimeout(retry);
    if (!answer.in) {
      setWrong(answer.wrong);
      const again = retryAfterMs(answer.wrong);
      if (again !== null) retry = setTimeout(() => void refetch(), again);
      return undefined;
    }
    if (!(wrong() !== undefined && isWriting())) setWrong(undefined);
    if (answer.sure) {
      // The secret did its work: it shall not stand in the address bar, in history or on a projector.
      readdress(props.room, roomAddress(props.room, document.baseURI));
    }
    return answer.entry;
  }

  const mayKnock = () => wrong() === 'forbidden' || wrong() === 'knockFirst';

  /** The words are the same ones inside: a page's own are told to no other store of its own. */
  let ofBefore: HalfWrittenStore | undefined;
  onCleanup(() => ofBefore?.close());
  function wordsOf(participant: ParticipantId): HalfWrittenStore {
    if (ofBefore?.me !== participant) {
      ofBefore?.close();
      ofBefore = halfWrittenIn(props.room, participant);
    }
    return ofBefore;
  }
  function withWords(entry: RoomEntry): RoomEntry {
    return ofBefore?.me === entry.participant ? { ...entry, halfWritten: ofBefore } : entry;
  }

  // Whoever is in the middle of a sentence writes on where they are until the room has a field for it.
  return (
    <>
      <Show when={entry.latest}>
        {(known) => (
          <Show when={known().participant} keyed>
            <Room
              entry={withWords(known())}
              onFields={untrack(wrong) === undefined ? undefined : () => setWrong(undefined)}
            />
          </Show>
        )}
      </Show>
      <Switch>
        <Match when={wrong()}>
          {(what) => (
            <Page
              room={props.room}
              wrong={what()}
              mayKnock={mayKnock()}
              onTryAgain={async () => (await refetch()) !== undefined}
              onIn={() => void refetch()}
              onWrong={(now) => setWrong(now)}
            >
              <Show when={whoWasHere(what(), props.secret, known())} keyed>
                {(participant) => <Words halfWritten={wordsOf(participant)} />}
              </Show>
            </Page>
          )}
        </Match>
        <Match when={entry.latest === undefined && entry.loading}>
          <main class="room-opening">
            <h1>{t('room.opening')}</h1>
          </main>
        </Match>
      </Switch>
    </>
  );
}

type PageProps = Parameters<typeof import('../error_page/Knock').default>[0];

/** Why there is no room to show; where somebody may knock, with what they knock by as soon as that is here. */
function Page(props: PageProps & { mayKnock: boolean }) {
  const [knock, setKnock] = createSignal<Component<PageProps>>();
  createEffect(() => {
    if (props.mayKnock && knock() === undefined)
      void loadKnock().then((part) => setKnock(() => part.default));
  });
  return (
    <Show
      when={props.mayKnock && knock()}
      fallback={
        <NoRoom wrong={props.wrong} room={props.room} onTryAgain={props.onTryAgain}>
          {props.children}
        </NoRoom>
      }
    >
      <Dynamic component={knock()} {...props} />
    </Show>
  );
}

/** Loaded where there is no room to show: nobody else needs it. */
function Words(props: { halfWritten: HalfWrittenStore }) {
  const [words, setWords] = createSignal<Component<typeof props>>();
  void loadWords().then((part) => setWords(() => part.default));
  return <Dynamic component={words()} {...props} />;
}
