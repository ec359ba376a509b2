// Hairlines along which what is carried would lie in line with its neighbours.

/** A line along which rectangles lie, from the first of them to the last. */
export interface Guide {
  /** The side of rectangles that lies on it. */
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export class Guides {
  readonly element = document.createElement('div');
  private readonly lines: HTMLElement[] = [];

  constructor() {
    this.element.className = 'guides';
    this.element.setAttribute('aria-hidden', 'true');
  }

  /** Shows exactly these, in board pixels. */
  show(guides: readonly Guide[]): void {
    while (this.lines.length < guides.length) {
      const line = document.createElement('div');
      this.lines.push(line);
      this.element.append(line);
    }
    for (const [index, line] of this.lines.entries()) {
      const guide = guides[index];
      line.hidden = guide === undefined;
      if (guide === undefined) continue;
      const { axis, at, from, to } = guide;
      line.className = `guide guide-${axis}`;
      line.style.translate = axis === 'x' ? `${at}px ${from}px` : `${from}px ${at}px`;
      line.style.setProperty('--long', `${to - from}px`);
    }
  }
}
