// How long a phase lasts: until one goes on, for minutes, or until a date.

import './phase_editor.css';
import { createUniqueId, For, Match, Switch } from 'solid-js';
import { t } from '../../i18n';
import type { PhaseLength } from '../../protocol/session';
import { NumberField } from './NumberField';
import { type LengthKind, lengthKind, localTime, PHASE_MINUTES_MAX, readLocalTime } from './plan_edits';

const KINDS: readonly LengthKind[] = ['open', 'minutes', 'until'];

const KIND_TEXTS = {
  open: 'planning.lengthOpen',
  minutes: 'planning.lengthMinutes',
  until: 'planning.lengthUntil',
} as const;

const FIRST_MINUTES = 10;
const DAY_MS = 24 * 60 * 60 * 1_000;

export function LengthField(props: { length: PhaseLength; onChange(length: PhaseLength): void }) {
  const id = createUniqueId();

  function choose(kind: LengthKind) {
    if (kind === 'open') props.onChange('open');
    else if (kind === 'minutes') props.onChange({ minutes: FIRST_MINUTES });
    else props.onChange({ until: { unixMs: Date.now() + DAY_MS } });
  }

  return (
    <div class="plan-length">
      <label for={id}>{t('planning.length')}</label>
      <select
        id={id}
        class="field"
        value={lengthKind(props.length)}
        onChange={(event) => choose(KINDS[event.currentTarget.selectedIndex] ?? 'open')}
      >
        <For each={KINDS}>{(kind) => <option value={kind}>{t(KIND_TEXTS[kind])}</option>}</For>
      </select>
      <Switch>
        <Match when={props.length !== 'open' && 'minutes' in props.length && props.length}>
          {(length) => (
            <NumberField
              label={t('planning.lengthMinutesField')}
              value={length().minutes}
              max={PHASE_MINUTES_MAX}
              wrong={t('planning.badMinutes', { max: PHASE_MINUTES_MAX })}
              onChange={(minutes) => minutes !== null && props.onChange({ minutes })}
            />
          )}
        </Match>
        <Match when={props.length !== 'open' && 'until' in props.length && props.length}>
          {(length) => (
            <>
              <label for={`${id}-until`}>{t('planning.lengthUntilField')}</label>
              <input
                id={`${id}-until`}
                class="field"
                type="datetime-local"
                required
                value={localTime(length().until.unixMs)}
                onChange={(event) => {
                  const unixMs = readLocalTime(event.currentTarget.value);
                  if (unixMs !== null) props.onChange({ until: { unixMs } });
                }}
              />
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
}
