// The area that a phase is about: where something is written while on the rest of the board nothing is. Pure.

import { sectionRight } from '../board/rights/rights';
import type { Phase, PhaseId, Right, Rights } from '../protocol/session';

/** What of a section counts here. */
interface Area {
  readonly id: PhaseId;
}

/**
 * Where a note goes that waits for a facilitator's nod, and was in this area, if in any, before; null for anywhere. `areas` as they
 * lie.
 */
export function areaToOfferIn(rights: Rights, areas: readonly Area[], was = ''): PhaseId | null {
  const isOffered = (right: Right) => right === 'approve';
  if (areas.some(({ id }) => id === was) && isOffered(sectionRight(rights, was))) return was;
  return firstOf(rights, areas, isOffered);
}

/** The area that a phase says it is about, where that is on the board; null for anywhere. */
export function areaOf(phase: Phase | null, areas: readonly Area[]): PhaseId | null {
  const area = phase?.area;
  return area !== undefined && areas.some(({ id }) => id === area) ? area : null;
}

/** Where a note goes that was in this area, if in any, and that is laid now; null for anywhere. */
export function areaToLayIn(was: string, rights: Rights, areas: readonly Area[]): PhaseId | null {
  if (areas.some(({ id }) => id === was)) return was;
  return firstOf(rights, areas, (right) => right !== 'look' && right !== 'approve');
}

/** Whether a note for that area, or for anywhere, comes onto the board at once, where others wait for a facilitator's nod. */
export function isLaidAtOnce(rights: Rights, area: PhaseId | null): boolean {
  const right = area === null ? rights.board : sectionRight(rights, area);
  return right !== 'look' && right !== 'approve';
}

function firstOf(rights: Rights, areas: readonly Area[], isMeant: (right: Right) => boolean): PhaseId | null {
  if (isMeant(rights.board)) return null;
  return areas.find(({ id }) => isMeant(sectionRight(rights, id)))?.id ?? null;
}
