// Inviting people: the link to pass on, its QR code for a projector, and the links for other roles.

import UserPlus from 'lucide-solid/icons/user-plus';
import { createSignal, lazy, Show, Suspense } from 'solid-js';
import { Dialog } from '../dialog/Dialog';
import { t } from '../i18n';
import type { RoomId, Tokens } from '../protocol/session';
import { roomLink } from '../room/address';
import { patiently } from '../stale/stale';
import { LinkRow } from './LinkRow';
import './share.css';

/** Its encoder is as large as much of the page, and few ask for it. */
const QrCode = lazy(patiently(() => import('./QrCode')));

export function ShareButton(props: { room: RoomId; title: string; tokens: Tokens }) {
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <button
        type="button"
        class="button button-primary share-button"
        aria-haspopup="dialog"
        disabled={props.tokens.join === undefined && props.tokens.view === undefined}
        onClick={() => setOpen(true)}
      >
        <UserPlus size={20} aria-hidden="true" />
        <span>{t('share.open')}</span>
      </button>
      <Show when={open()}>
        <Dialog heading={t('share.heading')} onClose={() => setOpen(false)}>
          <Links room={props.room} title={props.title} tokens={props.tokens} />
        </Dialog>
      </Show>
    </>
  );
}

function Links(props: { room: RoomId; title: string; tokens: Tokens }) {
  const link = (kind: 'facilitate' | 'join' | 'view') => {
    const secret = props.tokens[kind];
    return secret === undefined ? undefined : roomLink(props.room, kind, secret, document.baseURI);
  };
  const [large, setLarge] = createSignal(false);
  return (
    <>
      <Show when={link('join')}>
        {(address) => (
          <div class="share-first" classList={{ 'share-large': large() }}>
            <Suspense fallback={<div class="qr-place" />}>
              <QrCode text={address()} large={large()} onResize={setLarge} />
            </Suspense>
            <LinkRow
              name={t('share.join')}
              hint={t('share.joinHint')}
              link={address()}
              title={props.title}
              main
            />
          </div>
        )}
      </Show>
      {/* A screen that everyone looks at shows no link but the one for everyone. */}
      <Show when={!large()}>
        <Show when={link('view')}>
          {(address) => (
            <LinkRow name={t('share.view')} hint={t('share.viewHint')} link={address()} title={props.title} />
          )}
        </Show>
        <Show when={link('facilitate')}>
          {(address) => (
            <LinkRow
              name={t('share.facilitate')}
              hint={t('share.facilitateHint')}
              link={address()}
              title={props.title}
              careful
            />
          )}
        </Show>
      </Show>
    </>
  );
}
