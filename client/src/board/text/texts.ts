// The shape that the board's texts have in every language.

import type { Phrase } from '../../i18n/phrase';
import type { clusters } from './clusters.en';
import type { board } from './en';

type Translated<Texts> = {
  [Key in keyof Texts]: Texts[Key] extends string ? string : Phrase;
};

export type BoardTexts = Translated<typeof board>;
export type ClusterTexts = Translated<typeof clusters>;
