// When the page goes out of sight: another tab or window is in front of it, or it is left.

import { onCleanup } from 'solid-js';

/** Calls as the page goes out of sight, and as it comes back. */
export function listenToPage(goes: () => void, comesBack = () => {}): void {
  const onVisibility = () => {
    if (document.visibilityState === 'hidden') goes();
    else comesBack();
  };
  document.addEventListener('visibilitychange', onVisibility);
  addEventListener('pagehide', goes);
  onCleanup(() => {
    document.removeEventListener('visibilitychange', onVisibility);
    removeEventListener('pagehide', goes);
  });
}
