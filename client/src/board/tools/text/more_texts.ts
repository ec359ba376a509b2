// The texts of the tools behind one button come with them.

import { textsIn } from '../../../i18n';

export const MORE_TEXTS = textsIn(import.meta.glob<object>('./??.ts', { import: 'moreTexts' }));
