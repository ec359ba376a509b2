// The words of a phase that is edited, in one language at a time.

import './phase_editor.css';
import { createUniqueId, For } from 'solid-js';
import { t } from '../../i18n';
import { LANGUAGES } from '../../i18n/languages';
import type { PhaseDraft } from './phase_draft';
import { INSTRUCTIONS_CHARS_MAX, PHASE_TITLE_CHARS_MAX, withText } from './plan_edits';

export function PhaseWords(props: { draft: PhaseDraft; titleRef(field: HTMLInputElement): void }) {
  const { draft } = props;
  const id = createUniqueId();
  return (
    <>
      <fieldset class="plan-languages">
        <legend>{t('planning.language')}</legend>
        <For each={LANGUAGES}>
          {({ code, name }) => (
            <label lang={code}>
              <input
                type="radio"
                name={`${id}-language`}
                checked={draft.writtenIn() === code}
                onChange={() => draft.writeIn(code)}
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
        ref={props.titleRef}
        lang={draft.writtenIn()}
        {...draft.markOfText('title')}
        maxlength={PHASE_TITLE_CHARS_MAX}
        value={draft.phase().title[draft.writtenIn()] ?? ''}
        onInput={(event) =>
          draft.put({ title: withText(draft.phase().title, draft.writtenIn(), event.currentTarget.value) })
        }
      />
      <label for={`${id}-instructions`}>{t('planning.instructions')}</label>
      <textarea
        id={`${id}-instructions`}
        class="field"
        rows={4}
        lang={draft.writtenIn()}
        {...draft.markOfText('instructions')}
        maxlength={INSTRUCTIONS_CHARS_MAX}
        aria-describedby={`${id}-hint`}
        value={draft.phase().instructions[draft.writtenIn()] ?? ''}
        onInput={(event) =>
          draft.put({
            instructions: withText(draft.phase().instructions, draft.writtenIn(), event.currentTarget.value),
          })
        }
      />
      <p id={`${id}-hint`} class="facilitate-muted">
        {t('planning.instructionsHint')}
      </p>
    </>
  );
}
