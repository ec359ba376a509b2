/** What a drag on the board does: select an area, draw around notes, or move the board; or what `drawing/` does with it. */
export type Tool = 'select' | 'lasso' | 'hand' | DrawingTool;

/** Draw, erase, connect, or point. */
export type DrawingTool = 'pen' | 'eraser' | 'connector' | 'laser';
