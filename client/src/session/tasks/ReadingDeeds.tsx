// What one can say to a note while its cluster is read note by note: react to it, or vote for it or for the cluster, as the phase has it.

import { Show } from 'solid-js';
import { useBoard } from '../../board/open_board';
import { t } from '../../i18n';
import type { ElementId } from '../../protocol/session';
import { ballotIn } from '../fold';
import { runningPhase, type SessionState, useSession } from '../session';
import { createBoardItems } from './board_items';
import { Reactions } from './Reactions';
import { createTask, TaskContext, useTask } from './task';
import { VoteStepper } from './VoteTask';

export default function ReadingDeeds(props: { note: ElementId; cluster: ElementId }) {
  const session = useSession();
  const items = createBoardItems(useBoard());
  const known = () => (session.role() === 'viewer' ? null : session.state());
  return (
    <Show when={known()}>
      {(state) => (
        <TaskContext.Provider value={createTask(session, items, state, session.me)}>
          <Show when={runningPhase(state())?.kind === 'taste'}>
            <Reactions note={props.note} />
          </Show>
          <Vote state={state()} note={props.note} cluster={props.cluster} />
        </TaskContext.Provider>
      )}
    </Show>
  );
}

function Vote(props: { state: SessionState; note: ElementId; cluster: ElementId }) {
  const task = useTask();
  const item = () => [props.note, props.cluster].find((one) => props.state.items.includes(one));
  const open = () => {
    const { vote } = props.state.journey;
    const on = item();
    return vote === null || on === undefined ? undefined : { vote, on };
  };
  return (
    <Show when={open()}>
      {(on) => (
        <>
          <span>{t('tasks.votesLeft', { count: ballotIn(on().vote, task.own().ballot).left })}</span>
          <VoteStepper item={on().on} vote={on().vote} />
        </>
      )}
    </Show>
  );
}
