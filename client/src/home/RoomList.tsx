// The rooms this browser was in, last first, each with a way in and a way off the list.

import { Key } from '@solid-primitives/keyed';
import X from 'lucide-solid/icons/x';
import { createUniqueId, onMount, Show } from 'solid-js';
import { roomAddress } from '../entering/address';
import { forgetRoom, type KnownRoom, knownRooms, rememberRoom } from '../entering/known_rooms';
import { language, t } from '../i18n';
import { tell } from '../messages/messages';
import { agoText } from './ago';
import { forgetWholly, recall, sweep } from './forgotten';

export function RoomList() {
  const heading = createUniqueId();
  const titleOf = (room: KnownRoom) => room.title || t('app.untitled');

  // What was taken off the list on an earlier page cannot be put back any more.
  onMount(() => void sweep());

  function forget(room: KnownRoom) {
    forgetRoom(room.id);
    forgetWholly(room.id);
    tell(t('home.forgotten', { title: titleOf(room) }), {
      label: t('app.undo'),
      run: () => {
        recall(room.id);
        rememberRoom(room);
      },
    });
  }

  return (
    <Show when={knownRooms().length > 0}>
      <section class="home-rooms" data-focus-region aria-labelledby={heading}>
        <h2 id={heading} tabindex="-1">
          {t('home.rooms')}
        </h2>
        <ul>
          <Key each={knownRooms()} by="id">
            {(room) => (
              <li>
                <a href={roomAddress(room().id, document.baseURI)}>
                  <span class="home-room-title">{titleOf(room())}</span>
                  <span class="home-room-when">
                    {agoText(room().when, Date.now(), language()) ?? t('home.justNow')}
                  </span>
                </a>
                <button
                  type="button"
                  class="button button-icon"
                  aria-label={t('home.forget', { title: titleOf(room()) })}
                  title={t('home.forget', { title: titleOf(room()) })}
                  onClick={() => forget(room())}
                >
                  <X size={20} aria-hidden="true" />
                </button>
              </li>
            )}
          </Key>
        </ul>
      </section>
    </Show>
  );
}
