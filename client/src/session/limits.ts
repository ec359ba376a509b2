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
