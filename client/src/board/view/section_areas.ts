// The sections under everything else: a tinted area each, with its title in the corner that the server keeps free.

import './section.css';
import type { Section } from '../document/sections';

export class SectionAreas {
  readonly element = document.createElement('div');
  private readonly drawn = new Map<string, HTMLElement>();
  /** Those that are shown. */
  shown: readonly Section[] = [];

  constructor() {
    this.element.className = 'sections';
    // Each note says in which section it lies.
    this.element.setAttribute('aria-hidden', 'true');
  }

  /** Shows exactly these, and what may be done in each where that is something else than elsewhere. */
  show(sections: readonly Section[], rightOf: (section: string) => string | null): void {
    this.shown = sections;
    const gone = new Set(this.drawn.keys());
    for (const { id, x, y, width, height, title, color } of sections) {
      gone.delete(id);
      let area = this.drawn.get(id);
      if (area === undefined) {
        area = document.createElement('div');
        area.className = 'section';
        const line = document.createElement('p');
        const name = document.createElement('span');
        // It is held by its name, where areas may be moved (areas/Areas.tsx).
        name.dataset.area = id;
        line.append(name, document.createElement('small'));
        area.append(line);
        this.drawn.set(id, area);
        this.element.append(area);
      }
      area.dataset.color = color;
      area.style.translate = `${x}px ${y}px`;
      area.style.width = `${width}px`;
      area.style.height = `${height}px`;
      const [words, right] = area.firstElementChild?.children ?? [];
      write(words, title);
      write(right, rightOf(id) ?? '');
    }
    for (const id of gone) {
      this.drawn.get(id)?.remove();
      this.drawn.delete(id);
    }
  }
}

function write(node: Node | undefined, words: string): void {
  if (node !== undefined && node.textContent !== words) node.textContent = words;
}
