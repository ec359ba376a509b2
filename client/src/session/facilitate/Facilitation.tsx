// All that only facilitators see: the bar with the next step, and the panel at the side.

import './facilitate.css';
import { createMemo, onCleanup, Show } from 'solid-js';
import { usePeople } from '../../people/people_around';
import { closeSide, side } from '../../side/side';
import { countedHere } from '../present';
import { type SessionState, useSession } from '../session';
import { Controls } from './Controls';
import { deedsIn } from './deeds';
import { type Opening, openingSeen } from './newcomers';
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
  onCleanup(() => closeSide('workshop'));
  return (
    <Show when={counted()}>
      {(state: () => SessionState) => (
        <>
          <Controls state={state()} deeds={deeds} />
          <Show when={side() === 'workshop'}>
            <Workshop
              state={state()}
              opening={opening()}
              deeds={deeds}
              onClose={() => closeSide('workshop')}
            />
          </Show>
        </>
      )}
    </Show>
  );
}
