// Says at a field whether what is written there will have its writer's name on it: that may change while somebody writes.

import { t } from '../../i18n';
import { type Task, useTask } from './task';

export function WhoSees(props: { id: string }) {
  const task = useTask();
  return (
    <p class="task-quiet" id={props.id}>
      {whoSees(task)}
    </p>
  );
}

/** The same in words, for a question. */
export function whoSees(task: Task): string {
  return t(task.state().journey.anonymous ? 'tasks.saidNameless' : 'tasks.saidNamed');
}
