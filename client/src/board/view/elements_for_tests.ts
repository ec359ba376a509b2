// As much of a page as the board draws itself with, for tests without a browser: elements that hold elements.

import { vi } from 'vitest';

export class FakeElement {
  className = '';
  title = '';
  type = '';
  dir = '';
  tabIndex = -1;
  width = 0;
  height = 0;
  parentNode: FakeElement | null = null;
  readonly children: FakeElement[] = [];
  readonly dataset: Record<string, string> = {};
  readonly attributes = new Map<string, string>();
  readonly style: Record<string, unknown> & { setProperty(name: string, value: string): void } = {
    setProperty(name, value) {
      this[name] = value;
    },
  };
  private text = '';

  get textContent(): string {
    return this.text + this.children.map((child) => child.textContent).join('');
  }

  set textContent(text: string) {
    for (const child of [...this.children]) child.remove();
    this.text = text;
  }

  get nextSibling(): FakeElement | null {
    const siblings = this.parentNode?.children ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }

  get firstElementChild(): FakeElement | null {
    return this.children[0] ?? null;
  }

  get isConnected(): boolean {
    return this.parentNode !== null;
  }

  get classes(): Set<string> {
    return new Set(this.className.split(' ').filter(Boolean));
  }

  readonly classList = {
    add: (name: string) => this.classed(name, true),
    remove: (name: string) => this.classed(name, false),
    toggle: (name: string, on: boolean) => this.classed(name, on),
  };

  private classed(name: string, on: boolean): void {
    const classes = this.classes;
    if (on) classes.add(name);
    else classes.delete(name);
    this.className = [...classes].join(' ');
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }

  append(...children: FakeElement[]): void {
    for (const child of children) this.insertBefore(child, null);
  }

  insertBefore(child: FakeElement, before: FakeElement | null): void {
    child.remove();
    const at = before === null ? this.children.length : this.children.indexOf(before);
    this.children.splice(at, 0, child);
    child.parentNode = this;
  }

  replaceChildren(...children: FakeElement[]): void {
    for (const child of [...this.children]) child.remove();
    this.append(...children);
  }

  remove(): void {
    const siblings = this.parentNode?.children;
    siblings?.splice(siblings.indexOf(this), 1);
    this.parentNode = null;
  }

  contains(other: FakeElement | null): boolean {
    return other === this || this.children.some((child) => child.contains(other));
  }

  querySelector(): null {
    return null;
  }

  getContext(): null {
    return null;
  }
}

/** Makes these elements those of the page until the test's globals are put back. Motion is not wanted, so that all is there at once. */
export function stubElements(): void {
  const create = () => new FakeElement();
  vi.stubGlobal('document', { createElement: create, createElementNS: create, activeElement: null });
  vi.stubGlobal('HTMLElement', FakeElement);
  vi.stubGlobal('window', { devicePixelRatio: 1 });
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
}
