// What people are told while a room is open: that names come or go, what they may do from now on, and what this browser does
// not keep.

import { createEffect, on, untrack } from 'solid-js';
import { passFor } from '../entering/pass';
import { t } from '../i18n';
import { refuse, tell } from '../messages/messages';
import type { OpenRoom } from './open_room';

export function tellOfRoom(room: OpenRoom): void {
  // Who writes under a promise that ends, or begins, is told so.
  createEffect(
    on(
      () => room.session.state()?.journey.anonymous,
      (now, before) => {
        if (now !== undefined && before !== undefined && now !== before) {
          tell(t(now ? 'session.nameless' : 'session.named'));
        }
      },
    ),
  );
  // What one may do from now on is told by whoever gave the role, and by nothing on the screen that everybody would notice.
  createEffect(on(room.ownRole, (now) => tell(t(`session.role_${now}`)), { defer: true }));
  createEffect(() => {
    if (passFor(room.id) !== undefined) untrack(() => tell(t('room.noCookies')));
  });
  createEffect(() => {
    if (!room.halfWritten.isKept()) refuse(t('room.wordsNotKept'));
  });
}
