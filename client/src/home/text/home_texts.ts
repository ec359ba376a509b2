// The front page's texts come with it: whoever comes by a link never sees it.

import { textsIn } from '../../i18n';

export const HOME_TEXTS = textsIn(import.meta.glob<object>('./??.ts'));
