// Each participant's own colour: the same on every screen, worked out from their id.

import { fnv1a } from '../../fnv';
import type { ParticipantId } from '../../protocol/session';
import type { Peer } from './peers';

/** `paper` behind text in `ink`: 4.9:1. As a line on the blanket `paper` has 3:1 or more in both themes. */
export interface ParticipantColour {
  readonly ink: string;
  readonly paper: string;
}

const INK = '#ffffff';

/** Eleven hues of one luminance, so that nobody is louder than another. */
export const PAPERS: readonly string[] = [
  '#c6404b',
  '#007b90',
  '#9452bf',
  '#038222',
  '#bd4d00',
  '#0073c7',
  '#b8448d',
  '#737409',
  '#6462d4',
  '#017f69',
  '#986603',
];

/** Of whoever is not told: as loud as the others, and nobody's. */
export const NOBODYS: ParticipantColour = { ink: INK, paper: '#717171' };

/** Of somebody else's presence. Where that names nobody it has no colour of its own, which would be somebody's. */
export function peerColour({ id, name, client }: Pick<Peer, 'id' | 'name' | 'client'>): ParticipantColour {
  if (id === '' && name === '') return NOBODYS;
  return participantColour(id || String(client));
}

export function participantColour(id: ParticipantId): ParticipantColour {
  return { ink: INK, paper: PAPERS[fnv1a(id) % PAPERS.length] ?? INK };
}
