// The caret goes along when a sentence goes on in another field with the same words.

/** Sets the caret of a field where it stood in one that says the same. */
export function carryCaret(from: Element, to: Element): void {
  if (!isText(from) || !isText(to) || from.value !== to.value) return;
  const { selectionStart, selectionEnd } = from;
  // Some kinds of input have none.
  if (selectionStart === null || selectionEnd === null) return;
  to.setSelectionRange(selectionStart, selectionEnd);
}

function isText(element: Element): element is HTMLInputElement | HTMLTextAreaElement {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}
