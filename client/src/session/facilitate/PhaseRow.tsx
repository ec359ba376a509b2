// One phase in the plan's list.

import './plan.css';
import ArrowRight from 'lucide-solid/icons/arrow-right';
import Check from 'lucide-solid/icons/check';
import GripVertical from 'lucide-solid/icons/grip-vertical';
import Pencil from 'lucide-solid/icons/pencil';
import { Show } from 'solid-js';
import { useHalfWritten } from '../../half_written/field';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import type { Phase } from '../../protocol/session';
import { takeMovement } from '../../touch/own_movement';
import { useSectionTitles } from '../sections_on_board';
import { useSession } from '../session';
import { lengthText, phaseTitle } from '../words';
import { rightsInPlan } from './rights_in_plan';

interface PhaseRowProps {
  readonly phase: Phase;
  /** Counted from 1. */
  readonly place: number;
  /** The place of the phase that runs; 0 before the first. */
  readonly current: number;
  readonly edited: boolean;
  onGo(): void;
  onEdit(): void;
  /** To a place counted from 1. */
  onMove(place: number): void;
  onGrab(event: PointerEvent): void;
}

export function PhaseRow(props: PhaseRowProps) {
  const session = useSession();
  const store = useHalfWritten();
  const title = () => phaseTitle(props.phase);
  const titleOf = useSectionTitles();
  const rights = () => rightsInPlan(props.phase, titleOf);
  const isUnsaved = () =>
    !props.edited && store.of({ kind: 'phase', who: session.me, of: props.phase.id }) !== null;
  const state = () => {
    if (props.place === props.current) return t('session.now');
    return t(props.place < props.current ? 'session.done' : 'session.coming');
  };
  return (
    <div class="plan-row">
      <button
        type="button"
        class="button button-icon plan-handle"
        data-handle={props.phase.id}
        aria-label={t('planning.move', { phase: title() })}
        title={t('planning.move', { phase: title() })}
        ref={takeMovement}
        onPointerDown={(event) => props.onGrab(event)}
        onKeyDown={(event) => {
          const step = { ArrowUp: -1, ArrowDown: 1 }[keyOf(event)];
          if (step === undefined) return;
          event.preventDefault();
          props.onMove(props.place + step);
        }}
      >
        <GripVertical size={18} aria-hidden="true" />
      </button>
      <div class="plan-words">
        <span class="plan-title">{title()}</span>
        <span class="plan-state">
          <Show when={props.place < props.current}>
            <Check size={14} aria-hidden="true" />
          </Show>
          {state()} · {lengthText(props.phase.length, session.nowMs())}
        </span>
        <Show when={rights()}>
          <span class="plan-rights">{rights()}</span>
        </Show>
        <Show when={isUnsaved()}>
          <span class="plan-unsaved">{t('planning.unsaved')}</span>
        </Show>
      </div>
      <Show when={props.place !== props.current}>
        <button
          type="button"
          class="button button-icon"
          aria-label={t('planning.goTo', { phase: title() })}
          title={t('planning.goTo', { phase: title() })}
          onClick={() => props.onGo()}
        >
          <ArrowRight size={18} aria-hidden="true" />
        </button>
      </Show>
      <button
        type="button"
        class="button button-icon"
        data-edit={props.phase.id}
        aria-label={t('planning.edit', { phase: title() })}
        title={t('planning.edit', { phase: title() })}
        aria-expanded={props.edited}
        onClick={() => props.onEdit()}
      >
        <Pencil size={18} aria-hidden="true" />
      </button>
    </div>
  );
}
