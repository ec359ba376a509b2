// The texts of the room's history come with what shows them.

import { textsIn } from '../../i18n';

export const HISTORY_TEXTS = textsIn(import.meta.glob<object>('./??.ts'));
