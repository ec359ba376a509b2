// The texts about models come with their choice: whoever comes by a link never sees it.

import { textsIn } from '../../i18n';

export const MODELS_TEXTS = textsIn(import.meta.glob<object>('./??.ts'));
