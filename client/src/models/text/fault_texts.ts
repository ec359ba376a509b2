// The texts of what is wrong with a file come with what shows them.

import type { PartTexts } from '../../i18n';

export const FAULT_TEXTS: PartTexts = {
  fi: () => import('./faults.fi'),
  sv: () => import('./faults.sv'),
  en: () => import('./faults.en'),
};
