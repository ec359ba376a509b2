// Measures words in the board's own font, and remembers them.

import type { MeasureText } from '../document/fitting';
import { REMEMBERED_WORDS_MAX } from '../limits';

/** Measured at a large size, so that rounding does not add up. */
const MEASURED_AT_PX = 100;

/** A measure for text in the font that the element has now. */
export function measureIn(element: HTMLElement): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  const widths = new Map<string, number>();
  if (context !== null) {
    context.font = `400 ${MEASURED_AT_PX}px ${getComputedStyle(element).fontFamily}`;
    // Else letters are as wide as whole pixels on some screens, and a long word is half a percent wider than elsewhere.
    context.textRendering = 'geometricPrecision';
  }
  return (piece) => {
    const known = widths.get(piece);
    if (known !== undefined) return known;
    const width = (context?.measureText(piece).width ?? piece.length * 55) / MEASURED_AT_PX;
    if (widths.size >= REMEMBERED_WORDS_MAX) widths.clear();
    widths.set(piece, width);
    return width;
  };
}
