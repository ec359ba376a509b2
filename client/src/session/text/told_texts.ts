// What is told of phases comes with their bar: an open board never needs it.

import { textsIn } from '../../i18n';

export const TOLD_TEXTS = textsIn(import.meta.glob<object>('./told.*.ts', { import: 'toldTexts' }));
