// The shape that the board's texts have in every language.

import type { Translated } from '../../i18n/phrase';
import type { clusters } from './clusters.en';
import type { board } from './en';

export type BoardTexts = Translated<typeof board>;
export type ClusterTexts = Translated<typeof clusters>;
