// The eight colours to choose from, each with its name.

import './swatches.css';
import { For } from 'solid-js';
import { t } from '../../i18n';
import { NOTE_COLORS, type NoteColor } from '../document/note';

interface SwatchesProps {
  /** The colour in use; null when there are several. */
  chosen: NoteColor | null;
  onChoose(color: NoteColor, byPointer: boolean): void;
}

export function Swatches(props: SwatchesProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form, and this is a toolbar's part.
    <div class="swatches" role="group" aria-label={t('board.color')}>
      <For each={NOTE_COLORS}>
        {(color) => (
          <button
            type="button"
            class="swatch"
            data-color={color}
            aria-label={t(`board.${color}`)}
            title={t(`board.${color}`)}
            aria-pressed={props.chosen === color}
            onClick={({ detail }) => props.onChoose(color, detail > 0)}
          />
        )}
      </For>
    </div>
  );
}
