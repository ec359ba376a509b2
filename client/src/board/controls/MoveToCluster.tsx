// The choice of a cluster for the selected notes to move to, or for the selected cluster to merge into.

import './move_to_cluster.css';
import { createSignal, For, Show } from 'solid-js';
import { Dialog } from '../../dialog/Dialog';
import { language, t } from '../../i18n';
import { type Destination, moveTo, whyNotMerged } from '../commands/clusters';
import { mayWithNotes } from '../commands/may_with';
import type { Asking } from '../commands/taking_away';
import { targetCluster, targetNotes } from '../commands/targets';
import type { Cluster } from '../document/cluster';
import type { Around, BoardDocument, Eye, Focus, Pen, Selection } from '../parts';
import { titleFor } from '../titles';

/** From so many clusters on, typing a part of the title is quicker than looking. */
const FINDING_FROM = 8;

/** What moving to another cluster needs of the board. */
export type MovingBoard = BoardDocument &
  Selection &
  Focus &
  Eye &
  Pen &
  Around<'editable' | 'ready' | 'announce' | 'explain' | 'standing'> &
  Asking;

export default function MoveToCluster(props: { board: MovingBoard; onClose(): void }) {
  const { board } = props;
  // What is at hand is decided now: the dialog takes the focus.
  const merging = targetCluster(board);
  const notes = board.notes.pick(targetNotes(board));
  const inCluster = notes.some((note) => board.clusters.of(note) !== undefined);
  const [looked, setLooked] = createSignal('');
  const all = [...board.clusters.all()].filter((cluster) => isOther(cluster)).sort(byTitle);
  const found = () => {
    const words = looked().trim().toLocaleLowerCase(language());
    return all.filter((cluster) => titleFor(cluster).toLocaleLowerCase(language()).includes(words));
  };

  function isOther(cluster: Cluster): boolean {
    if (merging !== undefined)
      return cluster.id !== merging.id && whyNotMerged(board, merging, cluster) === null;
    if (notes.some((note) => board.may.join(note, cluster.id) !== null)) return false;
    return notes.some((note) => note.cluster !== cluster.id);
  }

  function go(event: MouseEvent & { currentTarget: HTMLElement }, destination: Destination): void {
    // Gives the focus back to where it was: without a selection that is what is moved.
    event.currentTarget.closest('dialog')?.close();
    moveTo(board, destination);
  }

  return (
    <Dialog
      heading={t(merging === undefined ? 'clusters.choose' : 'clusters.chooseMerge')}
      onClose={() => props.onClose()}
    >
      <Show when={all.length >= FINDING_FROM}>
        <input
          class="field"
          type="search"
          aria-label={t('clusters.find')}
          placeholder={t('clusters.find')}
          value={looked()}
          onInput={(event) => setLooked(event.currentTarget.value)}
        />
      </Show>
      <ul class="cluster-choices">
        <Show when={merging === undefined && looked() === '' && mayWithNotes(board, notes).group}>
          <li>
            <button type="button" class="cluster-choice" onClick={(event) => go(event, { kind: 'new' })}>
              {t('clusters.choiceNew')}
            </button>
          </li>
          <Show when={inCluster}>
            <li>
              <button type="button" class="cluster-choice" onClick={(event) => go(event, { kind: 'none' })}>
                {t('clusters.choiceNone')}
              </button>
            </li>
          </Show>
        </Show>
        <For
          each={found()}
          fallback={<Show when={looked() !== ''}>{<li>{t('clusters.choicesNone')}</li>}</Show>}
        >
          {(cluster) => (
            <li>
              <button
                type="button"
                class="cluster-choice"
                onClick={(event) => go(event, { kind: 'cluster', id: cluster.id })}
              >
                <span class="cluster-choice-color" data-color={cluster.color} />
                <span class="cluster-choice-title" dir="auto">
                  {titleFor(cluster)}
                </span>
                <span class="cluster-choice-count">
                  {t('clusters.notes', { count: board.clusters.sizeOf(cluster.id) })}
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  );
}

function byTitle(a: Cluster, b: Cluster): number {
  if ((a.title === '') !== (b.title === '')) return a.title === '' ? 1 : -1;
  return a.title.localeCompare(b.title, language()) || (a.id < b.id ? -1 : 1);
}
