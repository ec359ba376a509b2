// What becomes of what people type and paste into a basket, and of the order of what lies in it.

import { readClipboard } from '../../board/document/clipboard';
import { countCharacters } from '../../board/document/text_patch';
import {
  type Color,
  DRAFTS_IN_BASKET_MAX,
  DRAFTS_IN_COMMAND_MAX,
  type Draft,
  type DraftId,
  NOTE_CHARS_MAX,
  type PhaseId,
} from '../../protocol/session';

/** What a new draft gets that is not its text. */
export interface DraftLook {
  readonly color: Color;
  readonly section: PhaseId | null;
}

/** What is not kept, and why. */
export type NotDrafted = 'empty' | 'tooLong' | 'tooMany';

export type Drafted = { readonly drafts: readonly Draft[] } | { readonly not: NotDrafted };

/** One draft of what was typed, as it was typed. */
export function draftOf(text: string, look: DraftLook, packed: number, newId: () => DraftId): Drafted {
  return draftsOf(
    [text.trim()].filter((line) => line !== ''),
    look,
    packed,
    newId,
  );
}

/** A draft for each line of what was pasted; null where it is one line, which goes where the caret is. */
export function draftsPasted(
  pasted: string,
  look: DraftLook,
  packed: number,
  newId: () => DraftId,
): Drafted | null {
  const read = readClipboard('', pasted, NOTE_CHARS_MAX);
  switch (read.kind) {
    case 'tooMany':
    case 'tooLong':
      return { not: read.kind };
    case 'lines':
      return read.texts.length < 2 ? null : draftsOf(read.texts, look, packed, newId);
    case 'nothing':
    case 'notes':
      return null;
  }
}

function draftsOf(texts: readonly string[], look: DraftLook, packed: number, newId: () => DraftId): Drafted {
  if (texts.length === 0) return { not: 'empty' };
  if (texts.some((text) => countCharacters(text) > NOTE_CHARS_MAX)) return { not: 'tooLong' };
  if (packed + texts.length > DRAFTS_IN_BASKET_MAX) return { not: 'tooMany' };
  return { drafts: texts.map((text) => ({ id: newId(), text, ...look, held: false })) };
}

/** Drafts, or their ids, as many as one command may carry, each. */
export function inCommands<Of>(drafts: readonly Of[]): Of[][] {
  const commands: Of[][] = [];
  for (let from = 0; from < drafts.length; from += DRAFTS_IN_COMMAND_MAX) {
    commands.push(drafts.slice(from, from + DRAFTS_IN_COMMAND_MAX));
  }
  return commands;
}

/** Before which other a draft goes: `before`, null for the end; nothing where it stays. */
export interface Reordered {
  readonly before: DraftId | null;
}

/** One place up or down. */
export function stepped(order: readonly DraftId[], draft: DraftId, step: -1 | 1): Reordered | null {
  const at = order.indexOf(draft);
  return at === -1 ? null : movedTo(order, draft, at + step);
}

/** To a place in the order, counted with the draft itself in it. */
export function movedTo(order: readonly DraftId[], draft: DraftId, to: number): Reordered | null {
  const at = order.indexOf(draft);
  if (at === -1 || to === at || to < 0 || to >= order.length) return null;
  return { before: order[to < at ? to : to + 1] ?? null };
}

/** The draft that comes after another; null for the last. */
export function following(order: readonly DraftId[], draft: DraftId): DraftId | null {
  return order[order.indexOf(draft) + 1] ?? null;
}
