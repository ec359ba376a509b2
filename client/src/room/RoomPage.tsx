// A room's page: asks to be let in, then shows the room, or says why not and what to do.

import { createResource, createSignal, Match, onCleanup, Show, Switch } from 'solid-js';
import { knownRooms, rememberRoom } from '../home/known_rooms';
import { t } from '../i18n';
import type { RoomId } from '../protocol/session';
import { WrongPage } from '../wrong/WrongPage';
import { roomAddress } from './address';
import { enterRoom, type Wrong } from './api';
import type { RoomEntry } from './open_room';
import { Room } from './Room';

/** How long to wait before asking a silent server again. */
const RETRY_MS = 3_000;

export function RoomPage(props: { room: RoomId; secret: string | undefined }) {
  const [wrong, setWrong] = createSignal<Wrong>();
  const [entry, { refetch }] = createResource(enter);
  let retry: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(retry));

  // The same room's link with another secret, put into the address bar of the same page.
  const onHashChange = () => location.reload();
  addEventListener('hashchange', onHashChange);
  onCleanup(() => removeEventListener('hashchange', onHashChange));

  async function enter(): Promise<RoomEntry | undefined> {
    let answer = await enterRoom(props.room, props.secret);
    // An old link in a browser that is let in anyway: the cookie of the last time does.
    if (!answer.ok && answer.wrong === 'forbidden' && props.secret !== undefined) {
      answer = await enterRoom(props.room, undefined);
    }
    if (answer.ok) {
      setWrong(undefined);
      const { room, title, participant, role } = answer.value;
      // The secret did its work: it shall not stand in the address bar, in history or on a projector.
      history.replaceState(null, '', roomAddress(props.room, document.baseURI));
      rememberRoom({ id: room, title, participant, role, when: Date.now() });
      return { room, title, participant, role };
    }
    if (answer.wrong === 'unreachable') {
      const known = knownRooms().find(({ id }) => id === props.room);
      // What this browser kept can be worked on meanwhile; the line goes on trying.
      if (known !== undefined && props.secret === undefined) return { room: known.id, ...known };
      retry = setTimeout(() => void refetch(), RETRY_MS);
    }
    setWrong(answer.wrong);
    return undefined;
  }

  return (
    <Switch>
      <Match when={entry.latest}>
        {(known) => (
          <Show when={known().participant} keyed>
            <Room entry={known()} />
          </Show>
        )}
      </Match>
      <Match when={wrong()}>{(what) => <WrongPage wrong={what()} onTryAgain={() => void refetch()} />}</Match>
      <Match when={entry.loading}>
        <main class="room-opening">
          <h1>{t('room.opening')}</h1>
        </main>
      </Match>
    </Switch>
  );
}
