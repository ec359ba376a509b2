// Generated from protocol/src/session/. Do not edit.

export const SUBPROTOCOL = 'picnic.v1';
export const LINK_WITHDRAWN = 'this link was withdrawn';
export const NAME_CHARS_MAX = 80;
export const TITLE_CHARS_MAX = 200;
export const NOTE_CHARS_MAX = 2000;

/**
 * From a client to the server.
 */
export type ClientMessage = { "type": "name", 
/**
 * At most [`NAME_CHARS_MAX`] characters.
 */
name: string, };

/**
 * Kinds of trouble on the session plane.
 */
export type ErrorCode = "viewersCannotEdit" | "clientIdTaken" | "nameTooLong" | "boardFull" | "tooManyNotes" | "roomFull";

/**
 * What a client needs to know when its socket opens.
 */
export type Hello = { 
/**
 * Who this socket speaks for.
 */
participant: ParticipantId, 
/**
 * What they may do.
 */
role: Role, 
/**
 * The room.
 */
room: RoomId, 
/**
 * The room's title; may be empty. The board's `meta.title` follows it live.
 */
title: string, 
/**
 * The language the room was made in.
 */
language: Language, 
/**
 * Secrets of the links this person may pass on: those of their own role and below.
 */
tokens: Tokens, 
/**
 * Everyone here now, this participant included.
 */
participants: Array<Participant>, 
/**
 * The room's log up to here is on disk.
 */
saved: LogPosition, 
/**
 * False while the room cannot be saved.
 */
saving: boolean, 
/**
 * True when a part of what was stored could not be read when the room was opened. The board
 * holds all the rest; what someone's page still has comes back from there.
 */
damaged: boolean, 
/**
 * The server's clock, ms since 1970, for showing the same seconds everywhere.
 */
nowMs: number, 
/**
 * What the server holds to.
 */
limits: Limits, };

/**
 * A language that picnic speaks.
 */
export type Language = "fi" | "sv" | "en";

/**
 * Limits that a client can respect before the server refuses.
 */
export type Limits = { 
/**
 * Largest frame the server reads, in bytes; a larger one closes the socket with 1009.
 */
frameBytes: number, 
/**
 * Longest text of a note, in characters.
 */
noteChars: number, 
/**
 * Longest title, in characters.
 */
titleChars: number, 
/**
 * Longest name, in characters.
 */
nameChars: number, };

/**
 * Where a record stands in its room's log: 1 for the first, 0 for before it.
 */
export type LogPosition = number;

/**
 * One person who is here.
 */
export type Participant = { 
/**
 * The server's id for them in this room.
 */
id: ParticipantId, 
/**
 * The name they gave; empty when they gave none, and the page shows a default.
 */
name: string, 
/**
 * What they may do.
 */
role: Role, };

/**
 * One person in one room, as the server knows them; not a name.
 */
export type ParticipantId = string;

/**
 * What a person may do in a room. Ordered: a later role may do all that an earlier one may.
 */
export type Role = "viewer" | "participant" | "facilitator";

/**
 * One workshop: the last part of its link.
 */
export type RoomId = string;

/**
 * From the server to one client.
 */
export type ServerMessage = { "type": "hello" } & Hello | { "type": "participants", 
/**
 * People who are here and are new, or whose name or role changed.
 */
here: Array<Participant>, 
/**
 * People who have no socket left.
 */
left: Array<ParticipantId>, } | { "type": "saved", 
/**
 * How many of this socket's board frames (sync step 2 and update, each counted once,
 * from 1) are on disk.
 */
frames: number, 
/**
 * The room's log up to here is on disk.
 */
position: LogPosition, } | { "type": "saving", 
/**
 * True when saving works.
 */
working: boolean, } | { "type": "error", 
/**
 * What kind of thing went wrong.
 */
code: ErrorCode, 
/**
 * One sentence in English for a developer; the page says its own.
 */
message: string, };

/**
 * Secrets of a room's links. A field is absent where the receiver may not pass that link on.
 */
export type Tokens = { 
/**
 * Makes a facilitator.
 */
facilitate?: string, 
/**
 * Makes a participant.
 */
join?: string, 
/**
 * Makes a viewer.
 */
view?: string, };
