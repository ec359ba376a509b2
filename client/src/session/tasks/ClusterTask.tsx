// Clustering is done on the board; here is how far it is, and what is still alone, which can be sent to a group from here.

import './cluster_task.css';
import { Key } from '@solid-primitives/keyed';
import FolderInput from 'lucide-solid/icons/folder-input';
import { createMemo, For, Show } from 'solid-js';
import { t } from '../../i18n';
import { runningPhase } from '../session';
import { wordsOf } from '../words';
import { useTask } from './task';

const KEYS = [
  ['Ctrl G', 'clusterGroup'],
  ['Ctrl M', 'clusterMove'],
  ['F2', 'clusterName'],
] as const;

/** So many notes are listed that are alone: more is a board to look at. */
const ALONE_MAX = 12;

export function ClusterTask() {
  const task = useTask();
  const instructions = () => wordsOf(runningPhase(task.state())?.instructions ?? {});
  const notes = () => task.board.notes();
  const clusters = createMemo(() => new Set(task.board.clusters().map(({ id }) => id)));
  const alone = createMemo(() =>
    notes().filter(({ cluster }) => cluster === null || !clusters().has(cluster)),
  );
  const grouped = () => notes().length - alone().length;
  return (
    <>
      {/* Where the phase says it in its own words, once is enough. */}
      <Show when={instructions() === ''}>
        <p>{t('tasks.clusterHow')}</p>
      </Show>
      <Show when={notes().length > 0}>
        <div class="cluster-far">
          <span>{t('tasks.clustered', { count: grouped(), of: notes().length })}</span>
          <span class="cluster-far-bar" aria-hidden="true">
            <span style={{ width: `${(grouped() / notes().length) * 100}%` }} />
          </span>
        </div>
      </Show>
      <Show when={alone().length > 0 && clusters().size > 0}>
        <h3>{t('tasks.alone', { count: alone().length })}</h3>
        <ul class="cluster-alone">
          <Key each={alone().slice(0, ALONE_MAX)} by="id">
            {(note) => (
              <li data-color={note().color}>
                <button type="button" dir="auto" onClick={() => task.board.show(note().id)}>
                  {note().text.replace(/\s+/gu, ' ').trim() || t('board.emptyNote')}
                </button>
                <Show when={task.board.mayChange(note().id)}>
                  <button
                    type="button"
                    class="cluster-send"
                    aria-label={t('tasks.sendToGroup', { note: task.titleOf(note().id) })}
                    title={t('tasks.clusterMove')}
                    onClick={() => task.board.askWhere(note().id)}
                  >
                    <FolderInput size={20} aria-hidden="true" />
                  </button>
                </Show>
              </li>
            )}
          </Key>
        </ul>
        <Show when={alone().length > ALONE_MAX}>
          <p class="task-quiet">{t('tasks.aloneMore', { count: alone().length - ALONE_MAX })}</p>
        </Show>
      </Show>
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
