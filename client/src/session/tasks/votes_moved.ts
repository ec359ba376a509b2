// Tells a voter that votes came back to them, for what they were given to is not on the board, or that they count again, for it is.

import { type Accessor, createEffect, onCleanup } from 'solid-js';
import type { OpenBoard } from '../../board/open_board';
import { t } from '../../i18n';
import { tell } from '../../messages/messages';
import type { ElementId } from '../../protocol/session';
import type { Session } from '../session';
import { shortened } from '../words';

export function tellVotesMoved(session: Session, board: Accessor<OpenBoard | undefined>): void {
  /** What is voted on was last seen to say, and how many votes were on it: neither can be asked once it is gone. */
  const titles = new Map<ElementId, string>();
  const given = new Map<ElementId, number>();

  createEffect(() => {
    const open = board();
    const state = session.state();
    if (open === undefined || state === null || state.journey.vote === null) return;
    const { items } = state;
    const read = () => {
      for (const item of items) {
        const text = open.textOf(item)?.trim();
        if (text !== undefined && text !== '') titles.set(item, shortened(text));
      }
    };
    read();
    for (const lying of [open.notes, open.clusters]) onCleanup(lying.listen(read));
  });
  createEffect(() => {
    for (const [item, votes] of session.state()?.own.get(session.me)?.ballot?.votes ?? []) {
      given.set(item, votes);
    }
  });

  onCleanup(
    session.listenToVotes(({ item, counted }) => {
      const title = titles.get(item) ?? t('clusters.untitled');
      const count = counted ?? given.get(item) ?? 1;
      tell(t(counted === null ? 'offering.votesBack' : 'offering.votesCountAgain', { count, item: title }));
    }),
  );
}
