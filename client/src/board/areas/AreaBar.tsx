// What can be done to the chosen area, beside its title: its name, its colour, away with it.

import '../controls/selection_bar.css';
import { Trash2 } from 'lucide-solid';
import { createEffect, on } from 'solid-js';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { BarButton } from '../controls/BarButton';
import { createPlaceBeside } from '../controls/beside';
import { Swatches } from '../controls/Swatches';
import type { Rect } from '../document/point';
import type { Section } from '../document/sections';
import { AREA_TITLE_CHARS_MAX } from '../limits';
import type { Eye, Focus } from '../parts';
import { type AreaBoard, colorArea, dropArea, entitleArea, named } from './area_deeds';

/** So high is the strip of an area's title, in board units. */
const HEAD = 56;

/** From afar the title stands above the area (section.css): so much of the screen it takes there at most, in pixels. */
const TITLE_ABOVE_PX = 32;
const ABOVE_BELOW_SCALE = 0.7;

function withTitle({ x, y, width, height }: Rect, scale: number): Rect {
  const above = scale < ABOVE_BELOW_SCALE ? TITLE_ABOVE_PX / scale : 0;
  return { x, y: y - above, width, height: height + above };
}

export function AreaBar(props: { board: AreaBoard & Eye & Focus; area: Section; onDone(): void }) {
  const { board } = props;
  const { place, watch } = createPlaceBeside(
    board,
    () => withTitle(props.area, board.sight.camera().scale),
    () => ({ ...withTitle(props.area, board.sight.camera().scale), height: HEAD }),
  );
  let field!: HTMLInputElement;
  // What others type shows at once, but not under this person's own caret.
  createEffect(
    on([() => props.area.id, () => props.area.title], ([id, title], before) => {
      if (before?.[0] !== id || document.activeElement !== field) field.value = title;
    }),
  );
  return (
    <div
      class="selection-bar area-bar panel"
      role="toolbar"
      aria-label={t('areas.area', { title: named(props.area) })}
      ref={watch}
      style={place()}
      onKeyDown={(event) => {
        if (keyOf(event) !== 'Escape') return;
        event.preventDefault();
        props.onDone();
      }}
    >
      <input
        class="field area-title"
        aria-label={t('areas.title')}
        placeholder={t('areas.title')}
        maxlength={AREA_TITLE_CHARS_MAX}
        autocomplete="off"
        enterkeyhint="done"
        dir="auto"
        ref={(input) => {
          field = input;
        }}
        onFocus={() => board.undo.stopCapturing()}
        onBlur={() => board.undo.stopCapturing()}
        onInput={({ currentTarget: { value, selectionStart } }) =>
          entitleArea(board, props.area.id, value, selectionStart ?? value.length)
        }
        onKeyDown={(event) => {
          if (keyOf(event) !== 'Enter') return;
          event.preventDefault();
          props.onDone();
        }}
      />
      <Swatches chosen={props.area.color} onChoose={(color) => colorArea(board, props.area, color)} />
      <div class="selection-deeds">
        <BarButton
          icon={Trash2}
          name={t('areas.remove')}
          key="Delete"
          onPress={() => {
            dropArea(board, props.area);
            board.takeFocus();
          }}
        />
      </div>
    </div>
  );
}
