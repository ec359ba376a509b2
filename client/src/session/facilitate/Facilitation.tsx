// All that only facilitators see: the bar with the next step, and the panel at the side.

import './facilitate.css';
import Route from 'lucide-solid/icons/route';
import { createMemo, onCleanup, Show } from 'solid-js';
import { Portal } from 'solid-js/web';
import { t } from '../../i18n';
import { usePeople } from '../../people/people_around';
import { closeSide, offerSide, openSide, side, sidePlace } from '../../side/side';
import { countedHere } from '../present';
import { isInside, type SessionState, useSession } from '../session';
import { stripPlace } from '../strip_place';
import { setTab } from '../workshop_tab';
import { Controls } from './Controls';
import { deedsIn } from './deeds';
import { type Opening, openingSeen } from './newcomers';
import { Turns } from './Turns';
import { tellOfKnocking } from './tell_of_knocking';
import { tellOfOffers } from './tell_of_offers';
import { Workshop } from './Workshop';

export default function Facilitation() {
  const session = useSession();
  const people = usePeople();
  const deeds = deedsIn(session);
  /** What is counted is told of those who are here. */
  const counted = createMemo(() => {
    const state = session.state();
    return state === null ? null : { ...state, progress: countedHere(state, people.isHere) };
  });
  /** Watched also while nobody looks at the vote: who was there when it was opened is told no more later. */
  const opening = createMemo<Opening | null>((before) => {
    const state = session.state();
    return state === null ? before : openingSeen(before, state);
  }, null);
  tellOfKnocking(session, deeds);
  tellOfOffers(session);
  const waiting = () => {
    const state = session.state();
    const hands = state?.people.filter((person) => person.hand && isInside(person)).length ?? 0;
    const offers = state?.offers.length ?? 0;
    const knocking = session.knocking().length;
    return [
      hands > 0 && t('facilitation.hands', { count: hands }),
      offers > 0 && t('planning.offers', { count: offers }),
      knocking > 0 && t('peopleTab.waitAtDoor', { count: knocking }),
    ].filter((words) => words !== false);
  };
  offerSide('workshop', {
    icon: Route,
    name: () => t('facilitation.panelOpen'),
    word: () => t('facilitation.workshop'),
    waits: () => waiting().join(', '),
    open() {
      if (session.knocking().length > 0) setTab('people');
      openSide('workshop');
    },
  });
  onCleanup(() => closeSide('workshop'));
  return (
    <Show when={counted()}>
      {(state: () => SessionState) => (
        <>
          <Controls state={state()} deeds={deeds} />
          <Show when={state().journey.turn !== null && stripPlace()}>
            {(place) => (
              <Portal mount={place()}>
                <Turns state={state()} deeds={deeds} />
              </Portal>
            )}
          </Show>
          <Show when={side() === 'workshop' && sidePlace()}>
            {(place) => (
              <Portal mount={place()}>
                <Workshop
                  state={state()}
                  opening={opening()}
                  deeds={deeds}
                  onClose={() => closeSide('workshop')}
                />
              </Portal>
            )}
          </Show>
        </>
      )}
    </Show>
  );
}
