// What stands in the menu of a room.

import CircleHelp from 'lucide-solid/icons/circle-question-mark';
import House from 'lucide-solid/icons/house';
import { createSignal, For, Show, Suspense } from 'solid-js';
import { Dynamic, Portal } from 'solid-js/web';
import { homeAddress } from '../entering/address';
import { HarvestLink } from '../harvest/HarvestLink';
import { t } from '../i18n';
import { actsOf, type LifeAct } from '../life/acts';
import { LifeDialog, LifeWays } from '../life/parts';
import { toldAgain } from '../session/told_again';
import { Choices } from '../settings/Choices';
import { offered } from '../side/side';
import type { InMenu } from './in_menu';

export default function MenuWays(props: InMenu & { onClose(): void }) {
  const [act, setAct] = createSignal<LifeAct>();
  const acts = () => actsOf(props.open.ownRole(), props.open.archived());
  return (
    <>
      <Show when={props.title}>{(title) => <div class="room-menu-title">{title()()}</div>}</Show>
      <div class="room-menu-ways">
        <Show when={toldAgain()}>
          {(tell) => (
            <button
              type="button"
              class="button room-menu-way"
              onClick={() => {
                props.onClose();
                tell()();
              }}
            >
              <CircleHelp size={20} aria-hidden="true" />
              <span>{t('session.instructions')}</span>
            </button>
          )}
        </Show>
        <Show when={props.share}>{(share) => share()()}</Show>
        <For each={offered()}>
          {([, face]) => (
            <button
              type="button"
              class="button room-menu-way"
              aria-label={[face.name(), face.waits?.()].filter(Boolean).join(', ')}
              onClick={() => {
                props.onClose();
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
        <HarvestLink room={props.room} />
        <Show when={acts().length > 0}>
          <Suspense>
            <LifeWays
              acts={acts()}
              onAct={(next) => {
                props.onClose();
                setAct(next);
              }}
            />
          </Suspense>
        </Show>
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
      {/* The menu closes under it. */}
      <Show when={act()}>
        {(now) => (
          <Portal>
            <Suspense>
              <LifeDialog
                room={props.room}
                title={props.open.title()}
                act={now()}
                onRenewed={(link) => {
                  // Its own line was closed with the old link: the page comes back by the pass that came with the new one.
                  if (link === 'facilitate') location.reload();
                }}
                onClose={() => setAct(undefined)}
              />
            </Suspense>
          </Portal>
        )}
      </Show>
    </>
  );
}
