// Inviting people: the link to pass on, its QR code for a projector, and the links for other roles.

import UserPlus from 'lucide-solid/icons/user-plus';
import { createSignal, Show } from 'solid-js';
import { Dialog } from '../dialog/Dialog';
import { t } from '../i18n';
import type { RoomId, Tokens } from '../protocol/session';
import { roomLink } from '../room/address';
import { LinkRow } from './LinkRow';
import { QrCode } from './QrCode';
import './share.css';

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
            <QrCode text={address()} large={large()} onResize={setLarge} />
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
