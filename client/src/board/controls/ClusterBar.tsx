// What can be done to the selected cluster, beside its title.

import './selection_bar.css';
import { BookOpen, ChevronsDownUp, ChevronsUpDown, Combine, LayoutGrid, Pencil, Ungroup } from 'lucide-solid';
import { createMemo, createSignal, onCleanup, Show } from 'solid-js';
import { t } from '../../i18n';
import { dissolve, paintCluster, tidy, toggleFold } from '../commands/clusters';
import { mayWithCluster } from '../commands/may_with';
import type { Asking } from '../commands/taking_away';
import type { Cluster } from '../document/cluster';
import { headingOf } from '../document/cluster_rect';
import type { Around, BoardDocument, Eye, Focus, Overview, Pen, Selection } from '../parts';
import { titleFor } from '../titles';
import { BarButton } from './BarButton';
import { createPlaceBeside } from './beside';
import { keyboardBack } from './keyboard_back';
import { Swatches } from './Swatches';

type Board = BoardDocument &
  Selection &
  Focus &
  Eye &
  Pen &
  Overview &
  Around<'editable' | 'ready' | 'announce' | 'explain' | 'standing'> &
  Asking;

export function ClusterBar(props: { board: Board; onMerge(): void; onRead(cluster: string): void }) {
  const { board } = props;
  const [changes, setChanges] = createSignal(0);
  onCleanup(
    board.clusters.listen((ids) => {
      if (ids.has(board.chosen() ?? '')) setChanges(changes() + 1);
    }),
  );
  // A new object for each change, though the cluster is the same: its rect may be another.
  const cluster = createMemo(() => {
    changes();
    const id = board.chosen();
    const found = id === null ? undefined : board.clusters.get(id);
    return found === undefined ? undefined : { ...found };
  });
  const giveBack = keyboardBack(board);
  const rect = () => board.clusters.rectOf(cluster()?.id ?? '') ?? null;
  const { place, watch } = createPlaceBeside(board, rect, () => {
    const around = rect();
    return around === null ? null : headingOf(around);
  });
  const may = createMemo(() => {
    const found = cluster();
    return found === undefined ? undefined : mayWithCluster(board, found);
  });
  const isAny = () => Object.values(may() ?? {}).some(Boolean);
  const shown = () => (board.page.editable && !board.busy() && isAny() ? cluster() : undefined);

  return (
    <Show when={shown() !== undefined}>
      <div
        class="selection-bar panel"
        role="toolbar"
        aria-label={t('clusters.bar', { title: nameOf(cluster()) })}
        ref={(bar) => {
          watch(bar);
          giveBack(bar);
        }}
        style={place()}
      >
        <Show when={may()?.change}>
          <Swatches
            chosen={cluster()?.color ?? null}
            onChoose={(color) => having(cluster(), (found) => paintCluster(board, found, color))}
          />
        </Show>
        <div class="selection-deeds">
          <Show when={board.clusters.sizeOf(cluster()?.id ?? '') > 0}>
            <BarButton
              icon={BookOpen}
              name={t('clusters.read')}
              onPress={() => having(cluster(), ({ id }) => props.onRead(id))}
            />
          </Show>
          <Show when={may()?.change === true && board.titling.id() === null}>
            <BarButton
              icon={Pencil}
              name={t('clusters.rename')}
              key="Enter"
              onPress={() => having(cluster(), (found) => board.titling.start(found.id))}
            />
          </Show>
          <Show when={may()?.fold}>
            <BarButton
              icon={cluster()?.folded === true ? ChevronsUpDown : ChevronsDownUp}
              name={t(cluster()?.folded === true ? 'clusters.open' : 'clusters.collapse')}
              key="Ctrl+Enter"
              onPress={() => having(cluster(), (found) => toggleFold(board, found))}
            />
          </Show>
          <Show when={may()?.tidy === true && cluster()?.folded === false}>
            <BarButton
              icon={LayoutGrid}
              name={t('clusters.tidy')}
              onPress={() => having(cluster(), (found) => tidy(board, found))}
            />
          </Show>
          <Show when={may()?.merge === true && board.clusterCount() > 1}>
            <BarButton
              icon={Combine}
              name={t('clusters.mergeInto')}
              key="Ctrl+M"
              onPress={() => props.onMerge()}
            />
          </Show>
          <Show when={may()?.dissolve}>
            <BarButton
              icon={Ungroup}
              name={t('clusters.dissolve')}
              key="Ctrl+Shift+G"
              onPress={() => having(cluster(), (found) => dissolve(board, found))}
            />
          </Show>
        </div>
      </div>
    </Show>
  );
}

function having(cluster: Cluster | undefined, run: (cluster: Cluster) => void): void {
  if (cluster !== undefined) run(cluster);
}

function nameOf(cluster: Cluster | undefined): string {
  return cluster === undefined ? '' : titleFor(cluster);
}
