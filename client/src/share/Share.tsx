// Inviting people: the link to pass on, its QR code for a projector, and the links for other roles.

import UserPlus from 'lucide-solid/icons/user-plus';
import { createEffect, createSignal, lazy, Show, Suspense } from 'solid-js';
import { Dialog } from '../dialog/Dialog';
import { t, withTexts } from '../i18n';
import { patiently } from '../stale/stale';
import type { LinksProps } from './Links';
import './share.css';
import { LINKS_TEXTS } from './text/links_texts';

/** The QR code's encoder is as large as much of the page, and few ask for it. */
const load = withTexts(
  LINKS_TEXTS,
  patiently(() => import('./Links')),
);
const Links = lazy(load);

export function ShareButton(props: LinksProps) {
  const [open, setOpen] = createSignal(false);
  // Not with the first load, and there without a network too. It notes the link before anybody looks: what is new later is another.
  createEffect(() => {
    const { room, tokens } = props;
    void load()
      .then(({ isMadeAnew }) => tokens.join !== undefined && isMadeAnew(room, tokens.join))
      .catch(() => {});
  });
  return (
    <>
      <button
        type="button"
        class="button share-button"
        aria-haspopup="dialog"
        aria-label={t('share.open')}
        title={t('share.open')}
        disabled={props.tokens.join === undefined && props.tokens.view === undefined}
        onClick={() => setOpen(true)}
      >
        <UserPlus size={20} aria-hidden="true" />
        <span>{t('share.open')}</span>
      </button>
      <Show when={open()}>
        <Dialog heading={t('share.heading')} onClose={() => setOpen(false)}>
          <Suspense fallback={<div class="qr-place" />}>
            <Links {...props} />
          </Suspense>
        </Dialog>
      </Show>
    </>
  );
}
