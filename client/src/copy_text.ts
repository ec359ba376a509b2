// Puts a text onto the clipboard.

/** The clipboard is there on https and localhost only; elsewhere the old command does. False where neither did. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

function copyByCommand(text: string): boolean {
  const from = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('aria-hidden', 'true');
  area.style.cssText = 'position: fixed; inset: 0 auto auto 0; opacity: 0;';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (from instanceof HTMLElement) from.focus({ preventScroll: true });
  return copied;
}
