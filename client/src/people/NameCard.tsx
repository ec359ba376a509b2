// Asks for a name once, in a corner, while the board can be written on.

import X from 'lucide-solid/icons/x';
import { t } from '../i18n';
import type { ParticipantId } from '../protocol/session';
import { setMyName } from './my_name';
import { NameForm } from './NameForm';

export function NameCard(props: { me: ParticipantId }) {
  return (
    <aside class="name-card panel" aria-label={t('name.label')}>
      <NameForm me={props.me} />
      <button
        type="button"
        class="button button-icon name-skip"
        aria-label={t('name.skip')}
        title={t('name.skip')}
        onClick={() => setMyName('')}
      >
        <X size={20} aria-hidden="true" />
      </button>
    </aside>
  );
}
