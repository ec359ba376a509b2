// How close one looks: out, in, all, and the list of keys.

import { Keyboard, Maximize, Minus, Plus } from 'lucide-solid';
import { t } from '../../i18n';
import { fitAll } from '../commands/selecting';
import type { Eye, Focus, Overview } from '../parts';
import { keyboardBack } from './keyboard_back';
import { keyed } from './keyed';

export function Zoom(props: {
  board: Eye & Pick<Focus, 'takeFocus'> & Overview;
  onShortcuts(): void;
  ref(element: HTMLElement): void;
}) {
  const percent = () => Math.round(props.board.sight.camera().scale * 100);
  return (
    <div
      class="zoom panel"
      role="toolbar"
      aria-label={t('board.zoom')}
      ref={(element) => {
        keyboardBack(props.board)(element);
        props.ref(element);
      }}
    >
      <button
        type="button"
        class="button button-icon"
        aria-label={t('board.zoomOut')}
        title={keyed(props.board, t('board.zoomOut'), '−')}
        onClick={() => props.board.sight.zoomStep(-1)}
      >
        <Minus size={20} aria-hidden="true" />
      </button>
      <button
        type="button"
        class="button button-icon zoom-percent"
        aria-label={t('board.zoomReset', { percent: percent() })}
        title={keyed(props.board, t('board.zoomReset', { percent: percent() }), '0')}
        onClick={() => props.board.sight.zoomTo(1)}
      >
        {percent()} %
      </button>
      <button
        type="button"
        class="button button-icon"
        aria-label={t('board.zoomIn')}
        title={keyed(props.board, t('board.zoomIn'), '+')}
        onClick={() => props.board.sight.zoomStep(1)}
      >
        <Plus size={20} aria-hidden="true" />
      </button>
      <button
        type="button"
        class="button button-icon zoom-fit"
        aria-label={t('board.fitAll')}
        title={keyed(props.board, t('board.fitAll'), 'F')}
        onClick={() => fitAll(props.board)}
      >
        <Maximize size={20} aria-hidden="true" />
      </button>
      <button
        type="button"
        class="button button-icon"
        aria-label={t('board.shortcuts')}
        title={keyed(props.board, t('board.shortcuts'), '?')}
        onClick={() => props.onShortcuts()}
      >
        <Keyboard size={20} aria-hidden="true" />
      </button>
    </div>
  );
}
