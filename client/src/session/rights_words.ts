// What participants may do on the board, as a sentence of theirs.

import { t } from '../i18n';
import type { Right, Rights } from '../protocol/session';

/** Empty where everything is allowed everywhere. A section that is not on the board is not spoken of: `titleOf` gives null for it. */
export function rightsSentence(
  { board, sections = {} }: Rights,
  titleOf: (section: string) => string | null,
): string {
  const byRight = new Map<Right, string[]>();
  for (const [section, right] of Object.entries(sections)) {
    const title = titleOf(section);
    if (title === null || title === '' || right === board) continue;
    byRight.set(right, [...(byRight.get(right) ?? []), title]);
  }
  const parts = [...byRight].map(([right, titles]) =>
    t('rights.inAreas', { areas: titles.join(', '), what: t(`rights.in_${right}`) }),
  );
  return [...(board === 'all' ? [] : [t(`rights.now_${board}`)]), ...parts].join(' ');
}
