// One field for one's own name.

import { createUniqueId } from 'solid-js';
import { language, t } from '../i18n';
import { refuse } from '../messages/messages';
import { NAME_CHARS_MAX, type ParticipantId } from '../protocol/session';
import { defaultName } from './default_names';
import { myName, setMyName } from './my_name';

export function NameForm(props: { me: ParticipantId }) {
  const field = createUniqueId();
  const hint = createUniqueId();
  let input: HTMLInputElement | undefined;

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const name = (input?.value ?? '').replace(/\s+/g, ' ').trim();
    const count = [...name].length;
    if (count > NAME_CHARS_MAX) refuse(t('name.tooLong', { max: NAME_CHARS_MAX, count }));
    else setMyName(name);
  }

  return (
    <form class="name-form" onSubmit={submit}>
      <label for={field}>{t('name.question')}</label>
      <div class="name-row">
        <input
          id={field}
          ref={(element) => {
            input = element;
          }}
          class="field"
          value={myName()}
          placeholder={defaultName(props.me, language())}
          autocomplete="nickname"
          aria-describedby={hint}
        />
        <button type="submit" class="button button-primary">
          {t('name.done')}
        </button>
      </div>
      <p id={hint} class="name-hint">
        {t('name.hint', { name: defaultName(props.me, language()) })}
      </p>
    </form>
  );
}
