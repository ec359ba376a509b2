// What of one's own changes is safe on the server, counted from frames and acknowledgements, and the word for it.

import type { Role } from '../protocol/session';
import type { Connection } from './connection';

/** The books of one socket. A frame is a sync step 2, an update or a command, each counted once, from 1. */
export interface Saving {
  /** Frames sent on this socket. */
  sent: number;
  /** The last of them that held a change. */
  awaited: number;
  /** The first so many are on the server's disk. */
  saved: number;
  /** Changes were made that are not on their way yet. */
  unsent: boolean;
  /** False while the server says that it cannot save. */
  working: boolean;
  /** Something is too large to be sent at all. */
  tooLarge: boolean;
  /** The board has no room for a change; the server asks for it again when there is some. */
  full: boolean;
  /** The server did not take a change. */
  refused: boolean;
}

export const NOTHING_TO_SAVE: Saving = {
  sent: 0,
  awaited: 0,
  saved: 0,
  unsent: false,
  working: true,
  tooLarge: false,
  full: false,
  refused: false,
};

/** Close code of a frame that was too large. */
const CLOSE_TOO_LARGE = 1009;

/** One frame went out; `empty` when it held no change, which nobody needs to wait for. */
export function afterFrame(saving: Saving, empty: boolean): Saving {
  const sent = saving.sent + 1;
  return { ...saving, sent, awaited: empty ? saving.awaited : sent };
}

/** All that the server asked for has gone out, what it had refused too; `tooLarge` when a part of it could not. */
export function afterCatchingUp(saving: Saving, tooLarge: boolean): Saving {
  return { ...saving, unsent: tooLarge, tooLarge, full: false, refused: false };
}

/** A change was made while nothing can be sent. */
export function afterKeeping(saving: Saving): Saving {
  return saving.unsent ? saving : { ...saving, unsent: true };
}

/** The server did not take a change. That the board is full it says before, and asks again later. */
export function afterDenial(saving: Saving): Saving {
  return saving.full || saving.refused ? saving : { ...saving, refused: true };
}

/** The server has the first `frames` on disk. */
export function afterSaved(saving: Saving, frames: number): Saving {
  return { ...saving, saved: Math.max(saving.saved, frames) };
}

/** The socket is gone: what was not acknowledged is to be sent again. */
export function afterClosing(saving: Saving, code: number): Saving {
  return {
    ...saving,
    sent: 0,
    awaited: 0,
    saved: 0,
    unsent: hasUnsaved(saving),
    full: false,
    refused: false,
    tooLarge: saving.tooLarge || code === CLOSE_TOO_LARGE,
  };
}

/** True when some change is not on the server's disk, as far as we know. */
export function hasUnsaved(saving: Saving): boolean {
  return saving.unsent || saving.saved < saving.awaited;
}

/** The states a person is told of; each is a text `saved.*`. */
export type SavedWord =
  | 'opening'
  | 'saved'
  | 'saving'
  | 'offline'
  | 'offlineBetween'
  | 'offlineCrowded'
  | 'offlineNotKept'
  | 'offlineViewing'
  | 'stopped'
  | 'stoppedNotKept'
  | 'serverCannotSave'
  | 'tooLarge'
  | 'full'
  | 'refused'
  /** The board is locked: the server asks for it once it is open. */
  | 'locked'
  | 'viewing';

/** What else the word depends on. */
export interface Around {
  readonly role: Role;
  /** This browser keeps what is not sent. */
  readonly kept: boolean;
  /** It is known that the server cannot be reached, not only that the first attempts to connect came to nothing. */
  readonly away: boolean;
  /** The first attempt to connect has not come to an end: what an earlier page kept is no sign that the server is away. */
  readonly trying: boolean;
  /** We have been connected before. */
  readonly wasLive: boolean;
  /** Something else answers in the server's place. */
  readonly between: boolean;
  /** Other tabs of this browser hold all its connections. */
  readonly crowded: boolean;
  /** Commands that the server has not answered. */
  readonly waiting: number;
  /** The board is locked for this person. */
  readonly locked: boolean;
}

/** The one true word for now. */
export function savedWord(
  saving: Saving,
  connection: Connection['at'],
  { role, kept, away, trying, wasLive, between, crowded, waiting, locked }: Around,
): SavedWord {
  const viewing = role === 'viewer';
  if (connection === 'stopped') return kept ? 'stopped' : 'stoppedNotKept';
  if (connection !== 'live') {
    if (crowded && kept) return 'offlineCrowded';
    // Where a cookie was not kept, the first attempts fail, until it is found out that the tab has to bring its pass.
    const isNothingUnsent = !saving.unsent && waiting === 0;
    if (!wasLive && !away && (isNothingUnsent || (trying && kept))) return 'opening';
    if (viewing) return 'offlineViewing';
    if (!kept) return 'offlineNotKept';
    return between ? 'offlineBetween' : 'offline';
  }
  // Loading the page anew would change nothing: it is asked for when the board is open.
  if (saving.refused) return locked ? 'locked' : 'refused';
  if (saving.tooLarge) return 'tooLarge';
  if (saving.full) return 'full';
  if (!saving.working) return 'serverCannotSave';
  if (hasUnsaved(saving) || waiting > 0) return 'saving';
  return viewing ? 'viewing' : 'saved';
}

/** True for the words that say that something is at risk. */
export function isTrouble(word: SavedWord): boolean {
  return (
    word === 'offlineNotKept' ||
    word === 'stopped' ||
    word === 'stoppedNotKept' ||
    word === 'serverCannotSave' ||
    word === 'locked' ||
    word === 'tooLarge' ||
    word === 'full' ||
    word === 'refused'
  );
}

/** What people were told last of their changes' safety, when it was more than the to and fro of saving. */
export type Told = 'nothing' | 'trouble' | 'offline';

/**
 * What screen readers hear when the word changes. «Back» is said only to people who were told that they were offline.
 * `allTaken` is false where the server refused something since then.
 */
export function saidAfter(
  told: Told,
  word: SavedWord,
  allTaken: boolean,
): { say: SavedWord | 'back' | 'backNotAll' | null; told: Told } {
  if (word.startsWith('offline')) return { say: word, told: 'offline' };
  if (isTrouble(word)) return { say: word, told: 'trouble' };
  if (told === 'nothing' || (word !== 'saved' && word !== 'viewing')) return { say: null, told };
  if (told !== 'offline' || word !== 'saved') return { say: word, told: 'nothing' };
  return { say: allTaken ? 'back' : 'backNotAll', told: 'nothing' };
}
