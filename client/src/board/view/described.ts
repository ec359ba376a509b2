// Descriptions of notes and clusters, also where the field that waits in one has the focus in its place.

/** The class of a field that waits unseen in a note or cluster: keys pressed in it are the board's. */
export const ASLEEP = 'editor-asleep';

/** Describes an element to those who hear it; null takes the description away. */
export function describe(element: Element, description: string | null): void {
  if (description === null) element.removeAttribute('aria-description');
  else element.setAttribute('aria-description', description);
}

/** Describes a note or a cluster, and the field that waits in it. */
export function describeItem(item: Element, description: string): void {
  describe(item, description);
  const waiting = item.querySelector(`.${ASLEEP}`);
  if (waiting !== null) describe(waiting, description);
}
