// All that only facilitators see: the bar with the next step, and the panel at the side.

import './facilitate.css';
import { onCleanup, Show } from 'solid-js';
import { closeSide, side } from '../../side/side';
import { type SessionState, useSession } from '../session';
import { Controls } from './Controls';
import { deedsIn } from './deeds';
import { Workshop } from './Workshop';

export default function Facilitation() {
  const session = useSession();
  const deeds = deedsIn(session);
  onCleanup(() => closeSide('workshop'));
  return (
    <Show when={session.state()}>
      {(state: () => SessionState) => (
        <>
          <Controls state={state()} deeds={deeds} />
          <Show when={side() === 'workshop'}>
            <Workshop state={state()} deeds={deeds} onClose={() => closeSide('workshop')} />
          </Show>
        </>
      )}
    </Show>
  );
}
