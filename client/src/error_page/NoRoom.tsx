// The page for when there is no room to show, by why there is none.

import { lazy, Show, Suspense } from 'solid-js';
import { withTexts } from '../i18n';
import { patiently } from '../stale/stale';
import { ErrorPage, type ErrorPageProps } from './ErrorPage';
import { KNOCK_TEXTS } from './text/knock_texts';

/** Not with the first load: hardly anybody sees it. */
const TakenAway = lazy(
  withTexts(
    KNOCK_TEXTS,
    patiently(() => import('./TakenAway')),
  ),
);

export function NoRoom(props: ErrorPageProps) {
  return (
    <Show when={props.wrong === 'takenAway'} fallback={<ErrorPage {...props} />}>
      <Suspense>
        <TakenAway {...props} />
      </Suspense>
    </Show>
  );
}
