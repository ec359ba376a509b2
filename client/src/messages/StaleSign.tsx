// Says that the page should be loaded anew, and does it when asked: never by itself, for somebody may be writing.

import RefreshCw from 'lucide-solid/icons/refresh-cw';
import { createSignal, onCleanup, Show } from 'solid-js';
import { t } from '../i18n';
import { stale } from '../stale/stale';
import './stale.css';

/** Rooms that are shown: each has a place for it among its bars. */
const [rooms, setRooms] = createSignal(0);

/** Whether a room is shown: what is told in passing has its place in its bar. */
export const isRoomShown = () => rooms() > 0;

/** Where no room is shown. */
export function StaleSign() {
  return (
    <Show when={rooms() === 0}>
      <Sign />
    </Show>
  );
}

/** Among a room's bars. */
export function StaleSignOfRoom() {
  setRooms((count) => count + 1);
  onCleanup(() => setRooms((count) => count - 1));
  return <Sign />;
}

function Sign() {
  return (
    <div class="stale-place" role="status">
      <Show when={stale()}>
        {(why) => (
          <p class="strip-line stale-sign" data-why={why()}>
            <RefreshCw size={18} aria-hidden="true" />
            <span>{t(`stale.${why()}`)}</span>
            <button type="button" class="button button-primary" onClick={() => location.reload()}>
              {t('stale.reload')}
            </button>
          </p>
        )}
      </Show>
    </div>
  );
}
