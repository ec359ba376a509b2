// The plan: its phases as a list, how long they last together, and more of them.

import { createSignal, createUniqueId, Show } from 'solid-js';
import { t } from '../../i18n';
import type { PhaseId } from '../../protocol/session';
import { runningPhase, type SessionState } from '../session';
import { AddPhase } from './AddPhase';
import type { Deeds } from './deeds';
import { PlanList } from './PlanList';
import { RightsNow } from './RightsField';
import { createStep } from './Step';
import { UnfinishedChanges } from './UnfinishedChanges';

export function PlanTab(props: { state: SessionState; deeds: Deeds }) {
  const heading = createUniqueId();
  const [edited, setEdited] = createSignal<PhaseId | null>(null);
  const step = createStep(() => props.state, props.deeds);
  const minutes = () =>
    props.state.plan.reduce(
      (sum, { length }) => sum + (length !== 'open' && 'minutes' in length ? length.minutes : 0),
      0,
    );

  return (
    <>
      <h2 id={heading} class="for-screen-readers">
        {t('planning.list')}
      </h2>
      <Show when={runningPhase(props.state)}>
        {(phase) => <RightsNow phase={phase()} deeds={props.deeds} />}
      </Show>
      <Show when={minutes() > 0}>
        <p class="facilitate-muted">{t('planning.total', { count: minutes() })}</p>
      </Show>
      <Show
        when={props.state.plan.length > 0}
        fallback={<p class="facilitate-muted">{t('planning.none')}</p>}
      >
        <PlanList
          state={props.state}
          deeds={props.deeds}
          heading={heading}
          edited={edited()}
          onEdit={setEdited}
          onGo={step.to}
        />
      </Show>
      {step.question()}
      <UnfinishedChanges state={props.state} />
      <AddPhase state={props.state} deeds={props.deeds} onAdded={setEdited} />
    </>
  );
}
