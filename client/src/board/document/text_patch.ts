// The smallest change from one text to another, and how such a change moves past somebody else's.

/** At `at`, take away `remove` units and put in `insert`. All counts are UTF-16 units, as in Y.Text and textareas. */
export interface TextPatch {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/**
 * The patch that makes `before` into `after`; null when they are the same. `caret` is where the caret stands in
 * `after`: it says which of several equal letters was typed.
 */
export function patchBetween(before: string, after: string, caret: number = after.length): TextPatch | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  const tailMax = Math.min(shorter, after.length - Math.min(Math.max(caret, 0), after.length));
  let tail = 0;
  while (tail < tailMax && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  let at = 0;
  while (at < shorter - tail && before[at] === after[at]) at += 1;
  while (tail < shorter - at && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  // A change starts and ends between characters, never between the halves of one.
  if (at > 0 && (startsPair(before, at - 1) || startsPair(after, at - 1))) at -= 1;
  if (tail > 0 && (endsPair(before, before.length - tail) || endsPair(after, after.length - tail))) tail -= 1;
  return { at, remove: before.length - tail - at, insert: after.slice(at, after.length - tail) };
}

function startsPair(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}

function endsPair(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

export function applyPatch(text: string, { at, remove, insert }: TextPatch): string {
  return text.slice(0, at) + insert + text.slice(at + remove);
}

/**
 * My patch, made on the same text as theirs, as it is to be applied after theirs. What they put in stays, also in the
 * middle of what I took away, which then leaves two patches. They count from the same text, first to last.
 */
export function patchAfter(mine: TextPatch, theirs: TextPatch): TextPatch[] {
  const end = mine.at + mine.remove;
  const theirEnd = theirs.at + theirs.remove;
  const grownBy = theirs.insert.length - theirs.remove;
  if (end <= theirs.at) return [mine];
  if (mine.at >= theirEnd) return [{ ...mine, at: mine.at + grownBy }];
  const before = Math.max(0, theirs.at - mine.at);
  const after = Math.max(0, end - theirEnd);
  const resumeAt = theirs.at + theirs.insert.length;
  const first: TextPatch = { at: Math.min(mine.at, theirs.at), remove: before, insert: mine.insert };
  if (after === 0) return [first];
  if (theirs.insert === '') return [{ ...first, remove: before + after }];
  return [first, { at: resumeAt, remove: after, insert: '' }];
}

/** One step of a Y.Text delta. */
export interface DeltaStep {
  readonly retain?: number;
  readonly delete?: number;
  readonly insert?: unknown;
}

/** Where a caret at `caret` stands after the delta. Text put in right at the caret comes after it. */
export function caretAfter(caret: number, delta: readonly DeltaStep[]): number {
  let index = 0;
  let moved = caret;
  for (const step of delta) {
    if (step.retain !== undefined) index += step.retain;
    else if (step.delete !== undefined) {
      if (index < moved) moved -= Math.min(step.delete, moved - index);
    } else {
      const length = typeof step.insert === 'string' ? step.insert.length : 1;
      if (index < moved) moved += length;
      index += length;
    }
    if (index > moved) break;
  }
  return moved;
}

/** How many characters a person would count: code points, so that an emoji of one is one. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
