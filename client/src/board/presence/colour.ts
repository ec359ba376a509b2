// Each participant's own colour: the same on every screen, and no two alike in a small room.

import { createRoot, createSignal } from 'solid-js';
import { fnv1a } from '../../fnv';
import type { ParticipantId } from '../../protocol/session';
import type { NoteColor } from '../document/note';
import type { Peer } from './peers';

/** `paper` behind text in `ink`: 4.9:1. As a line on the blanket `paper` has 3:1 or more in both themes. */
export interface ParticipantColour {
  readonly ink: string;
  readonly paper: string;
}

const INK = '#ffffff';

/**
 * A hue for each colour of paper, of one luminance, so that nobody is louder than another: `paper` behind white words, and as a line on both
 * blankets.
 */
export const HUES: readonly { readonly color: NoteColor; readonly paper: string }[] = [
  { color: 'yellow', paper: '#986603' },
  { color: 'blue', paper: '#0073c7' },
  { color: 'pink', paper: '#b8448d' },
  { color: 'green', paper: '#038222' },
  { color: 'purple', paper: '#9452bf' },
  { color: 'orange', paper: '#bd4d00' },
  { color: 'teal', paper: '#017f69' },
  { color: 'white', paper: '#756a58' },
];

/** Which hue each has of those in the room, the same on every screen. */
const [dealt, setDealt] = createRoot(() => createSignal<ReadonlyMap<ParticipantId, number>>(new Map()));

/**
 * Deals the hues anew, the same on every screen. Each of the room gets what their id says, or the next that fewest have: whoever comes changes
 * hardly anybody's. Where more were here than there are hues, those who are here now are dealt apart as well: of eight no two have the same.
 */
export function dealHues(ofRoom: Iterable<ParticipantId>, here: Iterable<ParticipantId> = []): void {
  const hues = new Map<ParticipantId, number>();
  const ofAll = new Deal();
  const present = [...new Set(here)].sort();
  for (const id of [...new Set([...ofRoom, ...present])].sort()) hues.set(id, ofAll.give(wishedBy(id)));
  const ofHere = new Deal();
  // First those who keep theirs, so that whoever is moved moves nobody else.
  const moved = present.filter((id) => !ofHere.keep(hues.get(id) ?? wishedBy(id)));
  for (const id of moved) hues.set(id, ofHere.give(hues.get(id) ?? wishedBy(id)));
  setDealt(hues);
}

const wishedBy = (id: ParticipantId) => fnv1a(id) % HUES.length;

/** How many have each hue. */
class Deal {
  readonly #uses = HUES.map(() => 0);

  /** The wished one, or the next that fewest have. */
  give(wished: number): number {
    const fewest = Math.min(...this.#uses);
    const step = HUES.findIndex((_, at) => this.#uses[(wished + at) % HUES.length] === fewest);
    return this.#take((wished + step) % HUES.length);
  }

  /** Takes it if nobody has it. */
  keep(hue: number): boolean {
    if (this.#uses[hue] !== 0) return false;
    this.#take(hue);
    return true;
  }

  #take(hue: number): number {
    this.#uses[hue] = (this.#uses[hue] ?? 0) + 1;
    return hue;
  }
}

function hueOf(id: ParticipantId): (typeof HUES)[number] | undefined {
  return HUES[dealt().get(id) ?? fnv1a(id) % HUES.length];
}

/** The colour of somebody's face and, at first, of their paper. */
export function paperOf(id: ParticipantId): NoteColor {
  return hueOf(id)?.color ?? 'yellow';
}

/** Of whoever is not told: as loud as the others, and nobody's. */
export const NOBODYS: ParticipantColour = { ink: INK, paper: '#717171' };

/** Of somebody else's presence. Where that names nobody it has no colour of its own, which would be somebody's. */
export function peerColour({ id, name, client }: Pick<Peer, 'id' | 'name' | 'client'>): ParticipantColour {
  if (id === '' && name === '') return NOBODYS;
  return participantColour(id || String(client));
}

export function participantColour(id: ParticipantId): ParticipantColour {
  return { ink: INK, paper: hueOf(id)?.paper ?? INK };
}
