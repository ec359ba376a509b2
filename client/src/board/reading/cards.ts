// The cards of clusters in the page: what of each is shown, made anew only where it differs.

import './cards.css';
import type { Clusters } from '../document/clusters';
import type { Size } from '../document/point';
import type { ReactionCounts } from '../marks_of_session';
import type { ClusterElement } from '../view/cluster_element';
import type { ClusterCards } from '../view/world';
import { type Card, cardOf, squares } from './card';

/** A square and the space beside it, in screen pixels. */
const SQUARE_STEP = 11;
const SQUARE_ROWS = 1;
const INSET = 16;

interface Shown {
  readonly body: HTMLElement;
  readonly key: string;
}

export class Cards implements ClusterCards {
  private readonly shown = new Map<ClusterElement, Shown>();

  constructor(
    private readonly clusters: Clusters,
    private readonly reactionsTo: (note: string) => ReactionCounts,
  ) {}

  /** Shows these as cards at this scale, and no others; null where notes can be read. */
  show(elements: Iterable<ClusterElement>, scale: number | null): void {
    const seen = new Set<ClusterElement>();
    if (scale !== null) {
      for (const element of elements) {
        if (this.showOne(element, scale)) seen.add(element);
      }
    }
    for (const [element, { body }] of this.shown) {
      if (seen.has(element)) continue;
      body.remove();
      this.shown.delete(element);
    }
  }

  private showOne(element: ClusterElement, scale: number): boolean {
    const rect = this.clusters.rectOf(element.id);
    if (rect === undefined) return false;
    const size = { width: rect.width * scale, height: rect.height * scale };
    const title = this.clusters.get(element.id)?.title ?? '';
    const card = cardOf(size, title, this.clusters.membersOf(element.id), this.likes);
    if (card === null) return false;
    const key = JSON.stringify([card, Math.floor(size.width / SQUARE_STEP)]);
    const had = this.shown.get(element);
    if (had?.key === key) return true;
    had?.body.remove();
    const body = draw(card, size);
    element.element.append(body);
    this.shown.set(element, { body, key });
    return true;
  }

  private readonly likes = (note: string): number =>
    this.reactionsTo(note).reduce((sum, [kind, count]) => (kind === 'question' ? sum : sum + count), 0);
}

const SVG = 'http://www.w3.org/2000/svg';

function draw({ said, rest }: Card, { width }: Size): HTMLElement {
  const body = document.createElement('div');
  body.className = 'cluster-card';
  // The cluster's name says how many notes it has, and Enter reads them.
  body.setAttribute('aria-hidden', 'true');
  for (const { text, color } of said) {
    const line = document.createElement('p');
    line.dir = 'auto';
    line.dataset.color = color;
    line.textContent = text;
    body.append(line);
  }
  if (rest.length > 0) body.append(drawRest(rest, Math.max(1, Math.floor((width - INSET) / SQUARE_STEP))));
  return body;
}

function drawRest(rest: Card['rest'], columns: number): HTMLElement {
  const all = rest.reduce((sum, [, count]) => sum + count, 0);
  // The number takes the place of two.
  const fits = all <= columns * SQUARE_ROWS ? columns : Math.max(1, columns - 3);
  const { paths, more } = squares(rest, fits, SQUARE_ROWS);
  const row = document.createElement('div');
  row.className = 'cluster-card-rest';
  const drawn = document.createElementNS(SVG, 'svg');
  const across = Math.min(all, fits);
  drawn.setAttribute('viewBox', `0 0 ${across * 4} ${SQUARE_ROWS * 4}`);
  drawn.style.setProperty('--across', String(across));
  for (const [color, path] of paths) {
    const one = document.createElementNS(SVG, 'path');
    one.dataset.color = color;
    one.setAttribute('d', path);
    drawn.append(one);
  }
  row.append(drawn);
  if (more > 0) row.append(`+${more}`);
  return row;
}
