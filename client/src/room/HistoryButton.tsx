// Opens the room's history, at its film.

import Clock from 'lucide-solid/icons/clock';
import { setOpensAt } from '../history/looking';
import { t } from '../i18n';
import { closeSide, openSide, side } from '../side/side';

export function HistoryButton(props: { isInMenu?: boolean }) {
  function toggle(): void {
    if (side() === 'history') {
      closeSide('history');
      return;
    }
    setOpensAt({});
    openSide('history');
  }
  return (
    <button
      type="button"
      class="button history-open"
      classList={{ 'button-icon': props.isInMenu !== true }}
      aria-label={t('room.history')}
      title={props.isInMenu === true ? undefined : t('room.history')}
      aria-expanded={side() === 'history'}
      popovertarget={props.isInMenu === true ? 'settings' : undefined}
      onClick={toggle}
    >
      <Clock size={20} aria-hidden="true" />
      {props.isInMenu === true && t('room.history')}
    </button>
  );
}
