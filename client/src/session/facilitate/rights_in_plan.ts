// What participants may do in a phase, as a sentence of the plan.

import { rightIn } from '../../board/rights/rights';
import { t } from '../../i18n';
import type { Phase } from '../../protocol/session';
import { differing } from '../rights_words';

/** Empty where everything is allowed everywhere. */
export function rightsInPlan(phase: Phase, titleOf: (section: string) => string | null): string {
  const { rights } = phase;
  if (rights === undefined) return '';
  const word = (right: typeof rights.board) => t(`planning.right_${rightIn(phase, right)}`);
  const areas = differing(rights, titleOf);
  if (rights.board === 'all' && areas.length === 0) return '';
  const others = areas.map(({ right, areas }) => t('planning.rightsRowArea', { areas, right: word(right) }));
  return `${t('planning.rightsRow', { right: word(rights.board) })}${others.join('')}`;
}
