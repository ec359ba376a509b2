// What is drawn and connected, as lines of a list: strokes as they lie, and connectors by what they lead from and to. Pure but for words.

import { t } from '../../i18n';
import type { Clusters } from '../document/clusters';
import type { Rect } from '../document/point';
import type { Connector } from './connector';
import { endsOf, nameOfEnd } from './ends';
import type { Stroke } from './stroke';

export interface DrawnRow {
  readonly kind: 'stroke' | 'connector';
  readonly id: string;
  /** «Drawing by Aino, blue», «Bread → Cheese». */
  readonly words: string;
  /** The colour of a stroke. */
  readonly color: Stroke['color'];
}

/** Connectors that are to be seen, by the words of their ends, and then strokes from above and from the left. */
export function drawnRows(
  { strokes, connectors }: { readonly strokes: Iterable<Stroke>; readonly connectors: Iterable<Connector> },
  clusters: Clusters,
  nameOf: (by: string) => string,
): DrawnRow[] {
  const arrows = [...connectors].flatMap((connector): DrawnRow[] => {
    if (endsOf(clusters, connector) === null) return [];
    const [from, to] = [nameOfEnd(clusters, connector.from), nameOfEnd(clusters, connector.to)];
    return [{ kind: 'connector', id: connector.id, words: t('drawing.arrow', { from, to }), color: null }];
  });
  arrows.sort((a, b) => a.words.localeCompare(b.words) || (a.id < b.id ? -1 : 1));
  const lines = [...strokes].sort((a, b) => asTheyLie(a.bounds, b.bounds) || (a.id < b.id ? -1 : 1));
  return [
    ...arrows,
    ...lines.map((stroke) => ({
      kind: 'stroke' as const,
      id: stroke.id,
      words: strokeWords(stroke, nameOf),
      color: stroke.color,
    })),
  ];
}

export function strokeWords({ by, color }: Stroke, nameOf: (by: string) => string): string {
  const name = by === null ? '' : nameOf(by);
  const drawing = name === '' ? t('drawing.stroke') : t('drawing.strokeBy', { name });
  return color === null ? drawing : t('drawing.strokeOf', { drawing, color: t(`board.${color}`) });
}

function asTheyLie(a: Rect, b: Rect): number {
  return a.y - b.y || a.x - b.x;
}
