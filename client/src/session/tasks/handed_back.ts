// Which notes of this page's people a facilitator handed back: they lie in the basket again, and say so there.

import { createEffect, createRoot, createSignal } from 'solid-js';
import { t } from '../../i18n';
import { dismiss, messages, tell } from '../../messages/messages';
import type { Draft, DraftId } from '../../protocol/session';
import type { Session } from '../session';

const [handedBack, setHandedBack] = createRoot(() => createSignal<ReadonlySet<DraftId>>(new Set()));

export function isHandedBack(draft: DraftId): boolean {
  return handedBack().has(draft);
}

/** The word that notes were sent, and which of them wait. */
let sent: { readonly message: number; readonly waiting: Set<DraftId> } | null = null;

/** Says that notes were sent to the facilitator, for as long as one of them waits. */
export function tellSent(drafts: readonly DraftId[]): void {
  const before = messages().some(({ id }) => id === sent?.message) ? sent?.waiting : undefined;
  sent = { message: tell(t('offering.sent')), waiting: new Set([...(before ?? []), ...drafts]) };
}

/** These wait no more: they are let in, or back. */
function waitNoMore(drafts: Iterable<DraftId>): void {
  if (sent === null) return;
  const before = sent.waiting.size;
  for (const draft of drafts) sent.waiting.delete(draft);
  if (sent.waiting.size > 0 || before === 0) return;
  dismiss(sent.message);
  sent = null;
}

/**
 * Follows one's own notes, and those of whom one acts for, until whoever calls this is cleaned up; says once when some came back, and
 * hands on those that are there no more: let in, or taken out by their writer; `onLook` shows those that came back.
 */
export function followHandedBack(
  session: Session,
  onGone: (drafts: readonly Draft[]) => void,
  onLook: () => void,
): void {
  createEffect<{ offered: ReadonlyMap<DraftId, Draft>; refused: number }>(
    (before) => {
      const drafts = [...(session.state()?.own.values() ?? [])].flatMap((own) => own.drafts);
      const refused = session.refused();
      const there = new Set(drafts.map(({ id }) => id));
      const offered = new Map(drafts.filter((draft) => draft.offered).map((draft) => [draft.id, draft]));
      const waited = [...before.offered.values()].filter(({ id }) => !offered.has(id));
      waitNoMore(waited.map(({ id }) => id));
      const gone = waited.filter(({ id }) => !there.has(id));
      if (gone.length > 0) onGone(gone);
      // What the room did not take was never with the facilitator.
      const back = waited.filter(({ id }) => there.has(id));
      if (back.length > 0 && refused === before.refused) {
        setHandedBack((known) => new Set([...known, ...back.map(({ id }) => id)]));
        tell(t('offering.handedBackTold'), { label: t('offering.look'), run: onLook });
      }
      if ([...handedBack()].some((id) => offered.has(id))) {
        setHandedBack((known) => new Set([...known].filter((id) => !offered.has(id))));
      }
      return { offered, refused };
    },
    { offered: new Map(), refused: session.refused() },
  );
}
