// Notes that wait for a facilitator's nod: one writes and sends them beside whatever else the phase asks for, and sees what came of each.

import './offer_notes.css';
import Hourglass from 'lucide-solid/icons/hourglass';
import Lock from 'lucide-solid/icons/lock';
import { Show } from 'solid-js';
import { t } from '../../i18n';
import type { DraftId } from '../../protocol/session';
import { shortened } from '../words';
import { Basket } from './Basket';
import { Composer } from './Composer';
import { isHandedBack, tellSent } from './handed_back';
import { useTask } from './task';

export function OfferNotes() {
  const task = useTask();
  return (
    <section class="offer-notes">
      <p class="task-secret">
        <Lock size={16} aria-hidden="true" />
        <span>{t('offering.offerHow')}</span>
      </p>
      <Composer sends />
      <Show when={task.own().drafts.length > 0}>
        <h3>{t('offering.offered')}</h3>
        <Basket beside={(id) => <SendOne id={id} />} />
      </Show>
    </section>
  );
}

/** Where a note is with the facilitator, or the way there. */
function SendOne(props: { id: DraftId }) {
  const task = useTask();
  const draft = () => task.own().drafts.find(({ id }) => id === props.id);
  async function send() {
    if (await task.does({ do: 'offer', drafts: [props.id] })) tellSent([props.id]);
  }
  return (
    <Show when={draft()}>
      {(known) => (
        <Show
          when={known().offered}
          fallback={
            <>
              <Show when={isHandedBack(props.id)}>
                <p class="offer-state" data-handed-back>
                  {t('offering.handedBack')}
                </p>
              </Show>
              <button
                type="button"
                class="button"
                aria-label={t('offering.sendNamed', { text: shortened(known().text) })}
                onClick={() => void send()}
              >
                {t('offering.send')}
              </button>
            </>
          }
        >
          <p class="offer-state">
            <Hourglass size={16} aria-hidden="true" />
            {t('offering.waits')}
          </p>
        </Show>
      )}
    </Show>
  );
}
