// Clustering is done on the board; here are the ways to do it, in a few lines.

import './cluster_keys.css';
import { For } from 'solid-js';
import { t } from '../../i18n';

const KEYS = [
  ['Ctrl G', 'clusterGroup'],
  ['Ctrl M', 'clusterMove'],
  ['F2', 'clusterName'],
] as const;

export function ClusterTask() {
  return (
    <>
      <p>{t('tasks.clusterHow')}</p>
      <dl class="task-keys">
        <For each={KEYS}>
          {([key, meaning]) => (
            <div>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(`tasks.${meaning}`)}</dd>
            </div>
          )}
        </For>
      </dl>
    </>
  );
}
