// What the kind of a phase has to set of its own.

import './fields.css';
import { createUniqueId, For, type JSX, Match, Show, Switch } from 'solid-js';
import type { WordsMark } from '../../half_written/field';
import { t } from '../../i18n';
import type { Language, Phase, Reveal, VoteOn } from '../../protocol/session';
import { phaseField } from '../tasks/ways_on';
import { NumberField } from './NumberField';
import { PHASE_TITLE_CHARS_MAX, TURN_SECONDS_MAX, withText } from './plan_edits';
import { VotesEach } from './VotesEach';

type Of<Kind extends Phase['kind']> = Extract<Phase, { kind: Kind }>;

interface KindSettingsProps {
  readonly phase: Phase;
  readonly writtenIn: Language;
  readonly anonymous: boolean;
  /** What goes onto the field of a text. */
  markOf(field: string): WordsMark;
  onChange(phase: Phase): void;
}

export function KindSettings(props: KindSettingsProps) {
  const arrive = () => props.phase.kind === 'arrive' && props.phase;
  const lay = () => props.phase.kind === 'lay' && props.phase;
  const taste = () => props.phase.kind === 'taste' && props.phase;
  const vote = () => props.phase.kind === 'vote' && props.phase;
  return (
    <Switch>
      <Match when={arrive()}>
        {(phase) => (
          <ArriveSettings
            phase={phase()}
            writtenIn={props.writtenIn}
            anonymous={props.anonymous}
            markOf={props.markOf}
            onChange={props.onChange}
          />
        )}
      </Match>
      <Match when={lay()}>
        {(phase) => <LaySettings phase={phase()} anonymous={props.anonymous} onChange={props.onChange} />}
      </Match>
      <Match when={taste()}>
        {(phase) => (
          <Check checked={phase().comments} onChange={(comments) => props.onChange({ ...phase(), comments })}>
            {t('planning.comments')}
          </Check>
        )}
      </Match>
      <Match when={vote()}>{(phase) => <VoteSettings phase={phase()} onChange={props.onChange} />}</Match>
    </Switch>
  );
}

function ArriveSettings(props: {
  phase: Of<'arrive'>;
  writtenIn: Language;
  anonymous: boolean;
  markOf(field: string): WordsMark;
  onChange(phase: Phase): void;
}) {
  const id = createUniqueId();
  return (
    <>
      <label for={id}>{t('planning.question')}</label>
      <input
        id={id}
        class="field"
        lang={props.writtenIn}
        {...props.markOf(phaseField('question', props.writtenIn))}
        maxlength={PHASE_TITLE_CHARS_MAX}
        aria-describedby={`${id}-hint`}
        value={props.phase.question?.[props.writtenIn] ?? ''}
        onInput={(event) => {
          const texts = withText(props.phase.question ?? {}, props.writtenIn, event.currentTarget.value);
          const isEmpty = Object.keys(texts).length === 0;
          props.onChange({ ...props.phase, question: isEmpty ? null : texts });
        }}
      />
      <p id={`${id}-hint`} class="facilitate-muted">
        {t('planning.questionHint')}
      </p>
      <Show when={!props.anonymous}>
        <Check checked={props.phase.inTurn} onChange={(inTurn) => props.onChange({ ...props.phase, inTurn })}>
          {t('planning.inTurn')}
        </Check>
      </Show>
    </>
  );
}

const REVEALS: readonly Reveal[] = ['together', 'rounds', 'walkThrough'];

const REVEAL_TEXTS = {
  together: 'planning.revealTogether',
  rounds: 'planning.revealRounds',
  walkThrough: 'planning.revealWalkThrough',
} as const;

function LaySettings(props: { phase: Of<'lay'>; anonymous: boolean; onChange(phase: Phase): void }) {
  return (
    <Show when={!props.anonymous} fallback={<p class="facilitate-muted">{t('planning.revealAnonymous')}</p>}>
      <Choice
        label={t('planning.reveal')}
        options={REVEALS}
        chosen={props.phase.reveal}
        text={(reveal) => t(REVEAL_TEXTS[reveal])}
        onChange={(reveal) => props.onChange({ ...props.phase, reveal })}
      />
      <Show when={props.phase.reveal !== 'together'}>
        <NumberField
          label={t('planning.turnSeconds')}
          value={props.phase.turnSeconds}
          max={TURN_SECONDS_MAX}
          wrong={t('planning.badSeconds', { max: TURN_SECONDS_MAX })}
          optional
          onChange={(turnSeconds) => props.onChange({ ...props.phase, turnSeconds })}
        />
      </Show>
    </Show>
  );
}

const VOTE_ONS: readonly VoteOn[] = ['clusters', 'notes'];

function VoteSettings(props: { phase: Of<'vote'>; onChange(phase: Phase): void }) {
  return (
    <>
      <Choice
        label={t('planning.voteOn')}
        options={VOTE_ONS}
        chosen={props.phase.on}
        text={(on) => t(on === 'clusters' ? 'planning.voteOnClusters' : 'planning.voteOnNotes')}
        onChange={(on) => props.onChange({ ...props.phase, on })}
      />
      <VotesEach
        votes={{ budget: props.phase.budget, perItemMax: props.phase.perItemMax }}
        onChange={(votes) => props.onChange({ ...props.phase, ...votes })}
      />
    </>
  );
}

function Choice<Value extends string>(props: {
  label: string;
  options: readonly Value[];
  chosen: Value;
  text(value: Value): string;
  onChange(value: Value): void;
}) {
  const id = createUniqueId();
  return (
    <>
      <label for={id}>{props.label}</label>
      <select
        id={id}
        class="field"
        value={props.chosen}
        onChange={(event) => {
          const value = props.options[event.currentTarget.selectedIndex];
          if (value !== undefined) props.onChange(value);
        }}
      >
        <For each={props.options}>{(value) => <option value={value}>{props.text(value)}</option>}</For>
      </select>
    </>
  );
}

function Check(props: { checked: boolean; children: JSX.Element; onChange(checked: boolean): void }) {
  return (
    <label class="facilitate-check">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.children}
    </label>
  );
}
