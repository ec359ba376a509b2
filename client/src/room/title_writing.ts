// What becomes of a title that somebody writes while others may give the room one too. Pure.

import { titleVerdict } from '../entering/title';

/** Somebody writes a title in the place of `base`: a page of earlier did not say of which. */
export interface TitleWriting {
  readonly base: string | undefined;
}

/** What was kept knows in whose place it was begun. `now` is the room's title. */
export function begun(
  writing: TitleWriting | null,
  now: string,
  kept: { readonly base?: string } | null,
): TitleWriting {
  return writing ?? { base: kept === null ? now : kept.base };
}

/** What is typed: words to keep, nothing but the wish for no title, or no more than what stands there anyway, which follows the room's. */
export function typed(text: string, now: string): 'words' | 'nothing' | 'same' {
  if (text === now) return 'same';
  return text.trim() === '' ? 'nothing' : 'words';
}

export type TitleOutcome =
  | { do: 'refuse'; chars: number }
  /** The room has it already, or has it now. */
  | { do: 'save'; title: string }
  /** Told once, with the title that it would undo: whoever saves it now knows. `overtaken` is somebody else's of meanwhile. */
  | { do: 'ask'; why: 'overtaken' | 'earlier'; writing: TitleWriting }
  /** The wish for none is about a title that is gone: the one that came stays. */
  | { do: 'leave' };

/**
 * Whether words stand in the field that its writer may take for the room's title: they come from an earlier page or another tab, or were not
 * taken when the field was left. What is being typed is saved when it is left, and needs no word.
 */
export function waitsUnsaved(kept: string | undefined, now: string, isBeingTyped: boolean): boolean {
  return kept !== undefined && kept !== now && !isBeingTyped;
}

/** The field is left, or Enter pressed in it. A room without a title has none that could be undone. */
export function outcome(writing: TitleWriting, text: string, now: string): TitleOutcome {
  const verdict = titleVerdict(text);
  if (!verdict.ok) return { do: 'refuse', chars: verdict.chars };
  const { title } = verdict;
  if (now === '' || title === now || writing.base === now) return { do: 'save', title };
  if (title === '') return { do: 'leave' };
  const why = writing.base === undefined ? 'earlier' : 'overtaken';
  return { do: 'ask', why, writing: { base: now } };
}
