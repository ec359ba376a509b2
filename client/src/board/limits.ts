// Every limit of the board in the browser, each with its reason.

/** How far from the origin a note may lie, in board pixels each way; further ones are shown at the edge. */
export const BOARD_REACH = 100_000;

/** Largest stacking value that is honoured: browsers keep z-index in 32 bits. */
export const Z_MAX = 1_000_000_000;

/** Longest text that a note shows, in characters. Only a foreign client writes more; it is kept, and its end is not drawn. */
export const SHOWN_CHARS_MAX = 4_000;

/** So many notes of others are taken away without a question: a slip of the hand that one sees. */
export const OF_OTHERS_MAX = 5;

/** Longest title of a cluster, in characters: one line, with room for two titles that were merged. */
export const CLUSTER_TITLE_CHARS_MAX = 200;

/** Longest title of an area, in characters, as a model's file has it (protocol/src/session/plan.rs). */
export const AREA_TITLE_CHARS_MAX = 120;

/** Longest title that a cluster or section shows, in characters. Only a foreign client writes more. */
export const TITLE_CHARS_SHOWN_MAX = 300;

/** Most clusters that are in the page at once; only a foreign client makes so many that more could be in view. */
export const CLUSTER_ELEMENTS_MAX = 600;

/** Most sections that are drawn: a model has 40 at most, and only a foreign client writes more. */
export const SECTIONS_SHOWN_MAX = 40;

/** Most notes that one paste makes: more is a mistake more often than a wish. */
export const PASTED_NOTES_MAX = 500;

/** Longest clipboard text that is looked at, in UTF-16 units. */
export const CLIPBOARD_CHARS_MAX = 4_000_000;

/** Most notes of one drag that are shown to others while they move; the rest arrive at drop. */
export const SHARED_DRAG_NOTES_MAX = 100;

/** Most selected notes told to others: presence stays within one small frame. */
export const SHARED_SELECTION_MAX = 200;

/** Most points of a line that is drawn around notes: looked through once for each note it might hold, in every move. */
export const LASSO_POINTS_MAX = 600;

/** Most people whose presence is drawn. */
export const PEERS_MAX = 200;

/** Own presence goes out at most this often: 20 times a second. */
export const PRESENCE_EVERY_MS = 50;

/** Every telling goes to everyone as a whole: while a proposal is shown to all, so often that it is so much in a second. */
export const PRESENCE_BYTES_PER_SECOND = 48 * 1_024;

/** Largest proposal that is shown to all, in bytes: presence holds 32 KiB, and a selection of notes goes with it. */
export const SHOWN_PROPOSAL_BYTES_MAX = 22 * 1_024;

/** Most clusters of a proposal that are shown: as many as a facilitator may have notes sorted into. */
export const SHOWN_CLUSTERS_MAX = 500;

/** How long a note that somebody dropped stays where they dropped it until its record arrives. */
export const DROP_WAIT_MS = 1_500;

/** Smallest and largest scale of the camera. */
export const SCALE_MIN = 0.02;
export const SCALE_MAX = 4;

/** Above this many notes in view, and below the scale, notes are painted as plain rectangles on one canvas. */
export const NOTE_ELEMENTS_MAX = 500;
export const FAR_SCALE = 0.3;

/** Word widths that are remembered while fitting texts. */
export const REMEMBERED_WORDS_MAX = 20_000;
