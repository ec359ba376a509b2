// Entries of the roster that may be one person: their names are the same, or nearly. Pure.

import type { ParticipantId, Person } from '../../protocol/session';
import { rosterOf } from './roster';

/** Two entries; what the one has would become the other's. */
export interface Double {
  readonly from: Person;
  readonly into: Person;
}

/** Shorter names that differ by a letter are other people's: Ari and Mari. */
const NEARLY_CHARS_MIN = 5;

/** Pairs, each entry with the first that it is like. Whoever is here stays; of two who are, whoever stands first. */
export function doublesOf(people: readonly Person[], isHere: (who: ParticipantId) => boolean): Double[] {
  const named = people
    .map((person) => ({ person, name: plain(person.name) }))
    .filter(({ name }) => name !== '');
  const doubles: Double[] = [];
  const paired = new Set<ParticipantId>();
  for (const [index, { person: one, name }] of named.entries()) {
    for (const { person: other, name: otherName } of named.slice(index + 1)) {
      if (paired.has(other.id) || !isAlike(name, otherName)) continue;
      paired.add(other.id);
      const swaps = isBetter(other, one, isHere);
      doubles.push(swaps ? { from: one, into: other } : { from: other, into: one });
    }
  }
  return doubles;
}

/** How many pairs there are among those who take part. */
export function doublesIn(people: readonly Person[]): number {
  return doublesOf(rosterOf(people).inside, () => true).length;
}

function isBetter(one: Person, other: Person, isHere: (who: ParticipantId) => boolean): boolean {
  if (one.role !== other.role) return one.role === 'facilitator';
  return isHere(one.id) && !isHere(other.id);
}

/** A name as two spellings of it are the same: without case, accents, marks, and the number that tells two of one name apart. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ \d+$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function isAlike(one: string, other: string): boolean {
  if (one === other) return true;
  const isLong = Math.min([...one].length, [...other].length) >= NEARLY_CHARS_MIN;
  return isLong && isOneEditApart([...one], [...other]);
}

/** Whether a letter more, fewer or other, or two in each other's place, makes one of the other. */
function isOneEditApart(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  const at = short.findIndex((letter, index) => letter !== long[index]);
  if (at < 0) return true;
  const rest = (letters: readonly string[], from: number) => letters.slice(from).join('');
  if (short.length < long.length) return rest(short, at) === rest(long, at + 1);
  const isSwap = short[at] === long[at + 1] && short[at + 1] === long[at];
  return rest(short, at + 1) === rest(long, at + 1) || (isSwap && rest(short, at + 2) === rest(long, at + 2));
}
