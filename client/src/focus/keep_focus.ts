// Keeps the focus from falling to the page's body: when what has it goes away, it moves to what took the place. One rule for the
// whole page; components only name what they know better, by attributes:
//
// - `data-focus-region` is a part of the page that the focus stays in while it stands,
// - `data-focus-after="<selector>"` says where it goes when something inside goes away,
// - `data-focus-first` is what has it first in something new,
// - `data-focus-return` is something passing: the focus goes back to where it came from,
// - `data-focus-home` is where it goes when nothing nearer is left.
//
// Whoever is elsewhere, or nowhere by their own choice, is left there.

import { keyOf } from '../keys/key_of';
import { isByFinger } from '../touch/by_finger';
import { canHold, focusables, isQuiet, isWritten, outwards } from './can_hold';
import { carryCaret } from './caret';
import { type PlaceLeft, placeLeft } from './place_left';

interface Held {
  readonly element: HTMLElement;
  /** From the element up to the body, as it was when the focus came. */
  readonly path: readonly Element[];
}

const REGION = '[data-focus-region], dialog[open], [popover]';
const RETURN = '[data-focus-return]';

let held: Held | null = null;
/** Where the focus was when it came into something passing. */
const cameFrom = new WeakMap<Element, HTMLElement>();

/** True while what had the focus is gone and it has no new place yet. */
export function isFocusNowhere(): boolean {
  return held !== null && !hasFocus() && !canHold(held.element);
}

/** The same, and what had it was a field: the rest of a sentence is on its way. */
export function isSentenceCutOff(): boolean {
  return held !== null && isFocusNowhere() && isWritten(held.element);
}

/** Begins to keep the focus of this page; returns what ends it. */
export function keepFocus(): () => void {
  const watched = new MutationObserver(settle);
  let keyDownAt: EventTarget | null = null;
  /** The focus is on its way to something, and was nowhere for a moment: a field may be taken away in its own blur. */
  let isOnItsWay = false;

  function watch(element: HTMLElement): void {
    const path = pathOf(element);
    held = { element, path };
    watched.disconnect();
    for (const one of path) {
      watched.observe(one, { childList: true, attributeFilter: ['disabled', 'hidden', 'inert'] });
    }
  }

  function settle(told: readonly MutationRecord[] = []): void {
    const changes = [...told, ...watched.takeRecords()];
    if (held === null || isOnItsWay) return;
    const isHere = document.activeElement === held.element && canHold(held.element);
    if (isHere || (hasFocus() && document.activeElement !== held.element)) return;
    const lost = held;
    if (canHold(lost.element) && !wasMoved(lost, changes)) {
      // Its person went nowhere in particular.
      held = null;
      watched.disconnect();
      return;
    }
    for (const next of successors(lost, placeLeft(lost.path, changes))) {
      next.focus();
      if (document.activeElement !== next) continue;
      carryCaret(lost.element, next);
      return;
    }
  }

  const focusin = ({ target, relatedTarget }: FocusEvent) => {
    isOnItsWay = false;
    if (!(target instanceof HTMLElement) || target === document.body) return;
    const before = relatedTarget instanceof HTMLElement ? relatedTarget : held?.element;
    for (const passing of outwards(target, RETURN)) {
      if (before !== undefined && !passing.contains(before)) cameFrom.set(passing, before);
    }
    watch(target);
  };
  const blur = ({ relatedTarget }: FocusEvent) => {
    isOnItsWay = relatedTarget !== null;
    if (isOnItsWay) requestAnimationFrame(arrived);
  };
  /** Where it did not come there after all, its place is found now. */
  const arrived = () => {
    isOnItsWay = false;
    settle();
  };
  const focusout = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null) return;
    // At once, so that who lets go of it is let go, whatever happens next. And in the next frame, because what a style hides loses the
    // focus without a change that is watched.
    queueMicrotask(() => settle());
    requestAnimationFrame(() => settle());
  };
  // A key that is held down goes on where it went down, not at what has the focus since.
  const keydown = (event: KeyboardEvent) => {
    if (!event.repeat) keyDownAt = event.target;
    else if (event.target !== keyDownAt && (keyOf(event) === 'Enter' || keyOf(event) === ' ')) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };
  // Before what the element itself does when it loses the focus.
  document.addEventListener('blur', blur, { capture: true });
  document.addEventListener('focusin', focusin);
  document.addEventListener('focusout', focusout);
  document.addEventListener('keydown', keydown, { capture: true });
  return () => {
    watched.disconnect();
    held = null;
    document.removeEventListener('blur', blur, { capture: true });
    document.removeEventListener('focusin', focusin);
    document.removeEventListener('focusout', focusout);
    document.removeEventListener('keydown', keydown, { capture: true });
  };
}

