// Texts of a plan in the page's language, and of phases that have none.

import { language, type TextKey, t } from '../i18n';
import type { Language, Phase, Texts } from '../protocol/session';

const LANGUAGES: readonly Language[] = ['en', 'fi', 'sv'];

/** A text in the page's language, else in whatever it was written in. */
export function wordsOf(texts: Texts | null): string {
  if (texts === null) return '';
  const written = texts[language()];
  if (written) return written;
  for (const other of LANGUAGES) {
    const text = texts[other];
    if (text) return text;
  }
  return '';
}

/** What a phase is called. */
export function phaseTitle(phase: Phase): string {
  return wordsOf(phase.title) || t(kindKey(phase.kind));
}

function kindKey(kind: Phase['kind']): TextKey {
  return `session.kind_${kind}`;
}
