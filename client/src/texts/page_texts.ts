// The page's own texts: one file a language, which joins those of the page's folders, fetched before anything is shown.

import type { PartTexts } from '../i18n';

export const PAGE_TEXTS: PartTexts = {
  fi: () => import('./fi').then(({ texts }) => texts),
  sv: () => import('./sv').then(({ texts }) => texts),
  en: () => import('./en').then(({ texts }) => texts),
};
