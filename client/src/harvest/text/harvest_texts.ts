// The texts of the harvest's page come with it, so that nobody else loads them.

import type { PartTexts } from '../../i18n';

export const HARVEST_TEXTS: PartTexts = {
  fi: () => import('./fi'),
  sv: () => import('./sv'),
  en: () => import('./en'),
};
