// The links of a room by role, the one for everyone first with its QR code for a projector.

import { createSignal, Show } from 'solid-js';
import { roomLink } from '../entering/address';
import { t } from '../i18n';
import type { DoorState, KeptFor, RoomId, Tokens } from '../protocol/session';
import { LinkRow } from './LinkRow';
import { isMadeAnew } from './made_anew';
import QrCode from './QrCode';
import { roomKept } from './room_kept';
import { SpokenCode } from './SpokenCode';

export { isMadeAnew } from './made_anew';

export interface LinksProps {
  readonly room: RoomId;
  readonly title: string;
  readonly tokens: Tokens;
  /** How long what is here is kept; null until it is known. */
  readonly kept: KeptFor | null;
  /** What becomes of newcomers. */
  readonly door: DoorState;
  /** Whether this person facilitates: they say the room's code. */
  readonly facilitates: boolean;
}

export default function Links(props: LinksProps) {
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
              name={t('links.join')}
              hint={t(`links.joinHint_${props.door}`)}
              note={isMadeAnew(props.room, props.tokens.join ?? '') ? t('links.joinAnew') : undefined}
              link={address()}
              title={props.title}
              main
            />
          </div>
        )}
      </Show>
      <Show when={props.facilitates && props.tokens.join !== undefined}>
        <SpokenCode room={props.room} large={large()} />
      </Show>
      {/* A screen that everyone looks at shows no link but the one for everyone. */}
      <Show when={!large()}>
        <Show when={link('view')}>
          {(address) => (
            <LinkRow name={t('links.view')} hint={t('links.viewHint')} link={address()} title={props.title} />
          )}
        </Show>
        <Show when={link('facilitate')}>
          {(address) => (
            <LinkRow
              name={t('links.facilitate')}
              hint={t('links.facilitateHint')}
              link={address()}
              title={props.title}
              careful
            />
          )}
        </Show>
        <Show when={props.kept && roomKept(props.kept)}>
          {(words) => (
            <p class="share-kept">
              {t(words().text, { count: words().count })}{' '}
              <Show when={words().afterwards}>{(sentence) => t(sentence())}</Show>
            </p>
          )}
        </Show>
      </Show>
    </>
  );
}
