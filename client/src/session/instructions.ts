// What to do in a phase, as it holds in the room: whether people are named, how baskets are emptied, and how many votes one thing may get, is the
// room's to say, and no model's. Pure.

import { t } from '../i18n';
import type { Journey, Phase, Reveal } from '../protocol/session';
import { wordsOf } from './words';

/**
 * A phase's instructions in the page's language; where notes come to light of which nobody hears whose they are, that too, or that they are
 * laid in turn, and where the vote that is open lets one thing have several votes, that.
 */
export function instructionsOf(
  phase: Pick<Phase, 'id' | 'instructions' | 'kind'> & { readonly reveal?: Reveal },
  journey: Pick<Journey, 'anonymous' | 'vote'> | undefined,
): string {
  const words = wordsOf(phase.instructions);
  if (words === '') return '';
  const vote = journey?.vote ?? null;
  const added = [
    phase.kind === 'lay' && journey?.anonymous !== false && t('session.layNameless'),
    phase.reveal === 'rounds' && journey?.anonymous === false && t('session.layRounds'),
    vote?.phase === phase.id && vote.perItemMax > 1 && t('session.voteSeveral'),
  ];
  return [words, ...added].filter(Boolean).join('\n\n');
}
