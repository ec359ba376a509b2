// What the tool is set to that is taken up: the pen's colour and width; of the others, what to do with them.

import { X } from 'lucide-solid';
import { For, Show } from 'solid-js';
import { t } from '../../i18n';
import { Swatches } from '../controls/Swatches';
import type { Drawing } from '../drawing/drawing';
import { PEN_WIDTHS } from '../drawing/limits';
import { isDrawingTool, type MoreToolsBoard } from './more_tools';

const WIDTH_NAMES = ['drawing.thin', 'drawing.medium', 'drawing.thick'] as const;

export function ToolOptions(props: { board: MoreToolsBoard; drawing: Drawing }) {
  const tool = () => {
    const taken = props.board.tool();
    return isDrawingTool(taken) ? taken : null;
  };
  return (
    <Show when={tool()}>
      {(taken) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form, and this is a toolbar's part.
        <div class="tool-options panel" role="group" aria-label={t(`drawing.${taken()}`)}>
          <Show when={taken() === 'pen'} fallback={<p>{t(`drawing.${taken()}Hint`)}</p>}>
            <Swatches chosen={props.drawing.color()} onChoose={(color) => props.drawing.setColor(color)} />
            <span class="tools-gap" />
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form, and this is a toolbar's part. */}
            <div class="tool-widths" role="group" aria-label={t('drawing.penWidth')}>
              <For each={PEN_WIDTHS}>
                {(width, at) => {
                  const name = () => t(WIDTH_NAMES[at()] ?? 'drawing.medium');
                  return (
                    <button
                      type="button"
                      class="button button-icon"
                      aria-label={name()}
                      title={name()}
                      aria-pressed={props.drawing.width() === width}
                      onClick={() => props.drawing.setWidth(width)}
                    >
                      <span
                        class="tool-width"
                        style={{ width: `${width + 2}px`, height: `${width + 2}px` }}
                      />
                    </button>
                  );
                }}
              </For>
            </div>
          </Show>
          <button
            type="button"
            class="button button-icon"
            aria-label={t('drawing.putAway')}
            title={`${t('drawing.putAway')} (Esc)`}
            onClick={() => props.board.chooseTool('select')}
          >
            <X size={20} aria-hidden="true" />
          </button>
        </div>
      )}
    </Show>
  );
}
