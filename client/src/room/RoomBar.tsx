// The bar over a room: its title and what is saved, what goes on in its session, who is here, and the ways out of it.

import { noteEntries } from '../board/document/maps';
import { HarvestLink } from '../harvest/HarvestLink';
import { Faces } from '../people/Faces';
import { Attention } from '../session/facilitate/Attention';
import { FacilitatorPanel } from '../session/facilitate/FacilitatorPanel';
import { LockedSign } from '../session/LockedSign';
import { PhaseBar } from '../session/PhaseBar';
import { Settings } from '../settings/Settings';
import { ShareButton } from '../share/Share';
import { HistoryButton } from './HistoryButton';
import type { OpenRoom } from './open_room';
import { RoomTitle } from './RoomTitle';
import { SavedState } from './SavedState';

export function RoomBar(props: { room: OpenRoom; editable: boolean }) {
  const { room } = props;
  return (
    <header class="room-bar">
      <div class="room-bar-left panel">
        <RoomTitle title={room.title()} editable={props.editable} onChange={room.setTitle} />
        <SavedState word={room.savedWord()} refused={room.session.refused()} />
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
        <HistoryButton />
        <Settings>
          <HistoryButton isInMenu />
        </Settings>
      </div>
    </header>
  );
}
