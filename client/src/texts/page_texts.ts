// The page's own texts: one file a language, which joins those of the page's folders, fetched before anything is shown.

import { textsIn } from '../i18n';

export const PAGE_TEXTS = textsIn(import.meta.glob<object>('./??.ts', { import: 'texts' }));
