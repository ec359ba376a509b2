// The ways in a menu to what can be done with a room as a whole.

import Archive from 'lucide-solid/icons/archive';
import Copy from 'lucide-solid/icons/copy';
import Link2 from 'lucide-solid/icons/link-2';
import Trash from 'lucide-solid/icons/trash';
import { For } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { t } from '../i18n';
import type { LifeAct } from './acts';

const ICONS = { copy: Copy, archive: Archive, links: Link2, takeAway: Trash } as const;

export default function LifeWays(props: { acts: readonly LifeAct[]; onAct(act: LifeAct): void }) {
  return (
    <For each={props.acts}>
      {(act) => (
        <button type="button" class="button room-menu-way" onClick={() => props.onAct(act)}>
          <Dynamic component={ICONS[act]} size={20} aria-hidden="true" />
          <span>{t(`life.way_${act}`)}</span>
        </button>
      )}
    </For>
  );
}
