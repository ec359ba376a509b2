// A title for a cluster that is not there yet: notes are sorted under it at once.

import { createSignal } from 'solid-js';
import { t } from '../i18n';
import { TITLE_CHARS_MAX } from '../protocol/session';

export function WriteTitle(props: { onWrite(title: string): void }) {
  const [title, setTitle] = createSignal('');
  return (
    <form
      class="suggest-write"
      onSubmit={(event) => {
        event.preventDefault();
        const written = title().trim();
        if (written === '') return;
        props.onWrite(written);
        setTitle('');
      }}
    >
      <input
        class="field"
        type="text"
        maxlength={TITLE_CHARS_MAX}
        autocomplete="off"
        aria-label={t('suggest.newTitle')}
        placeholder={t('suggest.newTitle')}
        value={title()}
        onInput={(event) => setTitle(event.currentTarget.value)}
      />
      <button type="submit" class="button">
        {t('suggest.addTitle')}
      </button>
    </form>
  );
}
