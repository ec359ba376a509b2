// The texts of the harvest's page come with it, so that nobody else loads them.

import { textsIn } from '../../i18n';

export const HARVEST_TEXTS = textsIn(import.meta.glob<object>('./??.ts'));
