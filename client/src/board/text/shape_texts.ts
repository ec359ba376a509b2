// The texts of sizes, lines and locks come with the bars.

import { textsIn } from '../../i18n';

export const SHAPE_TEXTS = textsIn(import.meta.glob<object>('./shape.*.ts', { import: 'shapeTexts' }));
