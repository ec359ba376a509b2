// The texts of cluster suggestions come with what shows them.

import type { PartTexts } from '../../i18n';

export const SUGGEST_TEXTS: PartTexts = {
  fi: () => import('./fi'),
  sv: () => import('./sv'),
  en: () => import('./en'),
};
