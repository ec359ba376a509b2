// As much of a page as a field on the board needs, for tests without a browser: a textarea that is typed in, and what has the focus.

import { vi } from 'vitest';

export class FakeElement extends EventTarget {
  readonly attributes = new Map<string, string>();
  readonly classes = new Set<string>();
  readonly classList = {
    add: (name: string) => this.classes.add(name),
    remove: (name: string) => this.classes.delete(name),
  };

  constructor(private readonly page: FakePage) {
    super();
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }

  focus(): void {
    const before = this.page.activeElement;
    if (before === this) return;
    this.page.activeElement = this;
    before?.dispatchEvent(new Event('blur'));
  }

  remove(): void {
    if (this.page.activeElement === this) this.page.activeElement = null;
  }
}

export class FakeTextarea extends FakeElement {
  className = '';
  dir = '';
  placeholder = '';
  rows = 2;
  scrollTop = 0;
  selectionStart = 0;
  selectionEnd = 0;
  value = '';

  setSelectionRange(start: number, end: number): void {
    this.selectionStart = start;
    this.selectionEnd = end;
  }

  setRangeText(words: string, start: number, end: number): void {
    this.value = this.value.slice(0, start) + words + this.value.slice(end);
    this.setSelectionRange(start + words.length, start + words.length);
  }

  /** Types at the caret, as a keyboard does. */
  types(words: string): void {
    const before = Object.assign(new Event('beforeinput', { cancelable: true }), { inputType: 'insertText' });
    if (!this.dispatchEvent(before)) return;
    this.setRangeText(words, this.selectionStart, this.selectionEnd);
    this.dispatchEvent(new Event('input'));
  }

  /** Presses a key that writes nothing. */
  presses(key: string, held: { ctrlKey?: boolean; shiftKey?: boolean } = {}): void {
    const rest = {
      key,
      code: key,
      ctrlKey: false,
      shiftKey: false,
      metaKey: false,
      altKey: false,
      isComposing: false,
    };
    this.dispatchEvent(Object.assign(new Event('keydown', { cancelable: true }), rest, held));
  }
}

export class FakePage {
  activeElement: FakeElement | null = null;
  /** The fields that were made, the last one last. */
  readonly fields: FakeTextarea[] = [];

  createElement(): FakeTextarea {
    const field = new FakeTextarea(this);
    this.fields.push(field);
    return field;
  }

  /** The field that was made last. */
  field(): FakeTextarea {
    const field = this.fields.at(-1);
    if (field === undefined) throw new Error('no field was made');
    return field;
  }
}

/** Makes it the page until the test's globals are put back. */
export function stubPage(): FakePage {
  const page = new FakePage();
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', {});
  vi.stubGlobal('CSS', { escape: (words: string) => words });
  return page;
}
