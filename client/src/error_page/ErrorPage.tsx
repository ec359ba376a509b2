// What happened, what is safe, what to do: the page for when there is no room to show.

import { createEffect, type JSX, lazy, onCleanup, Show, Suspense } from 'solid-js';
import { homeAddress } from '../entering/address';
import type { Wrong } from '../entering/api';
import { retryAfterMs } from '../entering/let_in';
import { t } from '../i18n';
import { tell } from '../messages/messages';
import type { RoomId } from '../protocol/session';
import { patiently } from '../stale/stale';
import './wrong.css';

/** Not with the first load: few see this page. */
const Settings = lazy(patiently(() => import('../settings/Settings')));

/** Every reason for this page; each has three texts, `wrong.*`. */
export type ErrorReason = Exclude<Wrong, 'knockFirst' | 'takenAway'> | 'revoked' | 'cookies';

export interface ErrorPageProps {
  readonly wrong: Wrong | ErrorReason;
  /** Of which room, where that is known. */
  readonly room?: RoomId;
  /** Comes to true where the page is about to show the room. */
  onTryAgain?(): unknown;
  /** What somebody may do before the door. */
  readonly knock?: JSX.Element;
  /** What is said in place of the reason's own words. */
  readonly said?: { readonly heading: string; readonly what: string; readonly act: string } | undefined;
  /** What of whoever was in the room is at hand. */
  readonly children?: JSX.Element;
}

export function ErrorPage(props: ErrorPageProps) {
  const reason = (): ErrorReason => {
    const { wrong } = props;
    // It has words of its own.
    if (wrong === 'takenAway') return 'notFound';
    // Where one can knock, that has words of its own.
    if (wrong === 'knockFirst') return 'joiningClosed';
    return wrong === 'forbidden' && !navigator.cookieEnabled ? 'cookies' : wrong;
  };
  // Whoever stands at the door has what is to be done there, and is let in without asking.
  const canTryAgain = () => retryAfterMs(reason()) !== null && props.said === undefined;
  let isHere = true;
  onCleanup(() => {
    isHere = false;
  });
  async function tryAgain() {
    const before = reason();
    const isIn = await props.onTryAgain?.();
    // Else whoever pressed would think that nothing was asked.
    if (isHere && isIn !== true && reason() === before) tell(t('wrong.stillSo'));
  }
  const said = () =>
    props.said ?? {
      heading: t(`wrong.${reason()}Heading`),
      what: t(`wrong.${reason()}What`),
      act: t(`wrong.${reason()}Do`),
    };
  createEffect(() => {
    document.title = `${said().heading} · ${t('app.name')}`;
  });

  return (
    <div class="wrong">
      <header class="page-corner">
        <Suspense>
          <Settings />
        </Suspense>
      </header>
      <main>
        <div class="wrong-what">
          <div class="wrong-paper">
            <h1 tabindex="-1" data-focus-home>
              {said().heading}
            </h1>
            <p>{said().what}</p>
            <p>{said().act}</p>
          </div>
          {props.knock}
          <div class="wrong-do">
            <Show when={canTryAgain() && props.onTryAgain !== undefined}>
              <button type="button" class="button button-primary" onClick={tryAgain}>
                {t('wrong.tryAgain')}
              </button>
            </Show>
            <a class="button" href={homeAddress(document.baseURI)}>
              {t('room.toHome')}
            </a>
          </div>
        </div>
        <div class="wrong-kept">{props.children}</div>
      </main>
    </div>
  );
}
