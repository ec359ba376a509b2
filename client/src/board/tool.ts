/** What a drag on the board does: select an area, draw around notes, or move the board. */
export type Tool = 'select' | 'lasso' | 'hand';
