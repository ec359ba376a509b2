// The facilitator's bar and panel, fetched when somebody facilitates.

import { lazy, Show, Suspense } from 'solid-js';
import { patiently } from '../../stale/stale';
import { useSession } from '../session';

const Facilitation = lazy(patiently(() => import('./Facilitation')));

export function FacilitatorPanel() {
  const session = useSession();
  return (
    <Show when={session.role() === 'facilitator' && session.state() !== null}>
      <Suspense>
        <Facilitation />
      </Suspense>
    </Show>
  );
}
