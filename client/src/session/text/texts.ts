// The shape that the session's texts have in every language.

import type { Translated } from '../../i18n/phrase';
import type { session } from './en';
import type { signTexts } from './sign.en';
import type { toldTexts } from './told.en';

export type SessionTexts = Translated<typeof session>;
export type SignTexts = {
  [Subject in keyof typeof signTexts]: Translated<(typeof signTexts)[Subject]>;
};
export type ToldTexts = {
  [Subject in keyof typeof toldTexts]: Translated<(typeof toldTexts)[Subject]>;
};
