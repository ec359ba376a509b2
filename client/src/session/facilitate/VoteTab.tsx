// The vote: how far it is, its end, and another round among the top ones.

import './vote_tab.css';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { useBoard } from '../../board/open_board';
import { Ask } from '../../dialog/Ask';
import { t } from '../../i18n';
import { usePeople } from '../../people/people_around';
import type { OpenVote, VoteResult } from '../../protocol/session';
import { outOf, presentOf } from '../present';
import type { SessionState } from '../session';
import type { Deeds } from './deeds';
import { doublesIn } from './doubles';
import { cameSince, type Opening } from './newcomers';
import { questionText } from './Step';
import { closingQuestion, stepsFrom } from './steps';
import { VoteAgain } from './VoteAgain';

/** So many of a result tell how it went; everyone has all of it in their own sheet. */
const SHOWN_MAX = 8;

export function VoteTab(props: { state: SessionState; opening: Opening | null; deeds: Deeds }) {
  const isVoting = () => stepsFrom(props.state).current?.kind === 'vote';
  const last = () => props.state.results.at(-1);
  return (
    <Show
      when={props.state.journey.vote}
      fallback={
        <>
          <Show when={!isVoting() && last() === undefined}>
            <p class="facilitate-muted">{t('balloting.none')}</p>
          </Show>
          <Show when={last()}>{(result) => <Result result={result()} />}</Show>
          <Show when={isVoting()}>
            <Show when={last()} fallback={<OpenFirst deeds={props.deeds} />}>
              {(result) => <VoteAgain result={result()} deeds={props.deeds} />}
            </Show>
          </Show>
        </>
      }
    >
      {(vote) => <Open vote={vote()} state={props.state} opening={props.opening} deeds={props.deeds} />}
    </Show>
  );
}

function Open(props: { vote: OpenVote; state: SessionState; opening: Opening | null; deeds: Deeds }) {
  const [closing, setClosing] = createSignal(false);
  const voters = () => outOf(props.state.progress, props.state.progress.voters);
  const ready = () => outOf(props.state.progress, props.state.progress.ready);
  const around = usePeople();
  const doubles = createMemo(() => doublesIn(props.state.people));
  const came = () => cameSince(props.opening, props.state.people);
  const left = () => ready().of - presentOf(props.state.people, around.isHere).length;
  return (
    <section class="vote-open">
      <h2>{t('balloting.open')}</h2>
      <Show when={props.vote.phase !== props.state.journey.current}>
        <p class="facilitate-muted">{t('balloting.resting')}</p>
      </Show>
      <p>
        {t('balloting.items', { count: props.state.items.length })} ·{' '}
        {t('balloting.budget', { count: props.vote.budget })},{' '}
        {t('balloting.perItemMax', { count: props.vote.perItemMax })}
      </p>
      <Meter text={t('balloting.voters', voters())} part={voters().count} of={voters().of} />
      <Meter text={t('balloting.ready', ready())} part={ready().count} of={ready().of} />
      <Show when={left() > 0}>
        <p class="facilitate-muted">{t('peopleTab.haveLeft', { count: left() })}</p>
      </Show>
      <p class="facilitate-muted">{t('balloting.secret')}</p>
      <Show when={doubles() > 0}>
        <p>{t('peopleTab.doublesVote', { count: doubles() })}</p>
      </Show>
      <Show when={came().count > 0}>
        <p>{t('peopleTab.cameSince', came())}</p>
      </Show>
      <Show
        when={closing()}
        fallback={
          <button type="button" class="button" onClick={() => setClosing(true)}>
            {t('balloting.close')}
          </button>
        }
      >
        <Ask
          text={questionText(closingQuestion(props.state))}
          yes={t('facilitation.closingYes')}
          onYes={() => {
            setClosing(false);
            void props.deeds.ask({ do: 'closeVote', round: props.vote.round });
          }}
          onNo={() => setClosing(false)}
        />
      </Show>
    </section>
  );
}

/** The words say it; the bar is for the eye. */
function Meter(props: { text: string; part: number; of: number }) {
  return (
    <div class="vote-meter">
      <span>{props.text}</span>
      <span class="vote-meter-bar" aria-hidden="true">
        <span style={{ width: `${props.of === 0 ? 0 : Math.min(100, (props.part / props.of) * 100)}%` }} />
      </span>
    </div>
  );
}

function Result(props: { result: VoteResult }) {
  const board = useBoard();
  return (
    <section>
      <h2>
        {t('balloting.result')}
        <Show when={props.result.round > 1}>
          {' '}
          <span class="facilitate-muted">{t('balloting.resultRound', { round: props.result.round })}</span>
        </Show>
      </h2>
      <ul class="vote-result">
        <For each={props.result.items.slice(0, SHOWN_MAX)}>
          {({ item, votes, rank }) => (
            <li>
              <span class="vote-rank">{votes === 0 ? '–' : t('balloting.rank', { rank })}</span>
              <span class="vote-item">{board()?.textOf(item)?.trim() || t('balloting.untitled')}</span>
              <span class="vote-votes">{t('balloting.votes', { count: votes })}</span>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}

/** A vote phase that began with nothing on the board. */
function OpenFirst(props: { deeds: Deeds }) {
  return (
    <>
      <p class="facilitate-muted">{t('balloting.noItems')}</p>
      <button
        type="button"
        class="button"
        onClick={() => void props.deeds.ask({ do: 'openVote', among: null, budget: null, perItemMax: null })}
      >
        {t('balloting.openFirst')}
      </button>
    </>
  );
}
