// The line under a room's bar: what is to be known as long as it is so, and what is asked once. It has no height while there is nothing.

import './strip.css';
import CloudOff from 'lucide-solid/icons/cloud-off';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { type JSX, lazy, Show, Suspense } from 'solid-js';
import { t, withTexts } from '../i18n';
import { StaleSignOfRoom } from '../messages/StaleSign';
import { setStripPlace } from '../session/strip_place';
import { SIGN_TEXTS } from '../session/text/sign_texts';
import { patiently } from '../stale/stale';
import { isTrouble } from '../sync/saving';
import type { OpenRoom } from './open_room';

const RightsSign = lazy(
  withTexts(
    SIGN_TEXTS,
    patiently(() => import('../session/RightsSign')),
  ),
);

const Attention = lazy(patiently(() => import('../session/facilitate/Attention')));

export function Strip(props: { room: OpenRoom; ref(element: HTMLElement): void; children: JSX.Element }) {
  const { room } = props;
  return (
    <div class="strip" ref={props.ref}>
      <StaleSignOfRoom />
      {/* Where the bar has no place for what is saved. */}
      <Show when={room.savedWord().startsWith('offline') && !isTrouble(room.savedWord())}>
        <p class="strip-line strip-offline" aria-hidden="true">
          <CloudOff size={18} aria-hidden="true" />
          <span>{t(`saved.${room.savedWord()}`)}</span>
        </p>
      </Show>
      <Show when={isTrouble(room.savedWord())}>
        {/* It is read aloud where it is in the bar. */}
        <p class="strip-line strip-trouble" aria-hidden="true">
          <TriangleAlert size={18} aria-hidden="true" />
          <span>{t(`saved.${room.savedWord()}`)}</span>
        </p>
      </Show>
      {/* There before its words are: so they are heard when they come. */}
      <div class="rights-place" role="status">
        <Suspense>
          <RightsSign newer={room.newer()} room={room.id} mayEnd={room.ownRole() === 'facilitator'} />
        </Suspense>
      </div>
      <Suspense>
        <Attention />
      </Suspense>
      <div class="strip-place" ref={setStripPlace} />
      {props.children}
    </div>
  );
}
