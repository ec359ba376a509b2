// Where everyone looks, carried out on one's own board: it goes where it is brought, and along with whoever leads.

import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { OpenBoard } from '../../board/open_board';
import { t } from '../../i18n';
import { tell } from '../../messages/messages';
import type { BoardView, ParticipantId } from '../../protocol/session';
import type { Session } from '../session';
import { nameIn } from '../words';
import { type Following, followingOf, onBrought } from './follow';

type Board = Accessor<OpenBoard | undefined>;

export function goWhereBrought(session: Session, board: Board): void {
  const nameOf = (who: ParticipantId) => nameIn(session.state()?.people ?? [], who);
  const backTo = (view: BoardView) => ({
    label: t('facilitate.broughtBack'),
    run: () => board()?.goTo(view),
  });
  let seen: number | null = null;
  createEffect(() => {
    const now = session.state()?.journey;
    if (now === undefined) return;
    const before = seen ?? now.brought?.number ?? 0;
    seen = Math.max(before, now.brought?.number ?? 0);
    const at = board();
    if (now.brought === null || at === undefined) return;
    const { by, view } = now.brought;
    const deed = onBrought(now.brought, before, { me: session.me, isBusy: at.isAtWork() });
    if (deed === 'go') {
      const from = at.seen();
      at.goTo(view);
      tell(t('facilitate.brought', { name: nameOf(by) }), backTo(from));
    } else if (deed === 'ask') {
      tell(t('facilitate.broughtWhileBusy', { name: nameOf(by) }), {
        label: t('facilitate.broughtGo'),
        run: () => board()?.goTo(view),
      });
    }
  });
}

export interface Leading {
  leader(): ParticipantId | null;
  following(): Following;
  /** Stops following, or follows again. */
  setAway(away: boolean): void;
}

export function followTheLeader(session: Session, board: Board): Leading {
  const leader = () => session.state()?.journey.leader ?? null;
  const [isAway, setAway] = createSignal(false);
  const following = createMemo(() => followingOf(leader(), session.me, isAway()));
  // A new leader is followed, whatever became of the one before.
  createEffect(on(leader, () => setAway(false)));
  createEffect(() => board()?.tellView(following() === 'leading'));
  const view = createMemo(() => {
    const who = leader();
    return following() === 'along' && who !== null ? (board()?.viewOf(who) ?? null) : null;
  });
  createEffect(
    on(view, (to) => {
      const at = board();
      // Whoever chose somebody to go along with goes along with them.
      if (to !== null && at !== undefined && !at.isAtWork() && at.followed() === null) at.goTo(to);
    }),
  );
  // Whoever moves their own view looks elsewhere from then on.
  createEffect(
    on(
      () => board()?.led() ?? false,
      (isLed, wasLed) => {
        if (wasLed && !isLed && following() === 'along') setAway(true);
      },
    ),
  );
  onCleanup(() => board()?.tellView(false));
  return { leader, following, setAway };
}
