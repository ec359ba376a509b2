// The texts of the list of keys come with it.

import { textsIn } from '../../i18n';

export const KEY_TEXTS = textsIn(import.meta.glob<object>('./keys.*.ts', { import: 'keyTexts' }));
