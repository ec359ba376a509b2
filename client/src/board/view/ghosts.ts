// Outlines over clusters that are not in the document: what a drop would make, or somebody proposes.

import type { Rect } from '../document/point';
import { longestWord } from './title_size';

export interface Ghost {
  readonly id: string;
  readonly rect: Rect;
  /** Words on it; empty for none. */
  readonly label: string;
  /** Stands out from the others. */
  readonly strong?: boolean;
}

export class Ghosts {
  readonly element = document.createElement('div');
  private readonly drawn = new Map<string, HTMLElement>();

  constructor() {
    this.element.className = 'ghosts';
    this.element.setAttribute('aria-hidden', 'true');
  }

  /** Shows exactly these, in board pixels. */
  show(ghosts: readonly Ghost[]): void {
    const gone = new Set(this.drawn.keys());
    for (const { id, rect, label, strong } of ghosts) {
      gone.delete(id);
      let element = this.drawn.get(id);
      if (element === undefined) {
        element = document.createElement('div');
        element.className = 'ghost';
        const words = document.createElement('span');
        words.className = 'ghost-label';
        words.dir = 'auto';
        element.append(words);
        this.drawn.set(id, element);
        this.element.append(element);
      }
      element.style.translate = `${rect.x}px ${rect.y}px`;
      element.style.width = `${rect.width}px`;
      element.style.height = `${rect.height}px`;
      element.classList.toggle('ghost-strong', strong === true);
      const words = element.firstElementChild;
      if (words instanceof HTMLElement && words.textContent !== label) {
        words.textContent = label;
        words.style.setProperty('--longest', String(longestWord(label)));
      }
    }
    for (const id of gone) {
      this.drawn.get(id)?.remove();
      this.drawn.delete(id);
    }
  }
}
