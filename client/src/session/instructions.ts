// What to do in a phase, as it holds in the room: whether people are named is the room's to say, and no model's. Pure.

import { t } from '../i18n';
import type { Phase } from '../protocol/session';
import { wordsOf } from './words';

/** A phase's instructions in the page's language; where notes come to light of which nobody hears whose they are, that too. */
export function instructionsOf(phase: Pick<Phase, 'instructions' | 'kind'>, anonymous: boolean): string {
  const words = wordsOf(phase.instructions);
  return words !== '' && anonymous && phase.kind === 'lay'
    ? `${words}\n\n${t('session.layNameless')}`
    : words;
}
