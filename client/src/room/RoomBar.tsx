// The bar of a room: its title and what is saved, what goes on in its session, who is here, and the ways out of it.

import './bar.css';
import ShoppingBasket from 'lucide-solid/icons/shopping-basket';
import { createSignal, Show } from 'solid-js';
import { noteEntries } from '../board/document/maps';
import { homeAddress } from '../entering/address';
import { t } from '../i18n';
import { Faces } from '../people/Faces';
import { FacilitatorPanel } from '../session/facilitate/FacilitatorPanel';
import { PhaseBar } from '../session/PhaseBar';
import { ShareButton } from '../share/Share';
import { createFit } from './fit_bar';
import type { OpenRoom } from './open_room';
import { RoomMenu } from './RoomMenu';
import { RoomTitle } from './RoomTitle';
import { SavedState } from './SavedState';

export function RoomBar(props: { room: OpenRoom; editable: boolean }) {
  const { room } = props;
  const [bar, setBar] = createSignal<HTMLElement>();
  const fitting = createFit(bar);
  const hasPhase = () => (room.session.state()?.plan.length ?? 0) > 0;
  const isTitleInMenu = () => fitting() >= 4 && hasPhase();
  const title = () => <RoomTitle title={room.title()} editable={props.editable} onChange={room.setTitle} />;
  const share = () => (
    <ShareButton
      room={room.id}
      title={room.title()}
      tokens={room.tokens()}
      kept={room.session.kept()}
      door={room.session.state()?.journey.door ?? 'open'}
      facilitates={room.ownRole() === 'facilitator'}
    />
  );

  return (
    <header class="bar" ref={setBar}>
      <a
        class="button button-icon bar-home"
        href={homeAddress(document.baseURI)}
        aria-label={t('room.toHome')}
        title={t('room.toHome')}
      >
        <ShoppingBasket size={20} aria-hidden="true" />
      </a>
      <div class="bar-room">
        <div class="bar-title">
          {/* While it is in the menu, its width is still measured. */}
          <Show
            when={!isTitleInMenu()}
            fallback={
              <span class="room-title bar-ghost" aria-hidden="true">
                {room.title() || t('app.untitled')}
              </span>
            }
          >
            {title()}
          </Show>
        </div>
        <SavedState word={room.savedWord()} refused={room.session.refused()} />
      </div>
      <Show when={hasPhase()}>
        <span class="bar-line" />
      </Show>
      <PhaseBar room={room.id} notes={() => noteEntries(room.doc)} />
      <FacilitatorPanel />
      <span class="bar-gap" />
      <Faces people={room.people} me={room.me} />
      {share()}
      <RoomMenu
        room={room.id}
        open={room}
        title={isTitleInMenu() ? title : undefined}
        share={fitting() >= 5 && hasPhase() ? share : undefined}
      />
    </header>
  );
}
