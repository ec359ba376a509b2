// The menu of a room: what one wants now and then, and what has no place in a narrow bar.

import './menu.css';
import Ellipsis from 'lucide-solid/icons/ellipsis';
import { createUniqueId, lazy, Show, Suspense } from 'solid-js';
import { t } from '../i18n';
import { offered } from '../side/side';
import { patiently } from '../stale/stale';
import type { InMenu } from './in_menu';
import { TakenAwayMark, withTakenAway } from './taken_away_mark';

/** Not with the first load, and there without a network too. */
const load = patiently(() => import('./MenuWays'));
const MenuWays = lazy(load);

export function RoomMenu(props: InMenu) {
  const menu = createUniqueId();
  let popover!: HTMLDivElement;
  const waits = () =>
    offered()
      .map(([, face]) => face.waits?.() ?? '')
      .filter((words) => words !== '');
  return (
    <div class="bar-menu">
      <button
        type="button"
        class="button button-icon"
        popovertarget={menu}
        aria-label={[withTakenAway(t('room.menu')), ...waits()].join(', ')}
        title={t('room.menu')}
      >
        <Ellipsis size={20} aria-hidden="true" />
        <TakenAwayMark />
        <Show when={waits().length > 0}>
          <span class="taken-away-mark" aria-hidden="true" />
        </Show>
      </button>
      <div
        id={menu}
        popover="auto"
        class="popover panel room-menu"
        role="dialog"
        aria-label={t('room.menu')}
        ref={popover}
      >
        <Suspense>
          <MenuWays {...props} onClose={() => popover.hidePopover()} />
        </Suspense>
      </div>
    </div>
  );
}
