// Fetches what a harvest's page shows: lets its reader in, brings the harvest, and brings it anew.

import { createSignal, onCleanup } from 'solid-js';
import { harvestAddress } from '../entering/address';
import { enterRoom, type Wrong } from '../entering/api';
import { askToEnter, retryAfterMs } from '../entering/let_in';
import { readdress } from '../entering/pass';
import { fetchTexts, t } from '../i18n';
import type { Harvest } from '../protocol/harvest';
import type { RoomId, Tokens } from '../protocol/session';
import { type Received, receive } from './receive';
import { HARVEST_TEXTS } from './text/harvest_texts';
import { say, sayIn } from './text/say';

/** A harvest as it was at some moment. */
interface Fetched {
  readonly harvest: Harvest;
  /** When it came, ms since 1970. */
  readonly atMs: number;
}

const NOTHING_YET: Received = { done: 0, total: null };

export type HarvestFetching = ReturnType<typeof createFetching>;

/** `page` says which room's harvest, and by which secret its reader comes in. */
export function createFetching(page: { readonly room: RoomId; readonly secret: string | undefined }) {
  const [fetched, setFetched] = createSignal<Fetched>();
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

  async function open() {
    clearTimeout(retry);
    const why = await letInAndFetch();
    if (stop.signal.aborted) return;
    setWrong(why);
    const again = why === undefined ? null : retryAfterMs(why);
    if (again !== null) retry = setTimeout(() => void open(), again);
  }

  /** What went wrong, if something did. */
  async function letInAndFetch(): Promise<Wrong | undefined> {
    const entry = await askToEnter(page.room, page.secret, enterRoom);
    if (!entry.ok) return entry.wrong;
    // The secret did its work: it shall not stand in the address bar, in history or on a projector.
    readdress(page.room, harvestAddress(page.room, document.baseURI));
    setTokens(entry.value.tokens);
    return fetchHarvest();
  }

  /** Fetches the harvest as it is now; what went wrong, if something did. */
  async function fetchHarvest(): Promise<Wrong | undefined> {
    setReceived(NOTHING_YET);
    const whole = await receive(page.room, `api/rooms/${page.room}/harvest.json`, setReceived, stop.signal);
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
    setFetched({ harvest, atMs: Date.now() });
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

  return {
    /** The harvest that was fetched last. */
    fetched,
    /** What went wrong, if something did. */
    wrong,
    /** How much of it came, while it is fetched. */
    received,
    /** Secrets of the links this person may pass on. */
    tokens,
    /** What became of fetching it anew. */
    said,
    open,
    refresh,
  };
}
