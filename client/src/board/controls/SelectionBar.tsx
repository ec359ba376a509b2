// What can be done to the selected notes, beside them.

import './selection_bar.css';
import { BringToFront, CopyPlus, Pencil, Trash2 } from 'lucide-solid';
import { createMemo, createSignal, onCleanup, Show } from 'solid-js';
import { t } from '../../i18n';
import { duplicate, paint, raise, remove } from '../commands';
import { around, clamp } from '../model/point';
import type { Surface } from '../surface';
import { rectToScreen } from '../view/camera';
import { Swatches } from './Swatches';

/** Space between the bar and the notes, and between it and the window's edge. */
const APART = 14;
const EDGE = 8;

export function SelectionBar(props: { surface: Surface }) {
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
  const area = createMemo(() => around(notes()));
  const color = createMemo(() => {
    const [first, ...rest] = notes();
    return first !== undefined && rest.every((note) => note.color === first.color) ? first.color : null;
  });
  const [size, setSize] = createSignal({ width: 0, height: 0 });
  const watched = new ResizeObserver((entries) => {
    // A bar that was taken away reports itself once more, without a size.
    for (const { target, borderBoxSize } of entries) {
      const [box] = borderBoxSize;
      if (target.isConnected && box !== undefined) setSize({ width: box.inlineSize, height: box.blockSize });
    }
  });
  onCleanup(() => watched.disconnect());

  /** Above the notes, or below where there is no room above, and always within the window. */
  const place = createMemo(() => {
    const on = area();
    if (on === null) return '';
    const rect = rectToScreen(surface.sight.camera(), on);
    const clear = surface.sight.clear();
    const x = clamp(
      rect.x + rect.width / 2 - size().width / 2,
      EDGE,
      surface.sight.size().width - size().width - EDGE,
    );
    const above = rect.y - APART - size().height;
    const below = rect.y + rect.height + APART;
    const lowest = clear.y + clear.height - size().height;
    const y = above >= clear.y ? above : clamp(below <= lowest ? below : above, clear.y, lowest);
    return `${Math.round(x)}px ${Math.round(y)}px`;
  });
  const isShown = () => surface.props.editable && notes().length > 0 && !surface.busy();

  return (
    <Show when={isShown()}>
      <div
        class="selection-bar panel"
        role="toolbar"
        aria-label={t('board.selection', { count: notes().length })}
        ref={(element) => watched.observe(element)}
        style={{ translate: place() }}
      >
        <Swatches chosen={color()} onChoose={(chosen) => paint(surface, chosen)} />
        <span class="tools-gap" />
        <Show when={notes().length === 1 && surface.writing.id() === null}>
          <button
            type="button"
            class="button button-icon"
            aria-label={t('board.edit')}
            title={`${t('board.edit')} (Enter)`}
            onClick={() => {
              const [note] = notes();
              if (note !== undefined) surface.writing.start(note.id);
            }}
          >
            <Pencil size={20} aria-hidden="true" />
          </button>
        </Show>
        <button
          type="button"
          class="button button-icon"
          aria-label={t('board.duplicate')}
          title={`${t('board.duplicate')} (Ctrl+D)`}
          onClick={() => duplicate(surface)}
        >
          <CopyPlus size={20} aria-hidden="true" />
        </button>
        <button
          type="button"
          class="button button-icon"
          aria-label={t('board.toFront')}
          title={`${t('board.toFront')} (B)`}
          onClick={() => raise(surface)}
        >
          <BringToFront size={20} aria-hidden="true" />
        </button>
        <button
          type="button"
          class="button button-icon"
          aria-label={t('board.delete')}
          title={`${t('board.delete')} (Delete)`}
          onClick={() => remove(surface)}
        >
          <Trash2 size={20} aria-hidden="true" />
        </button>
      </div>
    </Show>
  );
}
