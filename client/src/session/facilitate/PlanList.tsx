// The phases of the plan, in order: each moved by hand or by keys, and changed where it stands.

import './plan.css';
import { createMemo, For, Show } from 'solid-js';
import { t } from '../../i18n';
import { announce } from '../../messages/messages';
import type { PhaseId } from '../../protocol/session';
import type { SessionState } from '../session';
import { phaseTitle } from '../words';
import type { Deeds } from './deeds';
import { dragInList } from './drag_in_list';
import { PhaseEditor } from './PhaseEditor';
import { PhaseRow } from './PhaseRow';
import { moveTo } from './plan_edits';
import { stepsFrom } from './steps';

interface PlanListProps {
  readonly state: SessionState;
  readonly deeds: Deeds;
  /** The id of what the list is called by. */
  readonly heading: string;
  /** The phase that is being changed. */
  readonly edited: PhaseId | null;
  onEdit(phase: PhaseId | null): void;
  onGo(phase: PhaseId): void;
}

export function PlanList(props: PlanListProps) {
  const drag = dragInList((id, place) => void move(id, place, false));
  let list!: HTMLOListElement;
  const place = () => stepsFrom(props.state).place;
  // By id: a row stays the same, and what is written in it, while its phase is changed.
  const ids = createMemo(() => props.state.plan.map(({ id }) => id));
  const phaseOf = (id: PhaseId) => props.state.plan.find((one) => one.id === id);

  async function move(id: PhaseId, to: number, keepFocus: boolean) {
    const edit = moveTo(props.state.plan, id, to);
    const phase = props.state.plan.find((one) => one.id === id);
    if (edit === null || phase === undefined) return;
    const said = t('planning.moved', {
      phase: phaseTitle(phase),
      place: Math.max(0, Math.min(props.state.plan.length - 1, to)) + 1,
      of: props.state.plan.length,
    });
    // The keyboard says where it went each time and takes itself back; a slip of the pointer is undone.
    if (!keepFocus) await props.deeds.askThenTell(edit, said);
    else if (await props.deeds.ask(edit.command)) {
      announce(said);
      list.querySelector<HTMLElement>(`[data-handle="${CSS.escape(id)}"]`)?.focus();
    }
  }

  function closeEditor(id: PhaseId) {
    props.onEdit(null);
    list.querySelector<HTMLElement>(`[data-edit="${CSS.escape(id)}"]`)?.focus();
  }

  return (
    <ol
      class="plan-list"
      aria-labelledby={props.heading}
      ref={list}
      classList={{ 'plan-dragging': drag.dragged() !== null }}
    >
      <For each={ids()}>
        {(id, index) => (
          <Show when={phaseOf(id)}>
            {(phase) => (
              <li
                class="plan-item"
                data-phase={id}
                data-list-item={id}
                classList={{
                  'plan-lifted': drag.dragged() === id,
                  'plan-drop-before': drag.gap() === index(),
                  'plan-drop-after':
                    drag.gap() === props.state.plan.length && index() === props.state.plan.length - 1,
                }}
                aria-current={index() + 1 === place() ? 'step' : undefined}
              >
                <PhaseRow
                  phase={phase()}
                  place={index() + 1}
                  current={place()}
                  edited={props.edited === id}
                  onGo={() => props.onGo(id)}
                  onEdit={() => props.onEdit(props.edited === id ? null : id)}
                  onMove={(to) => void move(id, to - 1, true)}
                  onGrab={(event) => drag.start(event, list, id)}
                />
                <Show when={props.edited === id}>
                  <PhaseEditor
                    phase={phase()}
                    state={props.state}
                    deeds={props.deeds}
                    onClose={() => closeEditor(id)}
                  />
                </Show>
              </li>
            )}
          </Show>
        )}
      </For>
    </ol>
  );
}
