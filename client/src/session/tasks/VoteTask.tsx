// Voting: a secret ballot as a list with a stepper an item, and what came of it once it is closed.

import './vote.css';
import { Key } from '@solid-primitives/keyed';
import Lock from 'lucide-solid/icons/lock';
import Minus from 'lucide-solid/icons/minus';
import Plus from 'lucide-solid/icons/plus';
import { createEffect, createMemo, For, on, Show } from 'solid-js';
import { t } from '../../i18n';
import { announce } from '../../messages/messages';
import { usePeople } from '../../people/people_around';
import type { ElementId, OpenVote } from '../../protocol/session';
import { ballotIn } from '../fold';
import { presentOf } from '../present';
import { resultsOf, stepOf } from './ballot';
import { Offline } from './Offline';
import type { PhaseOf } from './phase';
import { Ready } from './Ready';
import { Results } from './Results';
import { isPutAway, showResultAgain } from './result_put_away';
import { useTask } from './task';

export function VoteTask(props: { phase: PhaseOf<'vote'> }) {
  const task = useTask();
  const vote = createMemo(() => {
    const open = task.state().journey.vote;
    return open !== null && open.phase === props.phase.id ? open : null;
  });
  const results = createMemo(() => resultsOf(task.state().results, props.phase.id));
  createEffect(
    on(
      () => results().length,
      (count, before) => {
        if (before !== undefined && count > before) announce(t('tasks.voteClosed'));
      },
    ),
  );
  const mayVote = () => task.session.role() !== 'viewer';

  return (
    <>
      <Show when={vote()}>
        {(open) => (
          <Show when={mayVote()} fallback={<p>{t('tasks.voteWatch')}</p>}>
            <VotingPaper vote={open()} />
            <Offline />
            <Ready />
          </Show>
        )}
      </Show>
      <Show when={vote() === null && results().length === 0}>
        <p class="task-quiet">{t('tasks.voteNone')}</p>
      </Show>
      <Show when={vote() === null && results()[0]}>
        {(last) => (
          <Show when={isPutAway(last())}>
            <button type="button" class="button" onClick={showResultAgain}>
              {t('tasks.resultFromBoard')}
            </button>
          </Show>
        )}
      </Show>
      <Key each={vote() === null ? results() : []} by="round">
        {(result) => <Results result={result()} />}
      </Key>
    </>
  );
}

function VotingPaper(props: { vote: OpenVote }) {
  const task = useTask();
  const around = usePeople();
  const ballot = () => ballotIn(props.vote, task.own().ballot);
  /**
   * Where nobody may know who voted how, a result of one ballot tells it. It is said of what the server has counted: without a
   * connection nobody knows who else has voted, and while a vote of one's own is on its way it stays as it was.
   */
  const aloneText = createMemo<string | null>((before) => {
    const { journey, people, progress } = task.state();
    if (!journey.anonymous || !task.session.live()) return null;
    if (task.session.waiting() > 0) return before;
    // Whoever left may have voted: then it is not theirs alone.
    const others = progress.voters - (ballot().votes.length > 0 ? 1 : 0);
    if (presentOf(people, around.isHere).length <= 1 && others <= 0) return t('tasks.voteAlone');
    const isOnlyMine = progress.voters === 1 && others === 0;
    return isOnlyMine ? t('tasks.voteOnlyMine') : null;
  }, null);
  return (
    <>
      <p class="task-secret">
        <Lock size={16} aria-hidden="true" />
        {t('tasks.voteSecret')}
      </p>
      <Show when={aloneText()}>{(text) => <p class="task-offline">{text()}</p>}</Show>
      <div class="task-left" role="status">
        <strong>
          {ballot().elsewhere === true
            ? t('tasks.votesElsewhere')
            : t('tasks.votesLeftOf', { count: ballot().left, of: props.vote.budget })}
        </strong>
        <span class="task-quiet">{t('tasks.perItem', { count: props.vote.perItemMax })}</span>
      </div>
      <ul class="task-votes">
        <For each={task.state().items}>{(item) => <Item item={item} vote={props.vote} />}</For>
      </ul>
    </>
  );
}

function Item(props: { item: ElementId; vote: OpenVote }) {
  const task = useTask();
  const step = createMemo(() => stepOf(ballotIn(props.vote, task.own().ballot), props.vote, props.item));
  const title = () => task.titleOf(props.item);
  const notes = () => task.board.membersOf(props.item);

  return (
    <li class="task-vote" data-item={props.item} classList={{ 'task-vote-given': step().votes > 0 }}>
      <div class="task-vote-what">
        <button type="button" class="task-vote-title" dir="auto" onClick={() => task.board.show(props.item)}>
          {title()}
        </button>
        <Show when={notes().length > 0}>
          <details>
            <summary>{t('tasks.notes', { count: notes().length })}</summary>
            <ul>
              <For each={notes()}>
                {(note) => <li dir="auto">{note.text.trim() || t('board.emptyNote')}</li>}
              </For>
            </ul>
          </details>
        </Show>
      </div>
      <VoteStepper item={props.item} vote={props.vote} />
    </li>
  );
}

/** How many votes one gives a thing. */
export function VoteStepper(props: { item: ElementId; vote: OpenVote }) {
  const task = useTask();
  const step = createMemo(() => stepOf(ballotIn(props.vote, task.own().ballot), props.vote, props.item));
  const title = () => task.titleOf(props.item);
  const cast = (count: number) =>
    void task.does({ do: 'vote', round: props.vote.round, item: props.item, count });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form, and this is one item's stepper.
    <div class="task-stepper" role="group" aria-label={title()}>
      <button
        type="button"
        class="button button-icon"
        aria-label={t('tasks.takeVote', { title: title() })}
        aria-disabled={!step().mayTake}
        onClick={() => {
          if (step().mayTake) cast(step().votes - 1);
        }}
      >
        <Minus size={20} aria-hidden="true" />
      </button>
      <output class="task-vote-count" aria-label={t('tasks.votes', { count: step().votes })}>
        {step().votes}
      </output>
      <button
        type="button"
        class="button button-icon"
        aria-label={t('tasks.giveVote', { title: title() })}
        aria-disabled={!step().mayAdd}
        onClick={() => {
          if (step().mayAdd) cast(step().votes + 1);
        }}
      >
        <Plus size={20} aria-hidden="true" />
      </button>
    </div>
  );
}
