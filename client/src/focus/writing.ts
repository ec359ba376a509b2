// Whether somebody is in the middle of writing on the board or in a panel beside the task: what opens over the page by itself waits
// until they have ended. What they write in a task is moved along with it, and never covered.

import { isWritten } from './can_hold';

export function isWriting(): boolean {
  const at = document.activeElement;
  // What waits unseen for the first letter is not written in yet.
  return at instanceof HTMLElement && isWritten(at) && at.closest('[data-waits], .task-sheet') === null;
}

/** Runs once nobody writes; returns what gives that up. From one field on to the next they go on writing. */
export function whenWritten(run: () => void): () => void {
  const look = () =>
    requestAnimationFrame(() => {
      if (isWriting() || given) return;
      giveUp();
      run();
    });
  let given = false;
  const giveUp = () => {
    given = true;
    document.removeEventListener('focusin', look);
    document.removeEventListener('focusout', look);
  };
  document.addEventListener('focusin', look);
  document.addEventListener('focusout', look);
  return giveUp;
}