function hasFocus(): boolean {
  return document.activeElement !== null && document.activeElement !== document.body;
}

function pathOf(element: Element): Element[] {
  const path: Element[] = [];
  for (let one: Element | null = element; one !== null; one = one.parentElement) path.push(one);
  return path;
}

/** Taken out and put back elsewhere in one go: the browser drops the focus then. */
function wasMoved({ path }: Held, changes: readonly MutationRecord[]): boolean {
  return changes.some(({ removedNodes }) => [...removedNodes].some((node) => path.includes(node as Element)));
}

/** Where the focus may go, best first. */
function* successors(lost: Held, place: PlaceLeft | null): Generator<HTMLElement> {
  if (canHold(lost.element)) yield lost.element;
  const wasWritten = isWritten(lost.element);
  // A phone would bring up its keyboard unasked.
  const mayWrite = !isByFinger();
  const fits = (one: HTMLElement) => canHold(one) && (mayWrite || !isWritten(one));
  for (const one of lost.path) {
    const named = one.getAttribute('data-focus-after');
    if (named !== null) yield* whatIsNamed(named);
    const from = cameFrom.get(one);
    if (from !== undefined && canHold(from)) yield from;
    if (!one.isConnected || place === null) continue;
    if (one === place.parent) yield* whatTookIt(place, wasWritten, fits);
    if (!one.matches(REGION)) continue;
    // The rest of a sentence would press the button that comes next.
    if (!wasWritten) yield* neighbours(one, place).filter((next) => fits(next) && !isQuiet(next));
    yield* quietIn(one);
  }
  yield* [...document.querySelectorAll<HTMLElement>('[data-focus-home], main, h1')].filter(canHold);
}

/** A sentence goes on in what is so named; false where that cannot have the focus. */
export function goOnIn(selector: string, from: HTMLElement): boolean {
  const [next] = whatIsNamed(selector);
  if (next === undefined) return false;
  next.focus();
  carryCaret(from, next);
  return true;
}

/** The first that can have the focus; what is folded away is unfolded for it. */
function whatIsNamed(selector: string): HTMLElement[] {
  for (const one of document.querySelectorAll<HTMLElement>(selector)) {
    if (canHold(one)) return [one];
    const folds = outwards(one, 'details:not([open])');
    for (const fold of folds) fold.setAttribute('open', '');
    if (canHold(one)) return [one];
    for (const fold of folds) fold.removeAttribute('open');
  }
  return [];
}

/** In what stands there now: what is named first, what only is read, and, unless somebody was writing, what can be pressed. */
function* whatTookIt(
  { addedThere }: PlaceLeft,
  wasWritten: boolean,
  fits: (one: HTMLElement) => boolean,
): Generator<HTMLElement> {
  const all = addedThere.flatMap((one) => focusables(one)).filter(canHold);
  yield* all.filter((one) => one.hasAttribute('data-focus-first'));
  yield* all.filter(isQuiet);
  if (!wasWritten) yield* all.filter(fits);
}

/** What comes after the place, then what stands right before it, in a region. */
function neighbours(region: Element, { parent, before, after }: PlaceLeft): HTMLElement[] {
  const all = focusables(region);
  const isAfter = (one: Node, of: Node) =>
    (of.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const following =
    after !== null
      ? all.filter((one) => after === one || after.contains(one) || isAfter(one, after))
      : all.filter((one) => isAfter(one, parent) && !parent.contains(one));
  const beside = before instanceof Element ? focusables(before) : [];
  return [...following, ...beside, ...all.filter((one) => !following.includes(one)).reverse()];
}

function quietIn(region: Element): HTMLElement[] {
  return focusables(region).filter((one) => canHold(one) && isQuiet(one));
}
