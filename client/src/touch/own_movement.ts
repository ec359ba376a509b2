// A finger's movement over what the page moves itself, where `touch-action: none` has the browser scroll nothing.

/**
 * Takes the movement for the page's own. Chromium otherwise may take the next press, anywhere in the page, for what stops a scroll that
 * never was, and gives no click: a button pressed soon after a note was dragged did nothing (crbug.com/1141207).
 */
export function takeMovement(element: HTMLElement): void {
  const take = (event: TouchEvent) => {
    if (event.cancelable) event.preventDefault();
  };
  element.addEventListener('touchmove', take, { passive: false });
}
