// What can be done to the selected notes, beside them.

import './selection_bar.css';
import { BringToFront, CopyPlus, FolderInput, Group, Layers, Pencil, Trash2, Ungroup } from 'lucide-solid';
import { createMemo, createSignal, onCleanup, Show } from 'solid-js';
import { t } from '../../i18n';
import { bringOut, group, ungroup } from '../commands/clusters';
import { duplicate, paint, raise, remove } from '../commands/commands';
import { around } from '../model/point';
import { topOfSame } from '../model/same_notes';
import type { Surface } from '../surface';
import { BarButton } from './BarButton';
import { createPlaceBeside } from './beside';
import { keyboardBack } from './keyboard_back';
import { Swatches } from './Swatches';

export function SelectionBar(props: { surface: Surface; onMoveTo(): void }) {
  const { surface } = props;
  // The selection is a set of ids; the document may move the notes under it.
  const [changes, setChanges] = createSignal(0);
  onCleanup(
    surface.notes.listen((ids) => {
      for (const id of ids) {
        if (!surface.selection().has(id)) continue;
        setChanges(changes() + 1);
        return;
      }
    }),
  );
  const notes = createMemo(() => {
    changes();
    return surface.selectedNotes();
  });
  const color = createMemo(() => {
    const [first, ...rest] = notes();
    return first !== undefined && rest.every((note) => note.color === first.color) ? first.color : null;
  });
  const giveBack = keyboardBack(surface);
  const { place, watch } = createPlaceBeside(surface, () => around(notes()));
  const isShown = () => surface.props.editable && notes().length > 0 && !surface.busy();
  const areOfOneCluster = () => {
    const [first, ...rest] = notes().map((note) => surface.clusters.of(note));
    return first !== undefined && rest.every((cluster) => cluster === first);
  };
  const areInClusters = () => notes().some((note) => surface.clusters.of(note) !== undefined);

  return (
    <Show when={isShown()}>
      <div
        class="selection-bar panel"
        role="toolbar"
        aria-label={t('board.selection', { count: notes().length })}
        ref={(bar) => {
          watch(bar);
          giveBack(bar);
        }}
        style={{ translate: place() }}
      >
        <Swatches chosen={color()} onChoose={(chosen) => paint(surface, chosen)} />
        <span class="tools-gap" />
        <Show when={notes().length === 1 && surface.writing.id() === null}>
          <BarButton
            icon={Pencil}
            name={t('board.edit')}
            key="Enter"
            onPress={() => {
              const [note] = notes();
              if (note !== undefined) surface.writing.start(note.id);
            }}
          />
        </Show>
        <Show when={topOfSame(surface.clusters, notes())}>
          {(top) => (
            <BarButton
              icon={Layers}
              name={t('board.bringOut')}
              key="Ctrl+Enter"
              onPress={() => bringOut(surface, top())}
            />
          )}
        </Show>
        <Show when={notes().length > 1}>
          <BarButton
            icon={Group}
            name={t(areOfOneCluster() ? 'clusters.split' : 'clusters.group')}
            key="Ctrl+G"
            onPress={() => group(surface)}
          />
        </Show>
        <Show when={areInClusters()}>
          <BarButton
            icon={Ungroup}
            name={t('clusters.leave')}
            key="Ctrl+Shift+G"
            onPress={() => ungroup(surface)}
          />
        </Show>
        <Show when={surface.clusterCount() > 0}>
          <BarButton
            icon={FolderInput}
            name={t('clusters.moveTo')}
            key="Ctrl+M"
            onPress={() => props.onMoveTo()}
          />
        </Show>
        <BarButton
          icon={CopyPlus}
          name={t('board.duplicate')}
          key="Ctrl+D"
          onPress={() => duplicate(surface)}
        />
        <BarButton
          icon={BringToFront}
          name={t('board.toFront')}
          key="Ctrl+Shift+↑"
          onPress={() => raise(surface)}
        />
        <Show when={notes().length === 1 && notes()[0]?.id} keyed>
          {(id) => surface.props.forNote?.(id)}
        </Show>
        <BarButton icon={Trash2} name={t('board.delete')} key="Delete" onPress={() => remove(surface)} />
      </div>
    </Show>
  );
}
