// What a turn of the wheel, or two fingers on a touchpad, do to where one looks. Pure.

/** A wheel's line, for browsers that count in lines. */
const LINE_PX = 18;

/** How strongly the wheel zooms: a notch of 100 px is a fifth. */
const ZOOM_PER_PX = 0.002;

/** Pinching a touchpad arrives as a wheel with small steps. */
const ZOOM_PER_PX_PINCH = 0.01;

export type WheelMove =
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number }
  | { readonly kind: 'zoom'; readonly factor: number };

export type Wheel = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'ctrlKey' | 'metaKey' | 'shiftKey'> & {
  /** Counted in lines, not in pixels. */
  readonly inLines: boolean;
};

export function wheelMoveOf({ deltaX, deltaY, inLines, ctrlKey, metaKey, shiftKey }: Wheel): WheelMove {
  const unit = inLines ? LINE_PX : 1;
  const dx = deltaX * unit;
  const dy = deltaY * unit;
  if (ctrlKey || metaKey) {
    const strength = Math.abs(dy) < 50 ? ZOOM_PER_PX_PINCH : ZOOM_PER_PX;
    return { kind: 'zoom', factor: Math.exp(-dy * strength) };
  }
  if (shiftKey && dx === 0) return { kind: 'pan', dx: -dy, dy: 0 };
  return { kind: 'pan', dx: -dx, dy: -dy };
}
