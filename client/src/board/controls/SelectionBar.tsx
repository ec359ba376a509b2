// What can be done to the selected notes, beside them.

import './selection_bar.css';
import { BringToFront, CopyPlus, FolderInput, Group, Layers, Pencil, Trash2, Ungroup } from 'lucide-solid';
import { type Accessor, createMemo, createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { t } from '../../i18n';
import type { ElementId } from '../../protocol/session';
import { bringOut, group, ungroup } from '../commands/clusters';
import { type MayWithNotes, mayWithNotes } from '../commands/may_with';
import type { NewNoteBoard } from '../commands/new_notes';
import { duplicate, paint, raise, remove } from '../commands/notes';
import type { Asking } from '../commands/taking_away';
import { selectedNotes } from '../commands/targets';
import type { Note } from '../document/note';
import { around } from '../document/point';
import { topOfSame } from '../document/same_notes';
import type { Focus, Overview, Selection } from '../parts';
import { BarButton } from './BarButton';
import { createPlaceBeside } from './beside';
import { keyboardBack } from './keyboard_back';
import { ShapeButtons } from './ShapeButtons';
import { Swatches } from './Swatches';

type Board = NewNoteBoard &
  Selection &
  Focus &
  Overview &
  Asking & { readonly page: { forNote?(note: ElementId): JSX.Element } };

export function SelectionBar(props: { board: Board; onMoveTo(): void }) {
  const { board } = props;
  const notes = createSelectedNotes(board);
  const color = createMemo(() => {
    const [first, ...rest] = notes();
    return first !== undefined && rest.every((note) => note.color === first.color) ? first.color : null;
  });
  const giveBack = keyboardBack(board);
  const { place, watch } = createPlaceBeside(board, () => around(notes()));
  const may = createMemo(() => mayWithNotes(board, notes()));
  const isAny = () => Object.values(may()).some(Boolean);
  const isShown = () => board.page.editable && notes().length > 0 && !board.busy() && isAny();

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
        style={place()}
      >
        <Show when={may().change}>
          <Swatches chosen={color()} onChoose={(chosen) => paint(board, chosen)} />
        </Show>
        <div class="selection-deeds">
          <Show when={may().change && notes().length === 1 && board.writing.id() === null}>
            <BarButton
              icon={Pencil}
              name={t('board.edit')}
              key="Enter"
              onPress={() => {
                const [note] = notes();
                if (note !== undefined) board.writing.start(note.id);
              }}
            />
          </Show>
          <Show when={may().ungroup && topOfSame(board.clusters, notes())}>
            {(top) => (
              <BarButton
                icon={Layers}
                name={t('board.bringOut')}
                key="Ctrl+Enter"
                onPress={() => bringOut(board, top())}
              />
            )}
          </Show>
          <ClusterButtons board={board} notes={notes()} may={may()} onMoveTo={() => props.onMoveTo()} />
          <Show when={may().duplicate}>
            <BarButton
              icon={CopyPlus}
              name={t('board.duplicate')}
              key="Ctrl+D"
              onPress={() => duplicate(board)}
            />
          </Show>
          <Show when={may().raise}>
            <BarButton
              icon={BringToFront}
              name={t('board.toFront')}
              key="Ctrl+Shift+↑"
              onPress={() => raise(board)}
            />
          </Show>
          <ShapeButtons board={board} notes={notes()} may={may()} />
          <Show when={notes().length === 1 && notes()[0]?.id} keyed>
            {(id) => board.page.forNote?.(id)}
          </Show>
          <Show when={may().remove}>
            <BarButton icon={Trash2} name={t('board.delete')} key="Delete" onPress={() => remove(board)} />
          </Show>
        </div>
      </div>
    </Show>
  );
}

/** What is selected is a set of ids; the document may move the notes under it. */
function createSelectedNotes(board: Board): Accessor<readonly Note[]> {
  const [changes, setChanges] = createSignal(0);
  onCleanup(
    board.notes.listen((ids) => {
      for (const id of ids) {
        if (!board.selection().has(id)) continue;
        setChanges(changes() + 1);
        return;
      }
    }),
  );
  return createMemo(() => {
    changes();
    return selectedNotes(board);
  });
}

function ClusterButtons(props: {
  board: Board;
  notes: readonly Note[];
  may: MayWithNotes;
  onMoveTo(): void;
}) {
  const { board } = props;
  const areOfOneCluster = () => {
    const [first, ...rest] = props.notes.map((note) => board.clusters.of(note));
    return first !== undefined && rest.every((cluster) => cluster === first);
  };
  const areInClusters = () => props.notes.some((note) => board.clusters.of(note) !== undefined);

  return (
    <>
      <Show when={props.may.group && props.notes.length > 1}>
        <BarButton
          icon={Group}
          name={t(areOfOneCluster() ? 'clusters.split' : 'clusters.group')}
          key="Ctrl+G"
          onPress={() => group(board)}
        />
      </Show>
      <Show when={props.may.ungroup && areInClusters()}>
        <BarButton
          icon={Ungroup}
          name={t('clusters.leave')}
          key="Ctrl+Shift+G"
          onPress={() => ungroup(board)}
        />
      </Show>
      <Show when={props.may.group && board.clusterCount() > 0}>
        <BarButton
          icon={FolderInput}
          name={t('clusters.moveTo')}
          key="Ctrl+M"
          onPress={() => props.onMoveTo()}
        />
      </Show>
    </>
  );
}
