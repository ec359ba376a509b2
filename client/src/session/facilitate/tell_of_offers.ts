// A message to whoever facilitates when notes wait for their nod and the panel in which they stand is closed.

import { createEffect, onCleanup, untrack } from 'solid-js';
import { t } from '../../i18n';
import { dismiss, messages, tell } from '../../messages/messages';
import { side } from '../../side/side';
import type { Session } from '../session';
import { showInWorkshop } from './show_in_workshop';

/** Whoever put the message away, or let it go, hears of more that come no sooner than so long after it. */
const AGAIN_MS = 60_000;

/** Says how many wait when one comes: at once where the message stands there or nothing was said of late, else a while after it. */
export function tellOfOffers(session: Pick<Session, 'state'>): void {
  let told: number | null = null;
  let againMs = 0;
  let later: ReturnType<typeof setTimeout> | undefined;
  const waiting = () => session.state()?.offers.length ?? 0;

  function say(): void {
    clearTimeout(later);
    later = undefined;
    againMs = Date.now() + AGAIN_MS;
    told = tell(
      t('planning.offers', { count: waiting() }),
      { label: t('planning.offersShow'), run: () => showInWorkshop('.offers button') },
      'offers',
    );
  }

  function unsay(): void {
    clearTimeout(later);
    later = undefined;
    againMs = 0;
    if (told !== null) dismiss(told);
    told = null;
  }

  createEffect<number>((before) => {
    const count = waiting();
    const stands = untrack(messages).some(({ id }) => id === told);
    if (count === 0 || side() === 'workshop') unsay();
    else if (count > before) {
      const inMs = againMs - Date.now();
      if (stands || inMs <= 0) untrack(say);
      else later ??= setTimeout(() => untrack(say), inMs);
    }
    return count;
  }, 0);
  onCleanup(unsay);
}
