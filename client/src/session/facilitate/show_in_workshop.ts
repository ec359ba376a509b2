// Leads from a message to what it is about in the panel at the side.

import { openSide, side } from '../../side/side';

/** Opens the panel, with the keyboard at the first that this finds there. */
export function showInWorkshop(selector: string): void {
  if (side() !== 'workshop') openSide('workshop');
  // Once it stands there, and the message that was pressed is gone.
  setTimeout(() => document.querySelector<HTMLElement>(selector)?.focus());
}
