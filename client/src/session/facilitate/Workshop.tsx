// The panel at the side: the plan, the people and the vote, one at a time.

import './workshop.css';
import { createSignal, createUniqueId, For, Match, onMount, Switch } from 'solid-js';
import { keepClearOf } from '../../board/keep_clear';
import { useBoard } from '../../board/open_board';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { SideTop } from '../../side/SideTop';
import { besideBoard } from '../../side/side';
import type { SessionState } from '../session';
import { setTab, TABS, type Tab, tab } from '../workshop_tab';
import { AttentionButtons } from './AttentionButtons';
import type { Deeds } from './deeds';
import type { Opening } from './newcomers';
import { Offers, OffersOutOfSight } from './Offers';
import { PeopleTab } from './PeopleTab';
import { PlanTab } from './PlanTab';
import { VoteTab } from './VoteTab';

const TAB_TEXTS = {
  plan: 'facilitation.tabPlan',
  people: 'facilitation.tabPeople',
  vote: 'facilitation.tabVote',
} as const;

export function Workshop(props: {
  state: SessionState;
  opening: Opening | null;
  deeds: Deeds;
  onClose(): void;
}) {
  const id = createUniqueId();
  const from = document.activeElement;
  const [section, setSection] = createSignal<HTMLElement>();
  keepClearOf('workshop', useBoard(), section, besideBoard);

  function close() {
    props.onClose();
    if (from instanceof HTMLElement && from.isConnected) from.focus();
  }

  return (
    <section
      class="side-docked facilitate-side"
      tabindex="-1"
      data-side
      data-focus-region
      ref={setSection}
      aria-label={t('facilitation.panel')}
      data-testid="workshop"
      onKeyDown={(event) => {
        event.stopPropagation();
        if (keyOf(event) === 'Escape') close();
      }}
    >
      <SideTop of="workshop" onClose={close} />
      <Tabs id={id} />
      <OffersOutOfSight count={props.state.offers.length} />
      <div
        class="facilitate-side-inside"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${tab()}`}
      >
        <AttentionButtons state={props.state} deeds={props.deeds} />
        <Offers state={props.state} deeds={props.deeds} />
        <Switch>
          <Match when={tab() === 'plan'}>
            <PlanTab state={props.state} deeds={props.deeds} />
          </Match>
          <Match when={tab() === 'people'}>
            <PeopleTab state={props.state} deeds={props.deeds} />
          </Match>
          <Match when={tab() === 'vote'}>
            <VoteTab state={props.state} opening={props.opening} deeds={props.deeds} />
          </Match>
        </Switch>
      </div>
    </section>
  );
}

/** The tabs' names, of which the one that is shown has the focus at first. `id` begins the ids of each, and of what they show. */
function Tabs(props: { id: string }) {
  const tabs: Partial<Record<Tab, HTMLButtonElement>> = {};
  onMount(() => tabs[tab()]?.focus());

  function onTabKey(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[keyOf(event)];
    const at = TABS.indexOf(tab());
    const next = step === undefined ? undefined : TABS[(at + step + TABS.length) % TABS.length];
    if (next === undefined) return;
    event.preventDefault();
    setTab(next);
    tabs[next]?.focus();
  }

  return (
    <div class="facilitate-tabs" role="tablist" aria-label={t('facilitation.panelTabs')} onKeyDown={onTabKey}>
      <For each={TABS}>
        {(one) => (
          <button
            type="button"
            role="tab"
            id={`${props.id}-${one}`}
            ref={(element) => {
              tabs[one] = element;
            }}
            aria-selected={tab() === one}
            aria-controls={`${props.id}-panel`}
            tabindex={tab() === one ? 0 : -1}
            onClick={() => setTab(one)}
          >
            {t(TAB_TEXTS[one])}
          </button>
        )}
      </For>
    </div>
  );
}
