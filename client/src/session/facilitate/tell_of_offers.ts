// A message to whoever facilitates when notes wait for their nod and the panel in which they stand is closed.

import { createEffect, onCleanup, untrack } from 'solid-js';
import { t } from '../../i18n';
import { dismiss, messages, tell } from '../../messages/messages';
import { openSide, side } from '../../side/side';
import type { Session } from '../session';

/** Where they are let in, with the keyboard at the first of them. */
function showOffers(): void {
  if (side() !== 'workshop') openSide('workshop');
  // Once they stand there, and the message that was pressed is gone.
  setTimeout(() => document.querySelector<HTMLElement>('.offers button')?.focus());
}

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
        { label: t('planning.offersShow'), run: showOffers },
        'offers',
      );
    }
    return count;
  }, 0);
  onCleanup(() => told !== null && dismiss(told));
}
