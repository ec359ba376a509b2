// Every limit of what is drawn on the board, each with its reason.

/** Points of one stroke that are drawn, as the server draws them. */
export const STROKE_POINTS_MAX = 10_000;

/** A pen goes on in another stroke after so many: each point of a stroke under way is drawn anew at every move. */
export const PEN_POINTS_MAX = 2_000;

/** Widths of strokes that are honoured, in board pixels. */
export const STROKE_WIDTH_MIN = 1;
export const STROKE_WIDTH_MAX = 64;

/** The pen's widths, in board pixels. */
export const PEN_WIDTHS = [3, 6, 14] as const;

/** A pen that moved less than this on the screen adds no point: a hand is never quite still. */
export const PEN_STEP_PX = 1.5;

/** Points as near as this to the line between their neighbours, on the screen, are left out of what is kept. */
export const PEN_TOLERANCE_PX = 0.35;

/** Of a line under way so many of its last points are told: over a second of drawing, some 2 KB. */
export const TOLD_POINTS_MAX = 160;

/** How near to a line the eraser takes it away, on the screen: half a finger's breadth. */
export const ERASER_PX = 9;

/** How long a laser's trail is seen, in ms. */
export const LASER_MS = 1_000;

/** Most points of a trail that are drawn: a second of a fast pointer. */
export const LASER_POINTS_MAX = 240;

/** Most strokes and connectors that are drawn at once: only a foreign client makes so many that more could be in view. */
export const SHOWN_STROKES_MAX = 4_000;
export const SHOWN_CONNECTORS_MAX = 2_000;

/** Time that drawing strokes anew may take of a frame, in ms: what is left comes with the next. */
export const DRAW_MS = 6;
