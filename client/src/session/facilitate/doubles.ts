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

/** A name to be compared: in letters, taken apart once for all the others. */
interface Name {
  readonly person: Person;
  readonly plain: string;
  readonly letters: readonly string[];
}

/** Pairs, each entry with the first that it is like. Whoever is here stays; of two who are, whoever stands first. */
export function doublesOf(people: readonly Person[], isHere: (who: ParticipantId) => boolean): Double[] {
  const named = people.map(nameOf).filter(({ letters }) => letters.length > 0);
  const doubles: Double[] = [];
  const paired = new Set<ParticipantId>();
  for (const [index, name] of named.entries()) {
    const { person: one } = name;
    for (const otherName of named.slice(index + 1)) {
      const { person: other } = otherName;
      if (!isAlike(name, otherName) || paired.has(other.id)) continue;
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

/** As two spellings of it are the same: without case, accents, marks, and the number that tells two of one name apart. */
function nameOf(person: Person): Name {
  const plain = person.name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ \d+$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');
  return { person, plain, letters: [...plain] };
}

function isAlike(one: Name, other: Name): boolean {
  // Most names differ in this already.
  if (Math.abs(one.letters.length - other.letters.length) > 1) return false;
  if (one.plain === other.plain) return true;
  const isLong = Math.min(one.letters.length, other.letters.length) >= NEARLY_CHARS_MIN;
  return isLong && isOneEditApart(one.letters, other.letters);
}

/** Whether a letter more, fewer or other, or two in each other's place, makes one of the other: between what is alike at both ends. */
function isOneEditApart(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  let end = 0;
  while (end < short.length - at && short.at(-1 - end) === long.at(-1 - end)) end += 1;
  const between = short.length - at - end;
  if (short.length < long.length) return between === 0;
  return between <= 1 || (between === 2 && short[at] === long[at + 1] && short[at + 1] === long[at]);
}
