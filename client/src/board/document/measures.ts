// How large things are on the board, in board pixels; the server's are in server/src/document/measures.rs.

/** A note is two gingham squares wide, and as high unless its text needs more. */
export const NOTE_SIDE = 192;

/** What of a cluster shows around its notes. */
export const CLUSTER_MARGIN = 20;

/** The strip above them with the title: also what a cluster is held by. */
export const CLUSTER_HEADING = 56;
