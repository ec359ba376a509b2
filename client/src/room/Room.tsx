// The room as people see it: the board, and above it the title, what is saved, who is here, and the link.

import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js';
import { Board } from '../board/Board';
import { HarvestLink } from '../harvest/HarvestLink';
import { rememberRoom } from '../home/known_rooms';
import { t } from '../i18n';
import { announce, refuse } from '../messages/messages';
import { Faces } from '../people/Faces';
import { isAsked, myName } from '../people/my_name';
import { NameCard } from '../people/NameCard';
import type { Hello } from '../protocol/session';
import { Settings } from '../settings/Settings';
import { ShareButton } from '../share/Share';
import { WrongPage } from '../wrong/WrongPage';
import { enterRoom } from './api';
import { openRoom, type RoomEntry } from './open_room';
import { RoomTitle } from './RoomTitle';
import { SavedState } from './SavedState';
import './room.css';

export function Room(props: { entry: RoomEntry }) {
  const room = openRoom(props.entry, {
    name: myName,
    async checkAccess() {
      const answer = await enterRoom(props.entry.room, undefined);
      if (answer.ok) return undefined;
      return answer.wrong === 'notFound' || answer.wrong === 'forbidden' ? answer.wrong : undefined;
    },
    tell: (news) => refuse(t(`room.${news}`)),
    onOtherParticipant({ room: id, title, participant, role }: Hello) {
      // What was kept under the other name stays kept; this page starts again as who we are now.
      rememberRoom({ id, title, participant, role, when: Date.now() });
      location.reload();
    },
  });
  onCleanup(room.close);

  const editable = () => room.role() !== 'viewer';
  const [board, setBoard] = createSignal<HTMLElement>();

  createEffect(on(myName, room.rename, { defer: true }));
  createEffect(() => {
    const title = room.title();
    document.title = `${title || t('home.untitled')} · ${t('app.name')}`;
    rememberRoom({ id: room.id, title, participant: room.me, role: room.role(), when: Date.now() });
  });

  return (
    <Show
      when={!room.refusal()}
      fallback={<WrongPage wrong={room.refusal() ?? 'failed'} onTryAgain={() => location.reload()} />}
    >
      <div class="room">
        <button type="button" class="skip button" onClick={() => board()?.focus()}>
          {t('room.skipToBoard')}
        </button>
        <div class="room-over">
          <header class="room-bar">
            <div class="room-bar-left panel">
              <RoomTitle title={room.title()} editable={editable()} onChange={room.setTitle} />
              <SavedState word={room.savedWord()} />
            </div>
            <div class="room-bar-right panel">
              <Faces people={room.people} me={room.me} />
              <ShareButton room={room.id} title={room.title()} tokens={room.tokens()} />
              <HarvestLink room={room.id} />
              <Settings />
            </div>
          </header>
          <Show when={!isAsked()}>
            <NameCard me={room.me} />
          </Show>
        </div>
        <main class="room-board" ref={setBoard} tabindex="-1" aria-label={t('room.board')}>
          <Board
            doc={room.doc}
            awareness={room.awareness}
            me={room.me}
            editable={editable()}
            ready={room.ready()}
            nameOf={room.people.nameOf}
            announce={announce}
            refuse={refuse}
          />
        </main>
      </div>
    </Show>
  );
}
