// Says on what leads to the history that its bin holds something that was taken away and nobody here looked at.

import { Show } from 'solid-js';
import { takenAway } from '../history/taken_away';
import { t } from '../i18n';

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
