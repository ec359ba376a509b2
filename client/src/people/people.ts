// Who is in the room, by participant, and what to call them.

import { createSignal } from 'solid-js';
import { language } from '../i18n';
import type { Participant, ParticipantId } from '../protocol/session';
import { visible } from '../visible';
import { defaultName } from './default_names';

export interface People {
  /** Everyone here, oneself first, then in the order they came. */
  here(): readonly Participant[];
  isHere(participant: ParticipantId): boolean;
  /** The name somebody gave, or a friendly default; also for those who have left. */
  nameOf(participant: ParticipantId): string;
  /** Whoever follows this hears when any name may be another. */
  followNames(): void;
  /** Everyone, anew. */
  replace(all: readonly Participant[]): void;
  /** Who came, changed or left. */
  change(here: readonly Participant[], left: readonly ParticipantId[]): void;
}

/** The people of a room; `me` comes first. */
export function createPeople(me: ParticipantId): People {
  const [here, setHere] = createSignal<ReadonlyMap<ParticipantId, Participant>>(new Map());
  // Names of those who left stay, because their notes do.
  const known = new Map<ParticipantId, string>();

  function remember(people: readonly Participant[]) {
    for (const { id, name } of people) known.set(id, name);
  }

  return {
    here: () => [...here().values()].sort((a, b) => Number(b.id === me) - Number(a.id === me)),
    isHere: (participant) => here().has(participant),
    nameOf(participant) {
      const name = here().get(participant)?.name ?? known.get(participant);
      return visible(name ?? '') || defaultName(participant, language());
    },
    followNames() {
      here();
      language();
    },
    replace(all) {
      remember(all);
      setHere(new Map(all.map((person) => [person.id, person])));
    },
    change(changed, left) {
      remember(changed);
      setHere((before) => {
        const after = new Map(before);
        for (const person of changed) after.set(person.id, person);
        for (const id of left) after.delete(id);
        return after;
      });
    },
  };
}

/** Two letters to draw in a face: of the first and last names, or the first two of the only one. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const [first = ''] = words;
  const last = words.length > 1 ? words.at(-1) : undefined;
  if (last !== undefined) return `${letterOf(first, 0)}${letterOf(last, 0)}`.toUpperCase();
  return `${letterOf(first, 0).toUpperCase()}${letterOf(first, 1)}`;
}

function letterOf(word: string, at: number): string {
  return [...word][at] ?? '';
}
