// The windows that the style sheets tell apart, for what the page decides by them.

import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** So narrow, or so low, that what is docked lies over the board: a phone. */
export const NARROW = '(max-width: 640px), (max-height: 480px)';

/** A phone that lies: it has no height for bars, sheet and board under each other. */
export const LYING = '(min-width: 641px) and (max-height: 480px)';

/** A phone that is held upright. */
export const UPRIGHT = '(max-width: 640px)';

/** Whether the window is so, now and later. */
export function createMatches(query: string): Accessor<boolean> {
  const media = matchMedia(query);
  const [matches, setMatches] = createSignal(media.matches);
  const changed = () => setMatches(media.matches);
  media.addEventListener('change', changed);
  onCleanup(() => media.removeEventListener('change', changed));
  return matches;
}
