// What the bar of a room shows in the width that it has: it never wraps, and what has no place is in the menu.

import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';

/**
 * What gives way, in this order: the title takes two lines, «saved» is a tick and «share» an icon (1); faces are one and a number (2); of the
 * next phase its name stays (3); the title is in the menu (4); so are home, people and the link, and pause and more time are behind the clock
 * (5); what to do is in the menu (6).
 */
export type Fit = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const FITS: readonly Fit[] = [0, 1, 2, 3, 4, 5, 6];

/** The first that fits; the last where none does. Each is asked in turn. */
export function firstFit(fits: (fit: Fit) => boolean): Fit {
  return FITS.find(fits) ?? 6;
}

/** What has no influence on widths: the digits of a clock are all equally wide. */
const UNMEASURED = '.timer, .for-screen-readers, [popover]';

/** The bar's present fit. It is asked anew when the window changes, or anything in the bar does. */
export function createFit(bar: Accessor<HTMLElement | undefined>): Accessor<Fit> {
  const [fit, setFit] = createSignal<Fit>(0);
  createEffect(() => {
    const element = bar();
    if (element === undefined) return;
    const look = () => {
      setFit(
        firstFit((one) => {
          element.dataset.fit = String(one);
          return element.scrollWidth <= element.clientWidth;
        }),
      );
      tellPlaces(element);
    };
    let asked = 0;
    const ask = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(look);
    };
    const sized = new ResizeObserver(ask);
    sized.observe(element);
    const changed = new MutationObserver((changes) => {
      const isMeasured = ({ target }: MutationRecord) => {
        const at = target instanceof Element ? target : target.parentElement;
        return at !== null && at.closest(UNMEASURED) === null;
      };
      if (changes.some(isMeasured)) ask();
    });
    changed.observe(element, { subtree: true, childList: true, characterData: true });
    element.addEventListener('input', ask);
    document.fonts.addEventListener('loadingdone', ask);
    look();
    onCleanup(() => {
      cancelAnimationFrame(asked);
      sized.disconnect();
      changed.disconnect();
      element.removeEventListener('input', ask);
      document.fonts.removeEventListener('loadingdone', ask);
      for (const name of ['--told-left', '--told-right']) document.body.style.removeProperty(name);
    });
  });
  return fit;
}

/** Where a message stands: over the title and the phase, and never over what leads on, or who is here. */
function tellPlaces(bar: HTMLElement): void {
  const box = bar.getBoundingClientRect();
  const shown = (one: Element | null) => one !== null && one.getBoundingClientRect().width > 0;
  const home = bar.querySelector('.bar-home');
  const left = shown(home) ? (home?.getBoundingClientRect().right ?? box.left) : box.left;
  const after = [...bar.querySelectorAll('.facilitate-bar, .faces, .share-button, .bar-menu')].find(shown);
  const right = after === undefined ? box.right : after.getBoundingClientRect().left;
  document.body.style.setProperty('--told-left', `${Math.round(left)}px`);
  document.body.style.setProperty('--told-right', `${Math.round(innerWidth - right)}px`);
}
