// Which key was meant: none that ends or edits a word still being composed, and on any alphabet the Latin letter of that place.

/** Of a KeyboardEvent, what says which key it is. */
export interface PressedKey {
  readonly key: string;
  /** The place of the key, named by what a US keyboard has there. */
  readonly code: string;
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** As browsers name a key that the input method has taken. */
export const TAKEN = 'Process';

/** The key code of what goes to the input method. Safari tells of Enter so after the composition has ended. */
const TO_INPUT_METHOD = 229;

/** As KeyboardEvent.key, to be asked instead of it. */
export function keyOf({ key, code, isComposing, keyCode }: PressedKey): string {
  if (isComposing || keyCode === TO_INPUT_METHOD) return TAKEN;
  // Where the keyboard has Latin letters they count wherever they stand: Dvorak, AZERTY.
  if (/^(?!\p{Script=Latin})\p{L}$/u.test(key)) {
    const letter = /^Key([A-Z])$/.exec(code)?.[1];
    if (letter !== undefined) return key === key.toLowerCase() ? letter.toLowerCase() : letter;
  }
  if (/^(?![0-9])\p{Nd}$/u.test(key)) return /^Digit(\d)$/.exec(code)?.[1] ?? key;
  return key;
}

/** The Latin letter that is on the key, small: with Alt held a Mac writes another. */
export function letterOf(event: PressedKey): string {
  const key = keyOf(event);
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase() ?? '';
}
