// The harvest's page: lets its reader in, fetches the harvest, and says when it was gathered.

import Printer from 'lucide-solid/icons/printer';
import RefreshCw from 'lucide-solid/icons/refresh-cw';
import { createSignal, ErrorBoundary, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { fetchTexts, language, t } from '../i18n';
import type { Harvest } from '../protocol/harvest';
import type { RoomId, Tokens } from '../protocol/session';
import { harvestAddress, harvestLink, roomAddress } from '../room/address';
import { enterRoom, type Wrong } from '../room/api';
import { againMs, askToEnter } from '../room/let_in';
import { follow, inheritPass, readdress } from '../room/pass';
import { Settings } from '../settings/Settings';
import { LinkRow } from '../share/LinkRow';
import { WrongPage } from '../wrong/WrongPage';
import { Downloads, Progress } from './Downloads';
import { Outcome } from './Outcome';
import { type Received, receive } from './receive';
import { HARVEST_TEXTS } from './text/harvest_texts';
import { say, sayIn } from './text/say';
import '../share/share.css';
import './harvest.css';

/** A harvest as it was at some moment. */
interface Gathered {
  readonly harvest: Harvest;
  /** When it came, ms since 1970. */
  readonly atMs: number;
}

const NOTHING_YET: Received = { done: 0, total: null };

export default function HarvestPage(props: { room: RoomId; secret: string | undefined }) {
  inheritPass(props.room);
  const [gathered, setGathered] = createSignal<Gathered>();
  const [wrong, setWrong] = createSignal<Wrong>();
  const [received, setReceived] = createSignal<Received>();
  const [tokens, setTokens] = createSignal<Tokens>({});
  const [said, setSaid] = createSignal('');
  const stop = new AbortController();
  let retry: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => {
    stop.abort();
    clearTimeout(retry);
  });

  // The same page's link with another secret, put into the address bar.
  const onHashChange = () => location.reload();
  addEventListener('hashchange', onHashChange);
  onCleanup(() => removeEventListener('hashchange', onHashChange));

  onMount(open);

  async function open() {
    clearTimeout(retry);
    const why = await letInAndFetch();
    if (stop.signal.aborted) return;
    setWrong(why);
    const again = why === undefined ? null : againMs(why);
    if (again !== null) retry = setTimeout(() => void open(), again);
  }

  /** What went wrong, if something did. */
  async function letInAndFetch(): Promise<Wrong | undefined> {
    const entry = await askToEnter(props.room, props.secret, enterRoom);
    if (!entry.ok) return entry.wrong;
    // The secret did its work: it shall not stand in the address bar, in history or on a projector.
    readdress(props.room, harvestAddress(props.room, document.baseURI));
    setTokens(entry.value.tokens);
    return fetchHarvest();
  }

  /** Fetches the harvest as it is now; what went wrong, if something did. */
  async function fetchHarvest(): Promise<Wrong | undefined> {
    setReceived(NOTHING_YET);
    const whole = await receive(props.room, `api/rooms/${props.room}/harvest.json`, setReceived, stop.signal);
    setReceived(undefined);
    if (!whole.ok) return whole.wrong === 'stopped' ? undefined : whole.wrong;
    const harvest = await whole.file
      .text()
      .then((text) => JSON.parse(text) as Harvest)
      .catch(() => null);
    if (harvest === null) return 'between';
    // It is told in the room's language, whatever its reader's.
    const isSpoken = await fetchTexts(HARVEST_TEXTS, harvest.language).then(
      () => true,
      () => false,
    );
    if (!isSpoken) return 'unreachable';
    setGathered({ harvest, atMs: Date.now() });
    const title = harvest.title || sayIn(harvest.language, 'untitled');
    document.title = `${sayIn(harvest.language, 'heading', { title })} · ${t('app.name')}`;
    return undefined;
  }

  async function refresh() {
    if (received() !== undefined) return;
    setSaid('');
    const why = await fetchHarvest();
    setSaid(say(why === undefined ? 'refreshed' : 'refreshFailed'));
  }

  const when = (atMs: number) =>
    new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeStyle: 'short' }).format(atMs);

  return (
    <ErrorBoundary fallback={<WrongPage wrong="failed" onTryAgain={() => location.reload()} />}>
      <Switch>
        <Match when={gathered()}>
          {(now) => (
            <div class="harvest">
              <header class="harvest-top">
                <a
                  class="button"
                  href={roomAddress(props.room, document.baseURI)}
                  onClick={(event) => follow(event, props.room)}
                >
                  {say('toRoom')}
                </a>
                <p class="harvest-when">{say('gatheredAt', { when: when(now().atMs) })}</p>
                <button
                  type="button"
                  class="button"
                  aria-disabled={received() !== undefined}
                  onClick={() => void refresh()}
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
                  {said()}
                </p>
              </header>
              <main>
                <Outcome harvest={now().harvest} />
              </main>
              <aside class="harvest-along panel" aria-label={say('takeAlong')}>
                <Downloads room={props.room} spoken={now().harvest.language} />
                <Show when={tokens().view}>
                  {(secret) => (
                    <LinkRow
                      name={say('share')}
                      hint={say('shareHint')}
                      link={harvestLink(props.room, secret(), document.baseURI)}
                      title={now().harvest.title}
                    />
                  )}
                </Show>
              </aside>
            </div>
          )}
        </Match>
        <Match when={wrong()}>{(why) => <WrongPage wrong={why()} onTryAgain={() => void open()} />}</Match>
        <Match when={true}>
          <main class="harvest-opening">
            <h1>{say('opening')}</h1>
            <Show when={received()}>{(now) => <Progress name={say('name')} received={now()} />}</Show>
          </main>
        </Match>
      </Switch>
    </ErrorBoundary>
  );
}
