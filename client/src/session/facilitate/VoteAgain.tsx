// Another round of a vote: among those that share the first place, or the first few.

import './fields.css';
import './vote_tab.css';
import { createSignal, createUniqueId, Show } from 'solid-js';
import { keepForm } from '../../half_written/field';
import { t } from '../../i18n';
import { announce } from '../../messages/messages';
import type { VoteResult } from '../../protocol/session';
import { useSession } from '../session';
import type { Deeds } from './deeds';
import { NumberField } from './NumberField';
import { VOTES_MAX, wholeNumber } from './plan_edits';
import { tiedFirst, topOnes } from './top_ones';
import { VotesEach, type VotesPerPerson } from './VotesEach';

const TOP_FIRST = 3;
/** Fewer are no choice. */
const AMONG_MIN = 2;

export function VoteAgain(props: { result: VoteResult; deeds: Deeds }) {
  const session = useSession();
  const group = createUniqueId();
  const ties = () => tiedFirst(props.result);
  const [chosenTop, setChosenTop] = createSignal<boolean | null>(null);
  const form = keepForm({
    purpose: { kind: 'round', who: session.me, of: session.state()?.journey.current ?? '' },
    texts: ['count', 'budget', 'perItemMax'],
    was: () => ({ count: `${TOP_FIRST}`, budget: '', perItemMax: '' }),
  });
  const number = (name: 'count' | 'budget' | 'perItemMax') =>
    wholeNumber(form.words()[name] ?? '', VOTES_MAX);
  const count = () => number('count') ?? TOP_FIRST;
  const votes = (): VotesPerPerson => ({ budget: number('budget'), perItemMax: number('perItemMax') });
  const setVotes = ({ budget, perItemMax }: VotesPerPerson) =>
    form.put({ budget: `${budget ?? ''}`, perItemMax: `${perItemMax ?? ''}` });
  const isTop = () => chosenTop() ?? ties().length === 0;
  const among = () => (isTop() ? topOnes(props.result, count()) : ties());

  async function open(event: SubmitEvent) {
    event.preventDefault();
    const command = { do: 'openVote', among: among(), ...votes() } as const;
    if (!(await props.deeds.ask(command))) return;
    form.clear();
    announce(t('balloting.opened'));
  }

  return (
    <form class="vote-again" onSubmit={(event) => void open(event)}>
      <fieldset>
        <legend>{t('balloting.again')}</legend>
        <Show when={ties().length > 0}>
          <label class="facilitate-check">
            <input type="radio" name={group} checked={!isTop()} onChange={() => setChosenTop(false)} />
            {t('balloting.againTies', { count: ties().length })}
          </label>
          <label class="facilitate-check">
            <input type="radio" name={group} checked={isTop()} onChange={() => setChosenTop(true)} />
            {t('balloting.againTop')}
          </label>
        </Show>
      </fieldset>
      <Show when={isTop()}>
        <NumberField
          label={t('balloting.againTopField')}
          value={count()}
          max={VOTES_MAX}
          wrong={t('planning.badVotes', { max: VOTES_MAX })}
          onChange={(value) => value !== null && form.put({ count: `${value}` })}
        />
      </Show>
      <p class="facilitate-muted" aria-live="polite">
        {among().length < AMONG_MIN
          ? t('balloting.againTooFew')
          : t('balloting.againCount', { count: among().length })}
      </p>
      <VotesEach votes={votes()} onChange={setVotes} />
      <button type="submit" class="button" disabled={among().length < AMONG_MIN}>
        {t('balloting.againOpen')}
      </button>
    </form>
  );
}
