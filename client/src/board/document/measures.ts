// How large things are on the board, in board pixels; the server's are in server/src/document/measures.rs.

/** A note is two gingham squares wide, and as high unless its text needs more. */
export const NOTE_SIDE = 192;

/** What a note of each size, and all on it, is larger by than the middle one. */
export const SIZE_FACTORS = { s: 0.75, m: 1, l: 1.5 } as const;

/** What of a cluster shows around its notes. */
export const CLUSTER_MARGIN = 20;

/** The strip above them with the title: also what a cluster is held by. */
export const CLUSTER_HEADING = 56;
