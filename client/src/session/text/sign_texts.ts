// The texts of the sign of rights come with it.

import { textsIn } from '../../i18n';

export const SIGN_TEXTS = textsIn(import.meta.glob<object>('./sign.*.ts', { import: 'signTexts' }));
