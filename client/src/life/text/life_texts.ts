// What is said of a room as a whole comes with it: few ask for it, and the first load is for everyone.

import { textsIn } from '../../i18n';

export const LIFE_TEXTS = textsIn(import.meta.glob<object>('./??.ts'));
