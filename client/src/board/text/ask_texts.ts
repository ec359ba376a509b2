// The texts of the question come with it.

import { textsIn } from '../../i18n';

export const ASK_TEXTS = textsIn(import.meta.glob<object>('./ask.*.ts', { import: 'askTexts' }));
