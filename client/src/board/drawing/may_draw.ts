// Whether somebody may draw, connect or take such things away: by the rights where a stroke begins, and at both ends of a connector.

import type { Clusters } from '../document/clusters';
import type { Point } from '../document/point';
import type { Sections } from '../document/sections';
import { isMine, rightAt, rightsIn, type Standing, type WhyNot, whyNot } from '../rights/rights';
import type { Tool } from '../tool';
import type { Connector } from './connector';
import type { Drawn } from './drawn';
import { placeOfEnd } from './ends';
import { pointOf } from './line';
import type { Stroke } from './stroke';

interface Board {
  readonly clusters: Clusters;
  readonly sections: Pick<Sections, 'all'>;
  readonly page: { readonly standing: Standing };
}

/** A stroke begins here. */
export function whyNotDraw(board: Board, at: Point): WhyNot | null {
  return ask(board, 'add', true, [at]);
}

export function whyNotConnect(board: Board, from: string, to: string): WhyNot | null {
  return ask(board, 'add', true, placesOf(board, from, to));
}

export function whyNotErase(board: Board, drawn: Drawn, stroke: Stroke): WhyNot | null {
  const own = isOwn(board, stroke.by, drawn.strokes.makerOf(stroke.id));
  return ask(board, 'remove', own, [pointOf(stroke.path, 0)]);
}

export function whyNotDisconnect(board: Board, drawn: Drawn, connector: Connector): WhyNot | null {
  const own = isOwn(board, connector.by, drawn.connectors.makerOf(connector.id));
  return ask(board, 'remove', own, placesOf(board, connector.from, connector.to));
}

function isOwn({ page }: Board, by: string | null, madeUnder: number | undefined): boolean {
  return isMine({ by, madeUnder }, page.standing);
}

function placesOf({ clusters }: Board, ...ends: string[]): Point[] {
  return ends.flatMap((end) => placeOfEnd(clusters, end) ?? []);
}

function ask(
  { page, sections }: Board,
  deed: 'add' | 'remove',
  own: boolean,
  places: Point[],
): WhyNot | null {
  const { role, rights } = page.standing;
  // Where nothing says where it lies, the board's own right holds.
  const where = places.map((place) => rightAt(rights, sections.all(), place));
  return whyNot(role, deed, { own, where: where.length === 0 ? [rights.board] : where, voted: false });
}

/** Whether a drawing tool is of any use to this person now; all others are. In an anonymous room a laser would tell who points, and of a viewer nothing is shown. */
export function mayTake(
  { page }: Board & { readonly page: { readonly editable: boolean; readonly anonymous: boolean } },
  tool: Tool,
): boolean {
  if (tool === 'laser') return !page.anonymous && page.standing.role !== 'viewer';
  const isOfDrawing = tool === 'pen' || tool === 'eraser' || tool === 'connector';
  if (!isOfDrawing) return true;
  const { role, rights } = page.standing;
  const deed = tool === 'eraser' ? 'remove' : 'add';
  const isSomewhere = rightsIn(rights).some(
    (right) => whyNot(role, deed, { own: true, where: [right], voted: false }) === null,
  );
  return page.editable && isSomewhere;
}
