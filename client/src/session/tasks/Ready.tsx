// «I'm done», for those who wait for one another.

import Check from 'lucide-solid/icons/check';
import { t } from '../../i18n';
import { useTask } from './task';

export function Ready() {
  const task = useTask();
  const progress = () => task.state().progress;
  return (
    <div class="task-ready">
      <button
        type="button"
        class="button"
        aria-pressed={task.own().ready}
        onClick={() => void task.does({ do: 'ready', ready: !task.own().ready })}
      >
        <Check size={20} aria-hidden="true" />
        {t('tasks.ready')}
      </button>
      <p class="task-quiet">
        {t('tasks.readyCount', { count: progress().ready, people: progress().people })}
      </p>
    </div>
  );
}
