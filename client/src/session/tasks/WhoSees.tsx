// Says at a field whether what is written there will have its writer's name on it: that may change while somebody writes.

import { t } from '../../i18n';
import { useTask } from './task';

export function WhoSees(props: { id: string }) {
  const task = useTask();
  return (
    <p class="task-quiet" id={props.id}>
      {t(task.state().journey.anonymous ? 'tasks.saidNameless' : 'tasks.saidNamed')}
    </p>
  );
}
