// What in the page can have the focus, and what happens there when a key is pressed.

const FOCUSABLE =
  'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=""], [contenteditable="true"]';
const PRESSED = 'a, button, input, select, textarea, summary, [role="tab"], [contenteditable]';
const WRITTEN =
  'textarea:not([readonly]), [contenteditable=""], [contenteditable="true"], input:not([type="checkbox"], [type="radio"], [type="range"], [type="color"], [type="button"], [type="submit"], [type="file"], [readonly])';

/** Itself and what lies in it, in order: all that can have the focus while it is there and switched on. */
export function focusables(element: Element): HTMLElement[] {
  const own = element instanceof HTMLElement && element.matches(FOCUSABLE) ? [element] : [];
  return [...own, ...element.querySelectorAll<HTMLElement>(FOCUSABLE)];
}

/** Itself and what it lies in, innermost first: all that matches. */
export function outwards(element: Element, selector: string): HTMLElement[] {
  const found: HTMLElement[] = [];
  let one = element.closest<HTMLElement>(selector);
  while (one !== null) {
    found.push(one);
    one = one.parentElement?.closest<HTMLElement>(selector) ?? null;
  }
  return found;
}

/** It is there, seen, and not switched off. */
export function canHold(element: HTMLElement): boolean {
  if (!element.isConnected || !element.matches(FOCUSABLE) || element.matches(':disabled')) return false;
  if (element.closest('[inert]') !== null || !element.checkVisibility({ visibilityProperty: true }))
    return false;
  const modal = document.querySelector('dialog:modal');
  return modal === null || modal.contains(element);
}

/** Keys do nothing there: it is only read. */
export function isQuiet(element: HTMLElement): boolean {
  return element.matches('[tabindex="-1"]') && !element.matches(PRESSED);
}

/** Words are typed there. */
export function isWritten(element: HTMLElement): boolean {
  return element.matches(WRITTEN);
}
