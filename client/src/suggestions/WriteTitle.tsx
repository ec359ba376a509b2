// A title for a cluster that is not there yet: notes are sorted under it at once.

import { keepForm, useHalfWritten } from '../half_written/field';
import { t } from '../i18n';
import { TITLE_CHARS_MAX } from '../protocol/session';

export function WriteTitle(props: { onWrite(title: string): void }) {
  const form = keepForm({
    purpose: { kind: 'pileTitle', who: useHalfWritten().me, of: '' },
    texts: ['title'],
    was: () => ({ title: '' }),
  });
  const title = () => form.words().title ?? '';
  return (
    <form
      class="suggest-write"
      onSubmit={(event) => {
        event.preventDefault();
        const written = title().trim();
        if (written === '') return;
        form.clear();
        props.onWrite(written);
      }}
    >
      <input
        class="field"
        type="text"
        maxlength={TITLE_CHARS_MAX}
        autocomplete="off"
        aria-label={t('suggestions.newTitle')}
        placeholder={t('suggestions.newTitle')}
        {...form.mark('title')}
        value={title()}
        onInput={(event) => form.put({ title: event.currentTarget.value })}
      />
      <button type="submit" class="button">
        {t('suggestions.addTitle')}
      </button>
    </form>
  );
}
