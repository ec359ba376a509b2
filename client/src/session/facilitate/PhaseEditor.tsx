// Changes one phase: its words in each language, how long it lasts, and what its kind has to set.

import { createMemo, createSignal, createUniqueId, For, onCleanup, onMount, Show } from 'solid-js';
import { isSentenceAdrift } from '../../focus/keep_focus';
import { isWriting } from '../../focus/writing';
import { keepForm } from '../../half_written/field';
import { language, t } from '../../i18n';
import { LANGUAGES } from '../../i18n/languages';
import { keyOf } from '../../keys/key_of';
import { tell } from '../../messages/messages';
import type { Language, Phase } from '../../protocol/session';
import { type SessionState, useSession } from '../session';
import { phaseField } from '../tasks/kept';
import { lengthText, phaseTitle } from '../words';
import type { Deeds } from './deeds';
import { KindSettings } from './KindSettings';
import { LengthField } from './LengthField';
import {
  change,
  halfEdited,
  INSTRUCTIONS_CHARS_MAX,
  isChangedSince,
  PHASE_TITLE_CHARS_MAX,
  removal,
  withText,
} from './plan_edits';

interface PhaseEditorProps {
  readonly phase: Phase;
  readonly state: SessionState;
  readonly deeds: Deeds;
  onClose(): void;
}

export function PhaseEditor(props: PhaseEditorProps) {
  const id = createUniqueId();
  const session = useSession();
  const form = keepForm({
    purpose: { kind: 'phase', who: session.me, of: props.phase.id },
    texts: ['phase'],
    was: () => {
      const now = JSON.stringify(props.phase);
      return { phase: now, base: now };
    },
    about: () => phaseTitle(props.phase),
  });
  const draft = createMemo<Phase>(() => halfEdited(form.words().phase ?? '', props.phase));
  const [writtenIn, setWrittenIn] = createSignal<Language>(session.roomLanguage() ?? language());
  const runs = () => props.state.journey.current === props.phase.id;
  let title!: HTMLInputElement;
  // Whoever goes on here with a sentence that was kept meanwhile has its own field.
  onMount(() => {
    if (!isWriting() && !isSentenceAdrift()) title.focus();
  });
  const { id: phase } = props.phase;
  let isRemovedHere = false;
  onCleanup(() => {
    const isThere = session.state()?.plan.some((one) => one.id === phase);
    if (isThere !== false || isRemovedHere || !form.isHalf()) return;
    tell(t('planning.keptOfRemoved', { list: t('planning.unfinished') }));
  });

  const setDraft = (phase: Phase) =>
    form.put({
      phase: JSON.stringify(phase),
      title: phase.title[writtenIn()] ?? '',
      instructions: phase.instructions[writtenIn()] ?? '',
    });
  const put = (some: Partial<Phase>) => setDraft({ ...draft(), ...some } as Phase);
  const isTouched = () => change(props.phase, draft()) !== null;
  /** Somebody else changed it meanwhile: whoever saves now is told what they put theirs in place of. */
  const isOvertaken = createMemo(() => isTouched() && isChangedSince(form.words().base, props.phase));

  async function save(event: SubmitEvent) {
    event.preventDefault();
    const edit = change(props.phase, draft());
    const said = t('planning.changed', { phase: phaseTitle(draft()) });
    if (edit === null || (await props.deeds.askThenTell(edit, said))) leave();
  }

  /** Saved, or its changes thrown away. */
  function leave() {
    form.clear();
    props.onClose();
  }

  function takeTheirs() {
    const mine = form.words();
    form.clear();
    tell(t('tasks.discarded'), { label: t('app.undo'), run: () => form.put(mine) });
    title.focus();
  }

  async function remove() {
    const edit = removal(props.state.plan, props.phase.id);
    if (edit === null) return;
    const said = t('planning.removed', { phase: phaseTitle(props.phase) });
    isRemovedHere = true;
    isRemovedHere = await props.deeds.askThenTell(edit, said);
    if (isRemovedHere) form.clear();
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
        if (!isTouched()) props.onClose();
      }}
    >
      <fieldset class="plan-languages">
        <legend>{t('planning.language')}</legend>
        <For each={LANGUAGES}>
          {({ code, name }) => (
            <label lang={code}>
              <input
                type="radio"
                name={`${id}-language`}
                checked={writtenIn() === code}
                onChange={() => setWrittenIn(code)}
              />
              {name}
            </label>
          )}
        </For>
      </fieldset>
      <label for={`${id}-title`}>{t('planning.title')}</label>
      <input
        id={`${id}-title`}
        class="field"
        ref={title}
        lang={writtenIn()}
        {...form.mark(phaseField('title', writtenIn()))}
        maxlength={PHASE_TITLE_CHARS_MAX}
        value={draft().title[writtenIn()] ?? ''}
        onInput={(event) => put({ title: withText(draft().title, writtenIn(), event.currentTarget.value) })}
      />
      <label for={`${id}-instructions`}>{t('planning.instructions')}</label>
      <textarea
        id={`${id}-instructions`}
        class="field"
        rows={4}
        lang={writtenIn()}
        {...form.mark(phaseField('instructions', writtenIn()))}
        maxlength={INSTRUCTIONS_CHARS_MAX}
        aria-describedby={`${id}-hint`}
        value={draft().instructions[writtenIn()] ?? ''}
        onInput={(event) =>
          put({ instructions: withText(draft().instructions, writtenIn(), event.currentTarget.value) })
        }
      />
      <p id={`${id}-hint`} class="facilitate-muted">
        {t('planning.instructionsHint')}
      </p>
      <LengthField length={draft().length} onChange={(length) => put({ length })} />
      <Show when={draft().length !== 'open'}>
        <label class="facilitate-check">
          <input
            type="checkbox"
            checked={draft().movesOn}
            onChange={(event) => put({ movesOn: event.currentTarget.checked })}
          />
          {t('planning.movesOn')}
        </label>
      </Show>
      <KindSettings
        phase={draft()}
        writtenIn={writtenIn()}
        anonymous={props.state.journey.anonymous}
        markOf={form.mark}
        onChange={setDraft}
      />
      <div role="status">
        <Show when={isOvertaken()}>
          <div class="plan-overtaken">
            <p>{t('planning.overtaken')}</p>
            <p class="plan-overtaken-words" lang={writtenIn()} dir="auto">
              <strong>{props.phase.title[writtenIn()] || phaseTitle(props.phase)}</strong>
              {` · ${lengthText(props.phase.length, session.nowMs())}`}
            </p>
            <p class="plan-overtaken-words" lang={writtenIn()} dir="auto">
              {props.phase.instructions[writtenIn()]}
            </p>
            <p>{t('planning.overtakenSave')}</p>
            <button type="button" class="button" onClick={takeTheirs}>
              {t('planning.takeTheirs')}
            </button>
          </div>
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
