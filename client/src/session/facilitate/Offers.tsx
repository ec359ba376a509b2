// The notes that wait for a facilitator's nod: each read, let onto the board or handed back, or all of them at once.

import '../tasks/draft_colour.css';
import '../tasks/draft.css';
import './offers.css';
import { Key } from '@solid-primitives/keyed';
import { createSignal, createUniqueId, onCleanup, Show } from 'solid-js';
import { t } from '../../i18n';
import { announce } from '../../messages/messages';
import type { DraftId, Offer } from '../../protocol/session';
import { useSectionTitles } from '../sections_on_board';
import type { SessionState } from '../session';
import { inCommands } from '../tasks/basket';
import { nameIn, shortened } from '../words';
import type { Deeds } from './deeds';

/** Whether any of them is seen where the panel is scrolled to. */
const [isInSight, setInSight] = createSignal(true);

function watchSight(section: HTMLElement): void {
  const observer = new IntersectionObserver((seen) => setInSight(seen.at(-1)?.isIntersecting ?? true));
  observer.observe(section);
  onCleanup(() => {
    observer.disconnect();
    setInSight(true);
  });
}

/** Stands under the panel's tabs, however far it is scrolled, while they are out of sight: says how many wait, and leads there. */
export function OffersOutOfSight(props: { count: number }) {
  return (
    <div class="offers-away" role="status">
      <Show when={props.count > 0 && !isInSight()}>
        <button
          type="button"
          class="button"
          data-testid="offers-away"
          onClick={() => document.querySelector<HTMLElement>('.offers button')?.focus()}
        >
          {t('planning.offers', { count: props.count })}
        </button>
      </Show>
    </div>
  );
}

export function Offers(props: { state: SessionState; deeds: Deeds }) {
  const heading = createUniqueId();
  const offers = () => props.state.offers;
  const ids = () => offers().map(({ draft }) => draft.id);

  async function decide(what: 'approve' | 'handBack', drafts: readonly DraftId[]) {
    for (const some of inCommands(drafts)) {
      if (!(await props.deeds.ask({ do: what, drafts: some }))) return;
    }
    announce(t(what === 'approve' ? 'planning.letInDone' : 'planning.handedBack', { count: drafts.length }));
  }

  return (
    <div class="offers-place" data-focus-after=".facilitate-tabs [aria-selected='true']">
      <Show when={offers().length > 0}>
        <section class="offers" ref={watchSight} aria-labelledby={heading} data-testid="offers">
          <h3 id={heading}>{t('planning.offers', { count: offers().length })}</h3>
          <p class="facilitate-muted">{t('planning.offersHint')}</p>
          <ul class="offers-list">
            <Key each={offers()} by={({ draft }) => draft.id}>
              {(offer) => (
                <OfferRow
                  offer={offer()}
                  state={props.state}
                  onDecide={(what) => void decide(what, [offer().draft.id])}
                />
              )}
            </Key>
          </ul>
          <Show when={offers().length > 1}>
            <div class="facilitate-row">
              <button type="button" class="button" onClick={() => void decide('approve', ids())}>
                {t('planning.letInAll')}
              </button>
              <button type="button" class="button" onClick={() => void decide('handBack', ids())}>
                {t('planning.handBackAll')}
              </button>
            </div>
          </Show>
        </section>
      </Show>
    </div>
  );
}

function OfferRow(props: {
  offer: Offer;
  state: SessionState;
  onDecide(what: 'approve' | 'handBack'): void;
}) {
  const titleOf = useSectionTitles();
  const text = () => shortened(props.offer.draft.text);
  /** Whose it is, where that may be known, and the area that it waits for. */
  const under = () => {
    const { by, draft } = props.offer;
    const area = draft.section && titleOf(draft.section);
    return [by && nameIn(props.state.people, by), area && t('planning.offerFor', { area })]
      .filter(Boolean)
      .join(' · ');
  };
  return (
    <li class="offer" data-focus-after=".offer .button, .facilitate-tabs [aria-selected='true']">
      <div class="offer-paper task-draft" data-color={props.offer.draft.color}>
        <p class="offer-text" dir="auto">
          {props.offer.draft.text}
        </p>
        <Show when={under() !== ''}>
          <p class="offer-by">{under()}</p>
        </Show>
      </div>
      <div class="facilitate-row">
        <button
          type="button"
          class="button button-primary"
          aria-label={t('planning.letInNamed', { text: text() })}
          onClick={() => props.onDecide('approve')}
        >
          {t('planning.letIn')}
        </button>
        <button
          type="button"
          class="button"
          aria-label={t('planning.handBackNamed', { text: text() })}
          onClick={() => props.onDecide('handBack')}
        >
          {t('planning.handBack')}
        </button>
      </div>
    </li>
  );
}
