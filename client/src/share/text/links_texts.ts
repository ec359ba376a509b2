// What is said of links comes with them: few look at them, and the first load is for everyone.

import { textsIn } from '../../i18n';

export const LINKS_TEXTS = textsIn(import.meta.glob<object>('./??.ts'));
