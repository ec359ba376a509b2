// What lengths and people are called, in the language of the page.

import { language, t } from '../../i18n';
import { defaultName } from '../../people/default_names';
import type { ParticipantId, Person, PhaseLength } from '../../protocol/session';
import { untilText } from '../until';

export function lengthText(length: PhaseLength, nowMs: number): string {
  if (length === 'open') return t('session.noLimit');
  if ('minutes' in length) return t('session.minutes', { count: length.minutes });
  return untilText(length.until.unixMs, nowMs, language());
}

export function personName({ id, name }: Pick<Person, 'id' | 'name'>): string {
  return name || defaultName(id, language());
}

/** The name of somebody of the session, whoever they are. */
export function nameIn(people: readonly Person[], id: ParticipantId): string {
  return personName(people.find((person) => person.id === id) ?? { id, name: '' });
}
