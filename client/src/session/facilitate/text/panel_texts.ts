// The texts of the facilitator's panel come with it: nobody else reads them.

import type { PartTexts } from '../../../i18n';

export const PANEL_TEXTS: PartTexts = {
  fi: () => import('./panel.fi').then(({ panel }) => panel),
  sv: () => import('./panel.sv').then(({ panel }) => panel),
  en: () => import('./panel.en').then(({ panel }) => panel),
};
