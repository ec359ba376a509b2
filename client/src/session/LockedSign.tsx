// Says to those whom it concerns that the board cannot be changed: it is locked, or of a later version.

import './locked_sign.css';
import Lock from 'lucide-solid/icons/lock';
import { Show } from 'solid-js';
import { t } from '../i18n';
import { useSession } from './session';

export function LockedSign(props: { newer: boolean }) {
  const session = useSession();
  const isLocked = () => session.role() === 'participant' && session.state()?.journey.locked === true;
  const words = () => (props.newer ? t('room.newerBoard') : isLocked() ? t('session.locked') : undefined);
  return (
    <div class="locked-place" role="status">
      <Show when={words()}>
        <p class="locked-sign panel">
          <Lock size={18} aria-hidden="true" />
          {words()}
        </p>
      </Show>
    </div>
  );
}
