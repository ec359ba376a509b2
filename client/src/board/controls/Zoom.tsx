// How close one looks: out, in, all, and the list of keys.

import { Keyboard, Maximize, Minus, Plus } from 'lucide-solid';
import { t } from '../../i18n';
import { fitAll } from '../commands/selecting';
import type { Eye, Focus, Overview } from '../parts';
import { BarButton } from './BarButton';
import { keyboardBack } from './keyboard_back';
import { keyed } from './keyed';

export function Zoom(props: { board: Eye & Pick<Focus, 'takeFocus'> & Overview; onShortcuts(): void }) {
  const percent = () => Math.round(props.board.sight.camera().scale * 100);
  return (
    <div class="zoom panel" role="toolbar" aria-label={t('board.zoom')} ref={keyboardBack(props.board)}>
      <BarButton
        icon={Minus}
        name={t('board.zoomOut')}
        title={keyed(props.board, t('board.zoomOut'), '−')}
        onPress={() => props.board.sight.zoomStep(-1)}
      />
      <button
        type="button"
        class="button button-icon zoom-percent"
        aria-label={t('board.zoomReset', { percent: percent() })}
        title={keyed(props.board, t('board.zoomReset', { percent: percent() }), '0')}
        onClick={() => props.board.sight.zoomTo(1)}
      >
        {percent()} %
      </button>
      <BarButton
        icon={Plus}
        name={t('board.zoomIn')}
        title={keyed(props.board, t('board.zoomIn'), '+')}
        onPress={() => props.board.sight.zoomStep(1)}
      />
      <BarButton
        icon={Maximize}
        name={t('board.fitAll')}
        title={keyed(props.board, t('board.fitAll'), 'F')}
        class="zoom-fit"
        onPress={() => fitAll(props.board)}
      />
      <BarButton
        icon={Keyboard}
        name={t('board.shortcuts')}
        title={keyed(props.board, t('board.shortcuts'), '?')}
        onPress={() => props.onShortcuts()}
      />
    </div>
  );
}
