// Where everyone looks, as each page says it: whom it follows, and the note in the spotlight.

import './attention.css';
import { Show } from 'solid-js';
import { useBoard } from '../../board/open_board';
import { t } from '../../i18n';
import { useSession } from '../session';
import { nameIn, shortened } from '../words';
import { deedsIn } from './deeds';
import { followTheLeader, goWhereBrought } from './where_all_look';

export default function Attention() {
  const session = useSession();
  const board = useBoard();
  const deeds = deedsIn(session);
  const nameOf = (who: string) => nameIn(session.state()?.people ?? [], who);
  goWhereBrought(session, board);
  const { leader, following, setAway } = followTheLeader(session, board);

  const isFacilitator = () => session.role() === 'facilitator';
  const spotlight = () => (isFacilitator() ? (session.state()?.journey.spotlight ?? null) : null);
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
    <div class="strip-line attention-strip">
      <span>{props.text}</span>
      <button type="button" class="button attention-button" onClick={() => props.onPress()}>
        {props.button}
      </button>
    </div>
  );
}
