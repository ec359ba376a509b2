// The moment after a vote: its result is the stage, the same for everybody, until the picnic goes on.

import './result_stage.css';
import { Key } from '@solid-primitives/keyed';
import LayoutDashboard from 'lucide-solid/icons/layout-dashboard';
import Vote from 'lucide-solid/icons/vote';
import { createMemo, createSignal, createUniqueId, onCleanup, Show } from 'solid-js';
import { keepClearOf } from '../../board/keep_clear';
import { useBoard } from '../../board/open_board';
import { t } from '../../i18n';
import type { VoteResult } from '../../protocol/session';
import { useSession } from '../session';
import { placed } from './ballot';
import { inTie } from './result_moment';
import { useTask } from './task';

export function ResultStage(props: { result: VoteResult; onToBoard(): void; onVoteAgain(): void }) {
  const task = useTask();
  const session = useSession();
  const heading = createUniqueId();
  const [stage, setStage] = createSignal<HTMLElement>();
  // The board lies under it meanwhile.
  keepClearOf('result', useBoard(), stage, () => null);
  const items = createMemo(() => placed(props.result).filter(({ votes }) => votes > 0));
  const ranks = () => items().map(({ rank }) => rank);
  const votes = () => items().reduce((sum, { votes }) => sum + votes, 0);
  const firstTie = () => ranks().find((_, at) => inTie(ranks(), at) === 'first');
  const paper = (item: string) => task.board.cluster(item)?.color ?? task.board.note(item)?.color ?? 'white';
  const size = (item: string) => task.board.membersOf(item).length;

  return (
    <section
      class="result-stage"
      aria-labelledby={heading}
      tabindex="-1"
      data-focus-region
      ref={(element) => {
        setStage(element);
        onCleanup(() => setStage(undefined));
      }}
    >
      <div class="result-inside">
        <div class="result-card panel">
          <h2 id={heading}>{t('tasks.resultHeading')}</h2>
          <p class="task-quiet">
            {t('tasks.resultOf', {
              people: t('tasks.peopleWho', { count: props.result.voters }),
              votes: t('tasks.votesGiven', { count: votes() }),
            })}
          </p>
          <ol>
            <Key each={items()} by="item">
              {(item, at) => (
                <li class="result-line" data-tie={inTie(ranks(), at())} data-color={paper(item().item)}>
                  <span class="result-rank">{t('tasks.rank', { rank: item().rank })}</span>
                  <span class="result-what">
                    <b dir="auto">{task.titleOf(item().item)}</b>
                    <Show when={size(item().item) > 0}>
                      <small>{t('tasks.notes', { count: size(item().item) })}</small>
                    </Show>
                  </span>
                  <span class="result-bar" style={{ '--part': String(item().part) }}>
                    <span aria-hidden="true" />
                    <b>{t('tasks.votes', { count: item().votes })}</b>
                  </span>
                </li>
              )}
            </Key>
          </ol>
          <Show when={firstTie()}>{(rank) => <p>{t('tasks.resultTie', { rank: rank() })}</p>}</Show>
        </div>
        <fieldset class="result-next panel" aria-label={t('tasks.resultBefore')}>
          <Show when={session.role() === 'facilitator'}>
            <h3>{t('tasks.resultBefore')}</h3>
            <button type="button" class="button" onClick={() => props.onVoteAgain()}>
              <Vote size={20} aria-hidden="true" />
              {t('tasks.resultAgain')}
            </button>
          </Show>
          <button type="button" class="button" onClick={() => props.onToBoard()}>
            <LayoutDashboard size={20} aria-hidden="true" />
            {t('tasks.resultToBoard')}
          </button>
          <p class="task-quiet">{t('tasks.resultSecret')}</p>
        </fieldset>
      </div>
    </section>
  );
}
