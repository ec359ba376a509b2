// The shape that the board's texts have in every language.

import type { Translated } from '../../i18n/phrase';
import type { askTexts } from './ask.en';
import type { clusters } from './clusters.en';
import type { board } from './en';
import type { followTexts } from './follow.en';
import type { keyTexts } from './keys.en';
import type { shapeTexts } from './shape.en';

export type BoardTexts = Translated<typeof board>;
export type ClusterTexts = Translated<typeof clusters>;
export type KeyTexts = { [Subject in keyof typeof keyTexts]: Translated<(typeof keyTexts)[Subject]> };
export type AskTexts = { [Subject in keyof typeof askTexts]: Translated<(typeof askTexts)[Subject]> };
export type ShapeTexts = {
  [Subject in keyof typeof shapeTexts]: Translated<(typeof shapeTexts)[Subject]>;
};
export type FollowTexts = {
  [Subject in keyof typeof followTexts]: Translated<(typeof followTexts)[Subject]>;
};
