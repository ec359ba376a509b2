// The board's texts.

export const board = {};
