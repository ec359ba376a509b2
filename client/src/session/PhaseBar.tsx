// The bar of the phase, which comes with the first plan: an open board never needs it.

import { type Component, createEffect, createMemo, createRoot, createSignal, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { withTexts } from '../i18n';
import type { RoomId } from '../protocol/session';
import { patiently } from '../stale/stale';
import { useSession } from './session';
import { TOLD_TEXTS } from './text/told_texts';

interface PhaseBarProps {
  room: RoomId;
  /** Counts those on the board. */
  notes(): number;
}

const load = withTexts(
  TOLD_TEXTS,
  patiently(() => import('./PhaseAndClock')),
);

/** Once it is here it is there at once, also for whoever comes back into the room. */
const [bar, setBar] = createRoot(() => createSignal<Component<PhaseBarProps>>());

/** Nothing where there is no plan. */
export function PhaseBar(props: PhaseBarProps) {
  const session = useSession();
  const hasPlan = createMemo(() => (session.state()?.plan.length ?? 0) > 0);
  createEffect(() => {
    if (hasPlan() && bar() === undefined) void load().then((part) => setBar(() => part.default));
  });
  return (
    <Show when={hasPlan()}>
      <Dynamic component={bar()} {...props} />
    </Show>
  );
}
