// Where everyone looks, as each page does it: it goes where it is brought, follows whoever leads, and says so.

import './attention.css';
import { createEffect, createMemo, createSignal, on, onCleanup, Show } from 'solid-js';
import { useBoard } from '../../board/door';
import { t } from '../../i18n';
import { tell } from '../../messages/messages';
import type { BoardView } from '../../protocol/session';
import { useSession } from '../session';
import { nameIn, shortened } from '../words';
import { deedsIn } from './deeds';
import { followingOf, onBrought } from './follow';

export function Attention() {
  const session = useSession();
  const board = useBoard();
  const deeds = deedsIn(session);
  const journey = () => session.state()?.journey;
  const leader = () => journey()?.leader ?? null;
  const nameOf = (who: string) => nameIn(session.state()?.people ?? [], who);
  const [isAway, setAway] = createSignal(false);
  const following = createMemo(() => followingOf(leader(), session.me, isAway()));

  goWhereBrought();
  followTheLeader();

  function goWhereBrought() {
    let seen: number | null = null;
    createEffect(() => {
      const now = journey();
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

  function backTo(view: BoardView) {
    return { label: t('facilitate.broughtBack'), run: () => board()?.goTo(view) };
  }

  function followTheLeader() {
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
        if (to !== null && at !== undefined && !at.isAtWork()) at.goTo(to);
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
  }

  const isFacilitator = () => session.role() === 'facilitator';
  const spotlight = () => (isFacilitator() ? (journey()?.spotlight ?? null) : null);
  const spotlit = () => {
    const text =
      board()
        ?.textOf(spotlight() ?? '')
        ?.replace(/\s+/g, ' ')
        .trim() ?? '';
    return text === '' ? t('facilitate.spotlitEmpty') : t('facilitate.spotlit', { text: shortened(text) });
  };

  return (
    <div class="attention" role="status" data-focus-return>
      <Show when={following() === 'leading'}>
        <Strip
          text={t('facilitate.leading')}
          button={t('facilitate.leadingEnd')}
          onPress={() => void deeds.ask({ do: 'lead', on: false })}
        />
      </Show>
      <Show when={following() === 'along'}>
        <Strip
          text={t('facilitate.following', { name: nameOf(leader() ?? '') })}
          button={t('facilitate.followingEnd')}
          onPress={() => setAway(true)}
        />
      </Show>
      <Show when={following() === 'away'}>
        <Strip
          text={t('facilitate.notFollowing', { name: nameOf(leader() ?? '') })}
          button={t('facilitate.followAgain')}
          onPress={() => setAway(false)}
        />
      </Show>
      <Show when={spotlight() !== null}>
        <Strip
          text={spotlit()}
          button={t('facilitate.spotlightEnd')}
          onPress={() => void deeds.ask({ do: 'spotlight', note: null })}
        />
      </Show>
    </div>
  );
}

function Strip(props: { text: string; button: string; onPress(): void }) {
  return (
    <div class="attention-strip">
      <span>{props.text}</span>
      <button type="button" class="attention-button" onClick={() => props.onPress()}>
        {props.button}
      </button>
    </div>
  );
}
