// The button at the top of a sheet that puts it away, for one to see the board.

import ChevronDown from 'lucide-solid/icons/chevron-down';
import PanelLeftClose from 'lucide-solid/icons/panel-left-close';
import { t } from '../../i18n';

/** It goes where the sheet came from: down, or to the left. */
export function PutAway(props: { isBelow: boolean; onPutAway(): void }) {
  return (
    <button
      type="button"
      class="button button-icon"
      aria-label={t('tasks.putAway')}
      title={t('tasks.putAway')}
      onClick={() => props.onPutAway()}
    >
      {props.isBelow ? (
        <ChevronDown size={20} aria-hidden="true" />
      ) : (
        <PanelLeftClose size={20} aria-hidden="true" />
      )}
    </button>
  );
}
