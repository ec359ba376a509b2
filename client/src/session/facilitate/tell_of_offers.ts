// A message to whoever facilitates when notes wait for their nod and the panel in which they stand is closed.

import { createEffect, onCleanup, untrack } from 'solid-js';
import { t } from '../../i18n';
import { dismiss, messages, tell } from '../../messages/messages';
import { side } from '../../side/side';
import type { Session } from '../session';
import { showInWorkshop } from './show_in_workshop';

/** Says it when the first comes, and says how many while that stands there; more are told by the panel's button alone. */
export function tellOfOffers(session: Pick<Session, 'state'>): void {
  let told: number | null = null;
  createEffect<number>((before) => {
    const count = session.state()?.offers.length ?? 0;
    const stands = untrack(messages).some(({ id }) => id === told);
    if (count === 0 || side() === 'workshop') {
      if (told !== null) dismiss(told);
      told = null;
    } else if (count > before && (before === 0 || stands)) {
      told = tell(
        t('planning.offers', { count }),
        { label: t('planning.offersShow'), run: () => showInWorkshop('.offers button') },
        'offers',
      );
    }
    return count;
  }, 0);
  onCleanup(() => told !== null && dismiss(told));
}
