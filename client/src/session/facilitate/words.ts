// What phases, lengths and people are called, in the language of the page.

import { language, t } from '../../i18n';
import { defaultName } from '../../people/default_names';
import type { ParticipantId, Person, Phase, PhaseLength } from '../../protocol/session';
import { type PhaseKind, textOf } from './plan_edits';

const KIND_TEXTS = {
  arrive: 'planning.kindArrive',
  pack: 'planning.kindPack',
  lay: 'planning.kindLay',
  taste: 'planning.kindTaste',
  cluster: 'planning.kindCluster',
  vote: 'planning.kindVote',
  take: 'planning.kindTake',
  harvest: 'planning.kindHarvest',
} as const;

export function kindText(kind: PhaseKind): (typeof KIND_TEXTS)[PhaseKind] {
  return KIND_TEXTS[kind];
}

/** The phase's title; what people do in it where it has none. */
export function phaseTitle(phase: Phase): string {
  return textOf(phase.title, language()) || t(kindText(phase.kind));
}

export function lengthText(length: PhaseLength): string {
  if (length === 'open') return t('planning.open');
  if ('minutes' in length) return t('planning.minutes', { count: length.minutes });
  const when = new Intl.DateTimeFormat(language(), {
    weekday: 'short',
    day: 'numeric',
    month: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
  return t('planning.until', { when: when.format(length.until.unixMs) });
}

export function personName({ id, name }: Pick<Person, 'id' | 'name'>): string {
  return name || defaultName(id, language());
}

/** The name of somebody of the session, whoever they are. */
export function nameIn(people: readonly Person[], id: ParticipantId): string {
  return personName(people.find((person) => person.id === id) ?? { id, name: '' });
}
