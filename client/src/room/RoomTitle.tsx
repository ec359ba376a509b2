// The room's title: text that becomes a field where it stands, for those who may change it.

import { createEffect, createSignal, Show } from 'solid-js';
import { t } from '../i18n';
import { keyOf } from '../keys/key_of';
import { refuse } from '../messages/messages';
import { TITLE_CHARS_MAX } from '../protocol/session';
import { titleVerdict } from './title';

export function RoomTitle(props: { title: string; editable: boolean; onChange(title: string): void }) {
  const [invalid, setInvalid] = createSignal(false);
  let field: HTMLInputElement | undefined;

  // Somebody else's change shows at once, but never under the hands of the one who is writing.
  createEffect(() => {
    const { title } = props;
    if (field !== undefined && document.activeElement !== field) field.value = title;
  });

  function commit(input: HTMLInputElement) {
    const verdict = titleVerdict(input.value);
    setInvalid(!verdict.ok);
    if (!verdict.ok) {
      refuse(t('title.tooLong', { max: TITLE_CHARS_MAX, count: verdict.chars }));
      return;
    }
    input.value = verdict.title;
    if (verdict.title !== props.title) props.onChange(verdict.title);
  }

  function onKeyDown(event: KeyboardEvent & { currentTarget: HTMLInputElement }) {
    if (keyOf(event) === 'Escape') {
      event.currentTarget.value = props.title;
      setInvalid(false);
      event.currentTarget.blur();
    }
    if (keyOf(event) === 'Enter') event.currentTarget.blur();
  }

  return (
    <>
      <h1 class={props.editable ? 'for-screen-readers' : 'room-title'}>
        {props.title || t('home.untitled')}
      </h1>
      <Show when={props.editable}>
        <input
          class="room-title room-title-field"
          ref={(element) => {
            field = element;
            element.value = props.title;
          }}
          aria-label={t('title.label')}
          aria-invalid={invalid()}
          placeholder={t('title.placeholder')}
          autocomplete="off"
          spellcheck={false}
          onBlur={(event) => commit(event.currentTarget)}
          onKeyDown={onKeyDown}
        />
      </Show>
    </>
  );
}
