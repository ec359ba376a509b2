// The texts of drawing come with it.

import { textsIn } from '../../../i18n';

export const DRAWING_TEXTS = textsIn(import.meta.glob<object>('./??.ts', { import: 'drawingTexts' }));
