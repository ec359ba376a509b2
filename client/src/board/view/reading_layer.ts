// The elements that are in the page, in the order in which they are read.

import { byItem, type Item } from '../document/items';

/** Something of the board with an element of its own: a note or a cluster. */
export interface Entry {
  readonly element: HTMLElement;
  /** Where it belongs now; null when it is gone. */
  item(): Item | null;
}

export class ReadingLayer {
  private readonly entries: Entry[] = [];

  constructor(
    private readonly element: HTMLElement,
    /** What comes after all of them in the page. */
    private readonly end: Node,
  ) {}

  /** All entries, in reading order. The list is a copy: entries may be added and removed while going through it. */
  all(): Entry[] {
    return [...this.entries];
  }

  /** Puts an entry where it belongs, into the page unless it has its own place just now. */
  add(entry: Entry, elsewhere?: HTMLElement): void {
    const item = entry.item();
    if (item === null) return;
    this.entries.splice(this.rank(item), 0, entry);
    if (elsewhere === undefined) this.putInOrder(entry);
    else elsewhere.append(entry.element);
  }

  remove(entry: Entry): void {
    entry.element.remove();
    const index = this.entries.indexOf(entry);
    if (index !== -1) this.entries.splice(index, 1);
  }

  /** Moves those whose place in the reading may have changed; what is lifted out of the page stays there. */
  resort(changed: ReadonlySet<Entry>): void {
    const items = new Map(this.entries.map((entry) => [entry, entry.item()]));
    this.entries.sort((a, b) => {
      const one = items.get(a) ?? null;
      const other = items.get(b) ?? null;
      return one === null || other === null ? 0 : byItem(one, other);
    });
    // From the last on, so that what an entry is put before stands where it belongs.
    let next: Node = this.end;
    for (const entry of this.entries.toReversed()) {
      if (entry.element.parentNode !== this.element) continue;
      if (changed.has(entry) && entry.element.nextSibling !== next)
        moveInto(this.element, entry.element, next);
      next = entry.element;
    }
  }

  /** Takes an entry's element back into the page. */
  putInOrder(entry: Entry): void {
    let next: Node = this.end;
    for (let after = this.entries.indexOf(entry) + 1; after < this.entries.length; after += 1) {
      const element = this.entries[after]?.element;
      if (element?.parentNode !== this.element) continue;
      next = element;
      break;
    }
    moveInto(this.element, entry.element, next);
  }

  private rank(item: Item): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.entries[middle]?.item() ?? null;
      if (other !== null && byItem(other, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Moves an element without losing focus or a half-written word, where the browser can. */
export function moveInto(parent: Element, element: HTMLElement, before: Node | null): void {
  const moving = parent as Element & { moveBefore?: (node: Node, before: Node | null) => void };
  if (element.isConnected && moving.moveBefore !== undefined) {
    moving.moveBefore(element, before);
    return;
  }
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  parent.insertBefore(element, before);
  // What waited for typing may have gone as the focus left it.
  const to = focused?.isConnected === false ? element : focused;
  if (to instanceof HTMLElement) to.focus({ preventScroll: true });
}
