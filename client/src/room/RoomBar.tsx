// The bar over a room: its title and what is saved, what goes on in its session, who is here, and the ways out of it.

import { lazy, Suspense } from 'solid-js';
import { noteEntries } from '../board/document/maps';
import { HarvestLink } from '../harvest/HarvestLink';
import { t, withTexts } from '../i18n';
import { createMatches } from '../look/media';
import { Faces } from '../people/Faces';
import { Attention } from '../session/facilitate/Attention';
import { FacilitatorPanel } from '../session/facilitate/FacilitatorPanel';
import { PhaseBar } from '../session/PhaseBar';
import { SIGN_TEXTS } from '../session/text/sign_texts';
import { Settings } from '../settings/Settings';
import { ShareButton } from '../share/Share';
import { patiently } from '../stale/stale';
import { HISTORY_IN_MENU, HistoryButton, TakenAwayMark, withTakenAway } from './HistoryButton';
import type { OpenRoom } from './open_room';
import { RoomTitle } from './RoomTitle';
import { SavedState } from './SavedState';

const RightsSign = lazy(
  withTexts(
    SIGN_TEXTS,
    patiently(() => import('../session/RightsSign')),
  ),
);

export function RoomBar(props: { room: OpenRoom; editable: boolean }) {
  const { room } = props;
  const isInMenu = createMatches(HISTORY_IN_MENU);
  const settings = () => (isInMenu() ? withTakenAway(t('app.settings')) : t('app.settings'));
  return (
    <header class="room-bar">
      <div class="room-bar-left panel">
        <RoomTitle title={room.title()} editable={props.editable} onChange={room.setTitle} />
        <SavedState word={room.savedWord()} refused={room.session.refused()} />
      </div>
      <div class="room-middle">
        <PhaseBar room={room.id} notes={() => noteEntries(room.doc)} />
        <FacilitatorPanel />
        {/* There before its words are: so they are heard when they come. */}
        <div class="rights-place" role="status">
          <Suspense>
            <RightsSign newer={room.newer()} />
          </Suspense>
        </div>
        <Attention />
      </div>
      <div class="room-bar-right panel">
        <Faces people={room.people} me={room.me} />
        <ShareButton
          room={room.id}
          title={room.title()}
          tokens={room.tokens()}
          kept={room.session.kept()}
          door={room.session.state()?.journey.door ?? 'open'}
        />
        <HarvestLink room={room.id} />
        <HistoryButton />
        <Settings name={settings()} mark={<TakenAwayMark />}>
          <HistoryButton isInMenu />
        </Settings>
      </div>
    </header>
  );
}
