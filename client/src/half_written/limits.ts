// Every limit of what is half-written, each with its reason.

/** Most half-written things of one page that are kept. One person has a few open: a note, some comments, a commitment, a phase. */
export const HALF_WRITTEN_MAX = 60;

/** Most characters of a page's that are kept, of the 5 million that a browser gives all rooms: a full plan's texts and more. */
export const HALF_WRITTEN_CHARS_MAX = 300_000;

/** Most pages of one person in one room whose words are read: tabs that were closed in the middle of a sentence. */
export const PAGES_MAX = 40;
