// The texts of cluster suggestions come with what shows them.

import { textsIn } from '../../i18n';

export const SUGGESTIONS_TEXTS = textsIn(import.meta.glob<object>('./??.ts'));
