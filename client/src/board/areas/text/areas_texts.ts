// The texts of areas come with what shows them.

import { textsIn } from '../../../i18n';

export const AREAS_TEXTS = textsIn(import.meta.glob<object>('./??.ts'));
