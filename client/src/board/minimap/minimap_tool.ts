// The small map as an entry among tools.

import { Map as MapIcon } from 'lucide-solid';
import { t } from '../../i18n';
import { isMinimapShown, toggleMinimap } from './shown';

export function minimapTool() {
  return {
    id: 'minimap',
    icon: MapIcon,
    name: t('board.minimap'),
    key: 'M',
    isOn: isMinimapShown(),
    act: toggleMinimap,
  };
}
