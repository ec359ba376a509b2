// What things of a session are called in the page's language: phases, how long they last, people, what was written.

import { language, type TextKey, t } from '../i18n';
import { OTHERWISE } from '../i18n/languages';
import { defaultName } from '../people/default_names';
import type { ParticipantId, Person, Phase, PhaseLength, Texts } from '../protocol/session';
import { visible } from '../visible';
import { untilText } from './until';

/** So much of a text tells which it is. */
const SHOWN_CHARS_MAX = 60;

/** A text in the page's language, else in whatever it was written in. */
export function wordsOf(texts: Texts | null): string {
  if (texts === null) return '';
  const written = texts[language()];
  if (written) return written;
  for (const other of OTHERWISE) {
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

/** How long a phase lasts. */
export function lengthText(length: PhaseLength, nowMs: number): string {
  if (length === 'open') return t('session.noLimit');
  if ('minutes' in length) return t('session.minutes', { count: length.minutes });
  return untilText(length.until.unixMs, nowMs, language());
}

/** The name somebody gave, or a friendly default. */
export function personName({ id, name }: Pick<Person, 'id' | 'name'>): string {
  return visible(name) || defaultName(id, language());
}

/** The name of somebody of the session, whoever they are. */
export function nameIn(people: readonly Person[], id: ParticipantId): string {
  return personName(people.find((person) => person.id === id) ?? { id, name: '' });
}

/** The beginning of a text that somebody wrote, whole characters of it. */
export function shortened(text: string): string {
  const chars = [...text];
  return chars.length > SHOWN_CHARS_MAX ? `${chars.slice(0, SHOWN_CHARS_MAX).join('')}…` : text;
}
