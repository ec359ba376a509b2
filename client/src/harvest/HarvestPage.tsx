// The harvest's page: what a room's people gathered, when that was, and the ways to take it along.

import Printer from 'lucide-solid/icons/printer';
import RefreshCw from 'lucide-solid/icons/refresh-cw';
import { ErrorBoundary, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { harvestLink, roomAddress } from '../entering/address';
import { follow, inheritPass } from '../entering/pass';
import { ErrorPage } from '../error_page/ErrorPage';
import { language } from '../i18n';
import type { Harvest } from '../protocol/harvest';
import type { RoomId } from '../protocol/session';
import Settings from '../settings/Settings';
import { LinkRow } from '../share/LinkRow';
import { Downloads, Progress } from './Downloads';
import { createFetching, type HarvestFetching } from './fetching';
import { Outcome } from './Outcome';
import { say } from './text/say';
import '../share/share.css';
import './harvest.css';

export default function HarvestPage(props: { room: RoomId; secret: string | undefined }) {
  inheritPass(props.room);
  const fetching = createFetching(props);

  // The same page's link with another secret, put into the address bar.
  const onHashChange = () => location.reload();
  addEventListener('hashchange', onHashChange);
  onCleanup(() => removeEventListener('hashchange', onHashChange));

  onMount(fetching.open);

  return (
    <ErrorBoundary fallback={<ErrorPage wrong="failed" onTryAgain={() => location.reload()} />}>
      <Switch>
        <Match when={fetching.fetched()}>
          {(now) => (
            <div class="harvest">
              <Top room={props.room} fetching={fetching} atMs={now().atMs} />
              <main>
                <Outcome harvest={now().harvest} />
              </main>
              <Along room={props.room} harvest={now().harvest} viewSecret={fetching.tokens().view} />
            </div>
          )}
        </Match>
        <Match when={fetching.wrong()}>
          {(why) => <ErrorPage wrong={why()} onTryAgain={() => void fetching.open()} />}
        </Match>
        <Match when={true}>
          <main class="harvest-opening">
            <h1>{say('opening')}</h1>
            <Show when={fetching.received()}>
              {(now) => <Progress name={say('name')} received={now()} />}
            </Show>
          </main>
        </Match>
      </Switch>
    </ErrorBoundary>
  );
}

/** The ways back and onward, and when all of it was fetched. */
function Top(props: { room: RoomId; fetching: HarvestFetching; atMs: number }) {
  const { fetching } = props;
  const when = (atMs: number) =>
    new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeStyle: 'short' }).format(atMs);
  return (
    <header class="harvest-top">
      <a
        class="button"
        href={roomAddress(props.room, document.baseURI)}
        onClick={(event) => follow(event, props.room)}
      >
        {say('toRoom')}
      </a>
      <p class="harvest-when">{say('fetchedAt', { when: when(props.atMs) })}</p>
      <button
        type="button"
        class="button"
        aria-disabled={fetching.received() !== undefined}
        onClick={() => void fetching.refresh()}
      >
        <RefreshCw size={20} aria-hidden="true" />
        {say('refresh')}
      </button>
      <button type="button" class="button" onClick={() => print()}>
        <Printer size={20} aria-hidden="true" />
        {say('print')}
      </button>
      <Settings />
      <p role="status" class="harvest-said">
        {fetching.said()}
      </p>
    </header>
  );
}

/** The harvest to be taken along: as files, and as a link for others to read it. */
function Along(props: { room: RoomId; harvest: Harvest; viewSecret: string | undefined }) {
  return (
    <aside class="harvest-along panel" aria-label={say('takeAlong')}>
      <Downloads room={props.room} spoken={props.harvest.language} />
      <Show when={props.viewSecret}>
        {(secret) => (
          <LinkRow
            name={say('share')}
            hint={say('shareHint')}
            link={harvestLink(props.room, secret(), document.baseURI)}
            title={props.harvest.title}
          />
        )}
      </Show>
    </aside>
  );
}
