// The moments of the room as a list under their phases: when, what there was, and who changed it where that is known.

import './moments.css';
import { createMemo, For, Show } from 'solid-js';
import { t } from '../i18n';
import type { Phase, PhaseId } from '../protocol/session';
import { phaseTitle } from '../session/words';
import { KeptFor } from './KeptFor';
import type { HistoryRoom } from './MomentBoard';
import type { Past } from './past';
import { momentText } from './times';

interface MomentsProps {
  readonly room: HistoryRoom;
  readonly past: Past;
  readonly plan: readonly Phase[];
}

export function MomentsFace(props: MomentsProps) {
  const { past } = props;
  return (
    <>
      <div class="moments">
        <Show when={past.failed()}>
          <p role="alert">{t('history.failed')}</p>
          <button type="button" class="button" onClick={() => void past.fetch()}>
            {t('history.again')}
          </button>
        </Show>
        <Show when={!past.failed() && past.frames().length === 0}>
          <p>{t(past.known() ? 'history.noMoments' : 'history.loading')}</p>
        </Show>
        <For each={past.phases()}>
          {({ phase, from, to }) => (
            <>
              <h3>{nameOfPhase(phase, props.plan)}</h3>
              <ol>
                <For each={indexes(from, to)}>{(index) => <MomentRow {...props} index={index} />}</For>
              </ol>
            </>
          )}
        </For>
      </div>
      <div class="history-foot">
        <KeptFor of="moments" />
      </div>
    </>
  );
}

function MomentRow(props: MomentsProps & { index: number }) {
  const { past, room } = props;
  const frame = createMemo(() => past.frames()[props.index]);
  const names = () => namesOf(frame()?.people ?? [], room);
  return (
    <li>
      <button
        type="button"
        class="moments-row"
        aria-current={past.at() === props.index ? 'true' : undefined}
        onClick={() => past.look(props.index)}
      >
        <b>{momentText(frame()?.atMs ?? 0)}</b>
        <span>{t('history.notes', { count: past.moments()[props.index]?.notes.size ?? 0 })}</span>
        <Show when={names() !== ''}>
          <small>{names()}</small>
        </Show>
      </button>
    </li>
  );
}

/** The names of these people, as a list. */
export function namesOf(people: readonly string[], room: HistoryRoom): string {
  room.people.followNames();
  return people.map((one) => room.people.nameOf(one)).join(', ');
}

export function nameOfPhase(phase: PhaseId | null, plan: readonly Phase[]): string {
  const found = plan.find(({ id }) => id === phase);
  if (found !== undefined) return phaseTitle(found);
  return phase === null ? t('history.before') : '';
}

function indexes(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
