// The shape that the texts of drawing have in every language.

import type { Translated } from '../../../i18n/phrase';
import type { drawingTexts } from './en';

export type DrawingTexts = {
  [Subject in keyof typeof drawingTexts]: Translated<(typeof drawingTexts)[Subject]>;
};
