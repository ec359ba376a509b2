// The menu of a room: what one wants now and then, and what has no place in a narrow bar.

import './menu.css';
import Ellipsis from 'lucide-solid/icons/ellipsis';
import House from 'lucide-solid/icons/house';
import { createUniqueId, For, type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { homeAddress } from '../entering/address';
import { HarvestLink } from '../harvest/HarvestLink';
import { t } from '../i18n';
import { Choices } from '../settings/Choices';
import { offered } from '../side/side';
import type { Fit } from './fit_bar';
import type { OpenRoom } from './open_room';
import { TakenAwayMark, withTakenAway } from './taken_away_mark';

export function RoomMenu(props: {
  room: OpenRoom;
  fit: Fit;
  /** What is here because the bar is too narrow for it. */
  title: (() => JSX.Element) | undefined;
  share: (() => JSX.Element) | undefined;
}) {
  const menu = createUniqueId();
  let popover!: HTMLDivElement;
  const close = () => popover.hidePopover();
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
      <div id={menu} popover="auto" class="popover panel room-menu" role="dialog" aria-label={t('room.menu')} ref={popover}>
        <Show when={props.title}>
          {(title) => <div class="room-menu-title">{title()()}</div>}
        </Show>
        <div class="room-menu-ways">
          <Show when={props.share}>{(share) => share()()}</Show>
          <For each={offered()}>
            {([, face]) => (
              <button
                type="button"
                class="button room-menu-way"
                aria-label={[face.name(), face.waits?.()].filter(Boolean).join(', ')}
                onClick={() => {
                  close();
                  face.open();
                }}
              >
                <Dynamic component={face.icon} size={20} aria-hidden="true" />
                <span>{face.name()}</span>
                <Show when={face.waits?.()}>
                  <span class="side-mark" aria-hidden="true" />
                </Show>
              </button>
            )}
          </For>
          <HarvestLink room={props.room.id} />
          <a class="button room-menu-way" href={homeAddress(document.baseURI)}>
            <House size={20} aria-hidden="true" />
            <span>{t('room.toHome')}</span>
          </a>
        </div>
        <details class="room-menu-settings">
          <summary>{t('app.settings')}</summary>
          <div class="room-menu-choices">
            <Choices />
            <a href="licences" target="_blank" rel="noopener">
              {t('app.licences')}
            </a>
          </div>
        </details>
      </div>
    </div>
  );
}
