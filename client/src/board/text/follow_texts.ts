// The texts of going along with somebody's view come with it.

import { textsIn } from '../../i18n';

export const FOLLOW_TEXTS = textsIn(import.meta.glob<object>('./follow.*.ts', { import: 'followTexts' }));
