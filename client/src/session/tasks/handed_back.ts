// Which of one's own notes a facilitator handed back: they lie in the basket again, and say so there.

import { createEffect, createRoot, createSignal } from 'solid-js';
import { t } from '../../i18n';
import { tell } from '../../messages/messages';
import type { DraftId } from '../../protocol/session';
import type { Session } from '../session';

const [handedBack, setHandedBack] = createRoot(() => createSignal<ReadonlySet<DraftId>>(new Set()));

export function isHandedBack(draft: DraftId): boolean {
  return handedBack().has(draft);
}

/** Follows one's own notes until whoever calls this is cleaned up, and says once when some came back. */
export function followHandedBack(session: Session): void {
  createEffect<{ offered: ReadonlySet<DraftId>; refused: number }>(
    (before) => {
      const drafts = session.state()?.own.get(session.me)?.drafts ?? [];
      const refused = session.refused();
      const offered = new Set(drafts.filter((draft) => draft.offered).map(({ id }) => id));
      // What the room did not take was never with the facilitator.
      const back = drafts.filter(({ id }) => before.offered.has(id) && !offered.has(id));
      if (back.length > 0 && refused === before.refused) {
        setHandedBack((known) => new Set([...known, ...back.map(({ id }) => id)]));
        tell(t('offering.handedBackTold'));
      }
      if ([...offered].some((id) => handedBack().has(id))) {
        setHandedBack((known) => new Set([...known].filter((id) => !offered.has(id))));
      }
      return { offered, refused };
    },
    { offered: new Set(), refused: session.refused() },
  );
}
