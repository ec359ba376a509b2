// How one goes through the notes of a cluster that are read one by one. Pure.

/** A finger that goes this far takes the next one, in pixels; a mouse marks words. */
const SWIPE_PX = 48;

/** How many notes on a key goes, of so many; null for none of its business. */
export function stepFor(key: string, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
    case 'PageDown':
      return 1;
    case 'ArrowLeft':
    case 'ArrowUp':
    case 'PageUp':
      return -1;
    case 'Home':
      return -count;
    case 'End':
      return count;
    default:
      return null;
  }
}

/** What is pulled to the left makes way for the next. */
export function swiped(dx: number, pointer: string): -1 | 0 | 1 {
  if (pointer === 'mouse' || Math.abs(dx) < SWIPE_PX) return 0;
  return dx < 0 ? 1 : -1;
}

/** Those that are there still, in the order of before; who came meanwhile comes last. */
export function withoutGone(before: readonly string[], now: readonly string[]): string[] {
  const there = new Set(now);
  const known = new Set(before);
  return [...before.filter((id) => there.has(id)), ...now.filter((id) => !known.has(id))];
}
