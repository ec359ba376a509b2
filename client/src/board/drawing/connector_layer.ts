// Connectors under the notes and over the cloths, in board pixels: each follows what it leads from and to, also while that is dragged.

import type { Clusters } from '../document/clusters';
import { overlap, type Point, type Rect, rectBetween } from '../document/point';
import type { Whereabouts } from '../view/whereabouts';
import type { Connector } from './connector';
import { endsOf, rectOfEnd } from './ends';
import { SHOWN_CONNECTORS_MAX } from './limits';
import { short } from './outline';
import { headOf, type Route, routeBetween } from './route';

const SVG = 'http://www.w3.org/2000/svg';

export class ConnectorLayer {
  readonly element = document.createElementNS(SVG, 'svg');
  private readonly shown = new Map<string, Arrow>();
  private pending: Arrow | null = null;
  private going: ReadonlySet<string> = new Set();
  private marked: string | null = null;

  constructor(
    private readonly clusters: Clusters,
    private readonly whereabouts: Whereabouts,
  ) {
    this.element.setAttribute('class', 'connectors');
    this.element.setAttribute('aria-hidden', 'true');
  }

  /** Shows those that come into the area, where their ends are now. */
  show(connectors: Iterable<Connector>, area: Rect, now: number): void {
    const gone = new Set(this.shown.keys());
    for (const connector of connectors) {
      const route = this.routeOf(connector, now);
      if (route === null || !overlap(rectOf(route), area) || this.shown.size > SHOWN_CONNECTORS_MAX) continue;
      const { id } = connector;
      gone.delete(id);
      let arrow = this.shown.get(id);
      if (arrow === undefined) {
        arrow = new Arrow(this.element);
        this.shown.set(id, arrow);
        this.markOne(id, arrow);
      }
      arrow.show(route);
    }
    for (const id of gone) {
      this.shown.get(id)?.remove();
      this.shown.delete(id);
    }
  }

  /** Where it goes; null where nothing of it is to be seen. */
  routeOf(connector: Connector, now: number): Route | null {
    const ends = endsOf(this.clusters, connector);
    if (ends === null) return null;
    const [from, to] = ends.map((end) => rectOfEnd(this.clusters, this.whereabouts, end, now));
    return from == null || to == null ? null : routeBetween(from, to);
  }

  /** Shows the one that is being drawn, from something to something or to a point; null for none. */
  showPending(from: string | null, to: string | Point): void {
    const now = performance.now();
    const rect = (end: string) => rectOfEnd(this.clusters, this.whereabouts, end, now);
    const start = from === null ? null : rect(from);
    const end = typeof to === 'string' ? rect(to) : { ...to, width: 0, height: 0 };
    const route = start === null || end === null ? null : routeBetween(start, end);
    if (route === null) {
      this.pending?.remove();
      this.pending = null;
      return;
    }
    this.pending ??= new Arrow(this.element);
    this.pending.show(route);
  }

  /** These are about to go. */
  markGoing(ids: ReadonlySet<string>): void {
    const touched = new Set([...this.going, ...ids]);
    this.going = ids;
    this.remark(touched);
  }

  /** This one is spoken of. */
  mark(id: string | null): void {
    const touched = [this.marked, id].filter((one) => one !== null);
    this.marked = id;
    this.remark(touched);
  }

  private remark(ids: Iterable<string>): void {
    for (const id of ids) {
      const arrow = this.shown.get(id);
      if (arrow !== undefined) this.markOne(id, arrow);
    }
  }

  private markOne(id: string, { element }: Arrow): void {
    element.dataset.connector = id;
    element.classList.toggle('connector-going', this.going.has(id));
    element.classList.toggle('connector-marked', this.marked === id);
  }
}

/** A line with its head. */
class Arrow {
  readonly element = document.createElementNS(SVG, 'g');
  private readonly line = document.createElementNS(SVG, 'path');
  private readonly head = document.createElementNS(SVG, 'path');
  private drawn = '';

  constructor(layer: SVGElement) {
    this.line.setAttribute('class', 'connector-line');
    this.head.setAttribute('class', 'connector-head');
    this.element.append(this.line, this.head);
    layer.append(this.element);
  }

  show(route: Route): void {
    const { from, out, into, to } = route;
    const [left, tip, right] = headOf(route);
    // The line ends within the head, which is sharp.
    const end = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
    const near = { x: into.x + end.x - to.x, y: into.y + end.y - to.y };
    const line = `M${at(from)}C${at(out)} ${at(near)} ${at(end)}`;
    if (line === this.drawn) return;
    this.drawn = line;
    this.line.setAttribute('d', line);
    this.head.setAttribute('d', `M${at(left)}L${at(tip)} ${at(right)}Z`);
  }

  remove(): void {
    this.element.remove();
  }
}

function at({ x, y }: Point): string {
  return `${short(x)} ${short(y)}`;
}

function rectOf({ from, out, into, to }: Route): Rect {
  const [one, other] = [rectBetween(from, out), rectBetween(into, to)];
  const x = Math.min(one.x, other.x) - 8;
  const y = Math.min(one.y, other.y) - 8;
  return {
    x,
    y,
    width: Math.max(one.x + one.width, other.x + other.width) + 8 - x,
    height: Math.max(one.y + one.height, other.y + other.height) + 8 - y,
  };
}
