// Changes one phase: its words in each language, how long it lasts, and what its kind has to set.

import './fields.css';
import './phase_editor.css';
import { onCleanup, onMount, Show } from 'solid-js';
import { isSentenceCutOff } from '../../focus/keep_focus';
import { isWriting } from '../../focus/writing';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { tell } from '../../messages/messages';
import type { Language, Phase } from '../../protocol/session';
import { type SessionState, useSession } from '../session';
import { lengthText, phaseTitle } from '../words';
import { AreaField } from './AreaField';
import type { Deeds } from './deeds';
import { KindSettings } from './KindSettings';
import { LengthField } from './LengthField';
import { PhaseWords } from './PhaseWords';
import { createPhaseDraft, type PhaseDraft } from './phase_draft';
import { removal, withArea, withRights } from './plan_edits';
import { RightsField } from './RightsField';

interface PhaseEditorProps {
  readonly phase: Phase;
  readonly state: SessionState;
  readonly deeds: Deeds;
  onClose(): void;
}

export function PhaseEditor(props: PhaseEditorProps) {
  const session = useSession();
  const draft = createPhaseDraft(() => props.phase);
  const runs = () => props.state.journey.current === props.phase.id;
  let title!: HTMLInputElement;
  // Whoever goes on here with a sentence that was kept meanwhile has its own field.
  onMount(() => {
    if (!isWriting() && !isSentenceCutOff()) title.focus();
  });
  const { id: phase } = props.phase;
  let isRemovedHere = false;
  onCleanup(() => {
    const isThere = session.state()?.plan.some((one) => one.id === phase);
    if (isThere !== false || isRemovedHere || !draft.isHalf()) return;
    tell(t('planning.keptOfRemoved', { list: t('planning.halfWritten') }));
  });

  async function save(event: SubmitEvent) {
    event.preventDefault();
    const edit = draft.edit();
    const said = t('planning.changed', { phase: phaseTitle(draft.phase()) });
    if (edit === null || (await props.deeds.askThenTell(edit, said))) leave();
  }

  /** Saved, or its changes thrown away. */
  function leave() {
    draft.clear();
    props.onClose();
  }

  function takeTheirs() {
    const back = draft.giveUp();
    tell(t('aroundTasks.discarded'), { label: t('app.undo'), run: back });
    title.focus();
  }

  async function remove() {
    const edit = removal(props.state.plan, props.phase.id);
    if (edit === null) return;
    const said = t('planning.removed', { phase: phaseTitle(props.phase) });
    isRemovedHere = true;
    isRemovedHere = await props.deeds.askThenTell(edit, said);
    if (isRemovedHere) draft.clear();
  }

  return (
    <form
      class="plan-editor"
      aria-label={t('planning.edit', { phase: phaseTitle(props.phase) })}
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => {
        // Nothing that was written is lost to a key that closes the panel.
        if (keyOf(event) !== 'Escape') return;
        event.stopPropagation();
        if (draft.edit() === null) props.onClose();
      }}
    >
      <PhaseWords
        draft={draft}
        titleRef={(field) => {
          title = field;
        }}
      />
      <HowLong draft={draft} />
      <KindSettings
        phase={draft.phase()}
        writtenIn={draft.writtenIn()}
        anonymous={props.state.journey.anonymous}
        markOf={draft.markOf}
        onChange={draft.set}
      />
      <AreaField phase={draft.phase()} onChange={(area) => draft.set(withArea(draft.phase(), area))} />
      <RightsField
        phase={draft.phase()}
        onChange={(rights) => draft.set(withRights(draft.phase(), rights))}
      />
      <div role="status">
        <Show when={draft.isOvertaken()}>
          <Overtaken theirs={props.phase} writtenIn={draft.writtenIn()} onTake={takeTheirs} />
        </Show>
      </div>
      <div class="facilitate-row plan-editor-end">
        <button type="submit" class="button button-primary">
          {t('planning.save')}
        </button>
        <button type="button" class="button" onClick={leave}>
          {t('planning.cancel')}
        </button>
        <span class="facilitate-gap" />
        <button
          type="button"
          class="button button-danger"
          disabled={runs()}
          title={runs() ? t('planning.runningKept') : undefined}
          onClick={() => void remove()}
        >
          {t('planning.remove')}
        </button>
      </div>
    </form>
  );
}

function HowLong(props: { draft: PhaseDraft }) {
  const { draft } = props;
  return (
    <>
      <LengthField length={draft.phase().length} onChange={(length) => draft.put({ length })} />
      <Show when={draft.phase().length !== 'open'}>
        <label class="facilitate-check">
          <input
            type="checkbox"
            checked={draft.phase().movesOn}
            onChange={(event) => draft.put({ movesOn: event.currentTarget.checked })}
          />
          {t('planning.movesOn')}
        </label>
      </Show>
    </>
  );
}

/** What somebody else made of the phase meanwhile, beside what is half edited here. */
function Overtaken(props: { theirs: Phase; writtenIn: Language; onTake(): void }) {
  const session = useSession();
  return (
    <div class="plan-overtaken">
      <p>{t('planning.overtaken')}</p>
      <p class="plan-overtaken-words" lang={props.writtenIn} dir="auto">
        <strong>{props.theirs.title[props.writtenIn] || phaseTitle(props.theirs)}</strong>
        {` · ${lengthText(props.theirs.length, session.nowMs())}`}
      </p>
      <p class="plan-overtaken-words" lang={props.writtenIn} dir="auto">
        {props.theirs.instructions[props.writtenIn]}
      </p>
      <p>{t('planning.overtakenSave')}</p>
      <button type="button" class="button" onClick={() => props.onTake()}>
        {t('planning.takeTheirs')}
      </button>
    </div>
  );
}
