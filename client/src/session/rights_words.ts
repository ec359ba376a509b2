// What participants may do on the board, as a sentence of theirs, and of the facilitators who say so.

import { rightIn } from '../board/rights/rights';
import { t } from '../i18n';
import type { Phase, Right, Rights } from '../protocol/session';

/** The sections in which something else holds, by what does: those that are alike together. One that is not on the board is not spoken of: `titleOf` gives null for it. */
export function differing(
  { board, sections = {} }: Rights,
  titleOf: (section: string) => string | null,
): readonly { readonly right: Right; readonly areas: string }[] {
  const byRight = new Map<Right, string[]>();
  for (const [section, right] of Object.entries(sections)) {
    const title = titleOf(section);
    if (title === null || title === '' || right === board) continue;
    byRight.set(right, [...(byRight.get(right) ?? []), title]);
  }
  return [...byRight].map(([right, titles]) => ({ right, areas: titles.join(', ') }));
}

/** Empty where everything is allowed everywhere. */
export function rightsSentence(
  rights: Rights,
  titleOf: (section: string) => string | null,
  phase: Phase | undefined,
): string {
  const parts = differing(rights, titleOf).map(({ right, areas }) =>
    t('rights.inAreas', { areas, what: t(`rights.in_${rightIn(phase, right)}`) }),
  );
  const here = rightIn(phase, rights.board);
  return [...(here === 'all' ? [] : [t(`rights.now_${here}`)]), ...parts].join(' ');
}
