// Where the sheet lies on a phone: from below, at the side of one that lies, and never under the keyboard on the screen.

/** The window as the page lays itself out in it, and the part of it that is seen. */
export interface Window {
  readonly height: number;
  /** Of the visual viewport. */
  readonly seenTop: number;
  readonly seenHeight: number;
  /** It is low and wide, a phone that lies: the sheet stands at the side, and bars stand beside it. */
  readonly isLying: boolean;
  /** The lower edge of the bar at the top. */
  readonly barBottom: number;
  /** The lower edge of what is told in passing over that bar; 0 for nothing. */
  readonly toldBottom: number;
}

export interface SheetPlace {
  readonly top: number;
  readonly bottom: number;
  /** It lies over the bar at the top, for which there is no room. */
  readonly isOverBar: boolean;
  /** It reaches up to there whatever is in it; else only as far as that needs. */
  readonly fillsHeight: boolean;
}

/** A keyboard takes more than this; a browser's own bars take less. */
const KEYBOARD_FROM = 120;

/** A sheet is never lower than this: a field with its label, and its button. */
const HEIGHT_MIN = 160;

/** Of what is seen, at most, for a sheet that leaves the board to be looked at: whose turn it is still finds what they lay. */
const PART_MAX = 0.45;

/** How far the sheet's edges are from the window's. With a keyboard it takes the bar's place too. */
export function sheetPlace(window: Window, isFull: boolean): SheetPlace {
  const bottom = Math.max(0, window.height - window.seenTop - window.seenHeight);
  if (window.isLying) return { top: window.seenTop, bottom, isOverBar: false, fillsHeight: true };
  const isTyping = bottom >= KEYBOARD_FROM;
  const lowest = Math.max(window.seenTop, window.seenTop + window.seenHeight - HEIGHT_MIN);
  const below = (edge: number) => Math.max(window.seenTop, Math.min(edge, lowest));
  if (isTyping) return { top: below(window.toldBottom), bottom, isOverBar: true, fillsHeight: true };
  const under = below(Math.max(window.barBottom, window.toldBottom));
  const half = window.height - bottom - Math.round(window.seenHeight * PART_MAX);
  return {
    top: isFull ? under : Math.min(lowest, Math.max(under, half)),
    bottom,
    isOverBar: below(window.barBottom) < window.barBottom,
    fillsHeight: isFull,
  };
}
