// The facilitator's bar and panel, fetched when somebody facilitates.

import { lazy, Show, Suspense } from 'solid-js';
import { withTexts } from '../../i18n';
import { patiently } from '../../stale/stale';
import { useSession } from '../session';
import { SHEET_TEXTS } from '../tasks/text/sheet_texts';
import { PANEL_TEXTS } from './text/panel_texts';

const Facilitation = lazy(
  withTexts(
    PANEL_TEXTS,
    // What is being written in the plan is listed as the tasks list it.
    withTexts(
      SHEET_TEXTS,
      patiently(() => import('./Facilitation')),
    ),
  ),
);

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
