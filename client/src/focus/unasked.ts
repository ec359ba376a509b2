// Taking somebody to a field unasked. A finger would bring up its keyboard over the page before that was read: it is taken to the part
// of the page that the field is in, where whoever listens to the page goes on.

import { isByFinger } from '../touch/by_finger';

export function goUnasked(field: HTMLElement | undefined): void {
  const to = isByFinger() ? field?.closest<HTMLElement>('[tabindex="-1"]') : field;
  to?.focus({ preventScroll: true });
  // In what scrolls around it, once all of that stands.
  requestAnimationFrame(() => {
    if (document.activeElement === to) to?.scrollIntoView({ block: 'nearest' });
  });
}
