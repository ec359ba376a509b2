// Asks for a name once, in a corner, while the board can be written on. It has the focus when it opens.

import X from 'lucide-solid/icons/x';
import { onCleanup } from 'solid-js';
import { useHalfWritten } from '../half_written/field';
import { t } from '../i18n';
import type { ParticipantId } from '../protocol/session';
import { setMyName } from './my_name';
import { NameForm, nameOf } from './NameForm';

interface NameCardProps {
  me: ParticipantId;
  /** The card went with the focus in it. */
  onGone(): void;
}

export function NameCard(props: NameCardProps) {
  const halfWritten = useHalfWritten();
  let skip: HTMLButtonElement | undefined;
  onCleanup(() => {
    if (document.activeElement === skip) props.onGone();
  });
  return (
    <aside class="name-card" tabindex="-1" aria-label={t('name.label')}>
      <NameForm me={props.me} onGone={props.onGone} />
      <button
        type="button"
        class="button button-icon name-skip"
        aria-label={t('name.skip')}
        title={t('name.skip')}
        ref={(element) => {
          skip = element;
        }}
        onClick={() => {
          halfWritten.clear(nameOf(props.me));
          setMyName('');
        }}
      >
        <X size={20} aria-hidden="true" />
      </button>
    </aside>
  );
}
