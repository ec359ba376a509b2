// Which page stands at this address.

import { createSignal, lazy, Match, onCleanup, Show, Suspense, Switch } from 'solid-js';
import { type PageAddress, readAddress, roomLink } from './entering/address';
import { ErrorPage } from './error_page/ErrorPage';
import { PageBoundary } from './error_page/PageBoundary';
import { HARVEST_TEXTS } from './harvest/text/harvest_texts';
import { HOME_TEXTS } from './home/text/home_texts';
import { withTexts } from './i18n';
import { Messages } from './messages/Messages';
import { StaleSign } from './messages/StaleSign';
import type { RoomId } from './protocol/session';
import { RoomPage } from './room/RoomPage';
import { patiently } from './stale/stale';

/** Who comes by a link, as most do, never sees it. */
const loadHome = withTexts(
  HOME_TEXTS,
  patiently(() => import('./home/Home')),
);
const Home = lazy(loadHome);

/** Read by some and once: it is no part of the first load. */
const HarvestPage = lazy(
  withTexts(
    HARVEST_TEXTS,
    patiently(() => import('./harvest/HarvestPage')),
  ),
);

/** Asks for what the address needs beside the first load, while the texts are on their way. */
export function fetchPlace(): void {
  if (here().page === 'home') void loadHome();
}

export function App() {
  const [place, setPlace] = createSignal(here());
  const onPopState = () => {
    const next = here();
    // A fragment that changed in the same room is the room page's business.
    if (!isSameRoom(place(), next)) setPlace(next);
  };
  addEventListener('popstate', onPopState);
  onCleanup(() => removeEventListener('popstate', onPopState));

  function goToRoom(room: RoomId, kind: 'facilitate' | 'join', secret: string) {
    history.pushState(null, '', roomLink(room, kind, secret, document.baseURI));
    setPlace(here());
  }

  const room = () => {
    const now = place();
    return now.page === 'room' ? now : undefined;
  };

  const harvest = () => {
    const now = place();
    return now.page === 'harvest' ? now : undefined;
  };

  return (
    <>
      <Switch fallback={<ErrorPage wrong="notFound" />}>
        <Match when={place().page === 'home'}>
          <Suspense>
            <PageBoundary>
              <Home
                onMade={(room, secret) => goToRoom(room, 'facilitate', secret)}
                onOpened={(room, secret) => goToRoom(room, 'join', secret)}
              />
            </PageBoundary>
          </Suspense>
        </Match>
        <Match when={room()}>
          {(now) => (
            <Show when={now().room} keyed>
              <PageBoundary>
                <RoomPage room={now().room} secret={now().secret} />
              </PageBoundary>
            </Show>
          )}
        </Match>
        <Match when={harvest()}>
          {(now) => (
            <Suspense>
              <Show when={now().room} keyed>
                <PageBoundary>
                  <HarvestPage room={now().room} secret={now().secret} />
                </PageBoundary>
              </Show>
            </Suspense>
          )}
        </Match>
      </Switch>
      <StaleSign />
      <Messages />
    </>
  );
}

function here(): PageAddress {
  return readAddress(location.href, document.baseURI);
}

function isSameRoom(one: PageAddress, other: PageAddress): boolean {
  return 'room' in one && 'room' in other && one.page === other.page && one.room === other.room;
}
