// The texts of reading come with it.

import { textsIn } from '../../../i18n';

export const READING_TEXTS = textsIn(import.meta.glob<object>('./??.ts'));
