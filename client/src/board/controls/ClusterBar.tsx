// What can be done to the selected cluster, beside its title.

import './selection_bar.css';
import { ChevronsDownUp, ChevronsUpDown, Combine, LayoutGrid, Pencil, Ungroup } from 'lucide-solid';
import { createMemo, createSignal, onCleanup, Show } from 'solid-js';
import { t } from '../../i18n';
import { dissolve, paintCluster, tidy, toggleFold } from '../commands/clusters';
import { titleFor } from '../marks';
import type { Cluster } from '../model/cluster';
import type { Surface } from '../surface';
import { BarButton } from './BarButton';
import { createPlaceBeside } from './beside';
import { keyboardBack } from './keyboard_back';
import { Swatches } from './Swatches';

export function ClusterBar(props: { surface: Surface; onMerge(): void }) {
  const { surface } = props;
  const [changes, setChanges] = createSignal(0);
  onCleanup(
    surface.clusters.listen((ids) => {
      if (ids.has(surface.chosen() ?? '')) setChanges(changes() + 1);
    }),
  );
  // A new object for each change, though the cluster is the same: its outline may be another.
  const cluster = createMemo(() => {
    changes();
    const id = surface.chosen();
    const found = id === null ? undefined : surface.clusters.get(id);
    return found === undefined ? undefined : { ...found };
  });
  const giveBack = keyboardBack(surface);
  const { place, watch } = createPlaceBeside(
    surface,
    () => surface.clusters.outline(cluster()?.id ?? '') ?? null,
  );
  const shown = () => (surface.props.editable && !surface.busy() ? cluster() : undefined);

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
        style={{ translate: place() }}
      >
        <Swatches
          chosen={cluster()?.color ?? null}
          onChoose={(color) => having(cluster(), (found) => paintCluster(surface, found, color))}
        />
        <span class="tools-gap" />
        <Show when={surface.titling.id() === null}>
          <BarButton
            icon={Pencil}
            name={t('clusters.rename')}
            key="Enter"
            onPress={() => having(cluster(), (found) => surface.titling.start(found.id))}
          />
        </Show>
        <BarButton
          icon={cluster()?.folded === true ? ChevronsUpDown : ChevronsDownUp}
          name={t(cluster()?.folded === true ? 'clusters.open' : 'clusters.collapse')}
          key="Ctrl+Enter"
          onPress={() => having(cluster(), (found) => toggleFold(surface, found))}
        />
        <Show when={cluster()?.folded === false}>
          <BarButton
            icon={LayoutGrid}
            name={t('clusters.tidy')}
            onPress={() => having(cluster(), (found) => tidy(surface, found))}
          />
        </Show>
        <Show when={surface.clusterCount() > 1}>
          <BarButton
            icon={Combine}
            name={t('clusters.mergeInto')}
            key="Ctrl+M"
            onPress={() => props.onMerge()}
          />
        </Show>
        <BarButton
          icon={Ungroup}
          name={t('clusters.dissolve')}
          key="Ctrl+Shift+G"
          onPress={() => having(cluster(), (found) => dissolve(surface, found))}
        />
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
