// Opens the room's history, at its film, or at the bin while it holds something that was taken away and nobody here looked at.

import Clock from 'lucide-solid/icons/clock';
import { Show } from 'solid-js';
import { setOpensAt } from '../history/looking';
import { takenAway } from '../history/taken_away';
import { t } from '../i18n';
import { closeSide, openSide, side } from '../side/side';

/** As in room.css: so narrow that the history is in the menu alone. */
export const HISTORY_IN_MENU = '(max-width: 1240px)';

/** What leads to the bin, by its name and by what is to be seen there. */
export function withTakenAway(name: string): string {
  return takenAway().size > 0 ? `${name}, ${t('room.takenAway')}` : name;
}

export function TakenAwayMark() {
  return (
    <Show when={takenAway().size > 0}>
      <span class="taken-away-mark" aria-hidden="true" />
    </Show>
  );
}

export function HistoryButton(props: { isInMenu?: boolean }) {
  function toggle(): void {
    if (side() === 'history') {
      closeSide('history');
      return;
    }
    setOpensAt(takenAway().size > 0 ? { face: 'bin' } : {});
    openSide('history');
  }
  return (
    <button
      type="button"
      class="button history-open"
      classList={{ 'button-icon': props.isInMenu !== true }}
      aria-label={withTakenAway(t('room.history'))}
      title={props.isInMenu === true ? undefined : t('room.history')}
      aria-expanded={side() === 'history'}
      popovertarget={props.isInMenu === true ? 'settings' : undefined}
      onClick={toggle}
    >
      <Clock size={20} aria-hidden="true" />
      {props.isInMenu === true && t('room.history')}
      <TakenAwayMark />
    </button>
  );
}
