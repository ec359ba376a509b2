// Adds a phase of a kind, titled in every language; its editor opens at once.

import './adding.css';
import Plus from 'lucide-solid/icons/plus';
import { createSignal, createUniqueId, For } from 'solid-js';
import { t, textInEach } from '../../i18n';
import type { PhaseId } from '../../protocol/session';
import type { SessionState } from '../session';
import { phaseTitle } from '../words';
import type { Deeds } from './deeds';
import { addition, freeId, newPhase, PHASE_KINDS, type PhaseKind } from './plan_edits';

export function AddPhase(props: { state: SessionState; deeds: Deeds; onAdded(id: PhaseId): void }) {
  const field = createUniqueId();
  const [kind, setKind] = createSignal<PhaseKind>('pack');

  async function add(event: SubmitEvent) {
    event.preventDefault();
    const of = kind();
    const title = await textInEach(`session.kind_${of}`);
    const id = freeId(props.state.plan, of);
    const phase = newPhase(of, id, title);
    const said = t('planning.added', { phase: phaseTitle(phase) });
    if (await props.deeds.askThenTell(addition(props.state.plan, phase), said)) props.onAdded(id);
  }

  return (
    <form class="plan-add" onSubmit={(event) => void add(event)}>
      <h3>{t('planning.add')}</h3>
      <label class="for-screen-readers" for={field}>
        {t('planning.addKind')}
      </label>
      <div class="facilitate-row">
        <select
          id={field}
          class="field"
          value={kind()}
          onChange={(event) => setKind(PHASE_KINDS[event.currentTarget.selectedIndex] ?? 'pack')}
        >
          <For each={PHASE_KINDS}>{(one) => <option value={one}>{t(`session.kind_${one}`)}</option>}</For>
        </select>
        <button type="submit" class="button">
          <Plus size={20} aria-hidden="true" />
          {t('planning.addDone')}
        </button>
      </div>
    </form>
  );
}
