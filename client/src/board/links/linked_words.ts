// A note's words on the screen with its addresses as links, which ask nothing of anybody before they are pressed.

import { linksIn } from './links';

export { linksIn };

/** The same words, as nodes. */
export function linkedWords(text: string): (string | HTMLAnchorElement)[] {
  const parts: (string | HTMLAnchorElement)[] = [];
  let at = 0;
  for (const { from, to, href, shown } of linksIn(text)) {
    const link = document.createElement('a');
    link.className = 'note-link';
    link.href = href;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    link.referrerPolicy = 'no-referrer';
    // By keyboard it is opened from the note's menu: the board has one place for Tab.
    link.tabIndex = -1;
    link.draggable = false;
    link.title = shown;
    link.textContent = shown;
    parts.push(text.slice(at, from), link);
    at = to;
  }
  parts.push(text.slice(at));
  return parts;
}

/** As if it had been pressed. */
export function openLink(href: string): void {
  window.open(href, '_blank', 'noopener,noreferrer');
}
