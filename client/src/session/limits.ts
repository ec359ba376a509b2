// Every limit of the session in the browser, each with its reason.

/**
 * Most commands that wait for the server. A person makes a few a minute: this is days without a connection, and it
 * is within the 4,096 commands that the server remembers as done, so that one sent again counts once.
 */
export const WAITING_MAX = 1_000;

/** Most characters of waiting commands that are kept in this browser, of the 5 million that it gives all rooms. */
export const WAITING_CHARS_MAX = 1_500_000;

/** Most commands on their way at once: after days away they go out in portions that leave room for others'. */
export const IN_FLIGHT_MAX = 64;

/** For how long the server says words again that came too late, ms: its limit of the same name. */
export const KEPT_ASIDE_MS = 10 * 60 * 1_000;

/** Marks of words that came too late: as many as the server says again to one person. */
export const KEPT_ASIDE_TEXTS_MAX = 200;

/**
 * Most words that came too late and are listed each for itself. More of one message are kept in one: they are a tenth of what is
 * kept of a page, and all else that is half-written has its place beside them.
 */
export const LATE_APART_MAX = 6;
