// Says to those whom it concerns that the board is locked.

import Lock from 'lucide-solid/icons/lock';
import { Show } from 'solid-js';
import { t } from '../i18n';
import { useSession } from './session';

export function LockedSign() {
  const session = useSession();
  const isLocked = () => session.role() === 'participant' && session.state()?.journey.locked === true;
  return (
    <div class="locked-place" role="status">
      <Show when={isLocked()}>
        <p class="locked-sign panel">
          <Lock size={18} aria-hidden="true" />
          {t('session.locked')}
        </p>
      </Show>
    </div>
  );
}
