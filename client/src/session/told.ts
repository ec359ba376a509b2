// What somebody is told when a phase begins, when they come in the middle of it, or back to it.

import { t } from '../i18n';
import type { Phase } from '../protocol/session';
import { instructionsOf } from './instructions';
import {
  type LastLook,
  type LatecomerNews,
  type NewSinceLastLook,
  newSinceLastLook,
  newsForLatecomer,
} from './latecomers';
import { type Inline, readMarkdown } from './markdown';
import type { SessionState } from './session';
import { phaseTitle, wordsOf } from './words';

/** What is told beside the instructions, as sentences, each in the language of whoever reads it now. */
export interface Told {
  readonly open: boolean;
  readonly sentences: readonly (() => string)[];
}

/** Who comes, and what they know. */
export interface Comer {
  /** None for whoever looks for the first time. */
  readonly look: LastLook | null;
  /** They have read this phase's instructions. */
  readonly hasRead: boolean;
  /** They do what is to be done, and do not only watch. */
  readonly takesPart: boolean;
  /** Votes that they may give still; null where they do not vote. */
  readonly votesLeft: number | null;
  /** They were here before the phase began. */
  readonly wasHere: boolean;
}

/** What is there now. */
export interface Now {
  readonly state: SessionState;
  /** Notes on the board. */
  readonly notes: number;
  readonly ms: number;
}

/** What is shown and said. */
export interface Telling {
  readonly told: Told;
  /** Null for nothing. */
  readonly spoken: string | null;
}

/** Somebody is in a phase: it begins, or they come. */
export function toldInPhase(phase: Phase, now: Now, comer: Comer): Telling {
  const { state, ms } = now;
  const { look, takesPart, votesLeft } = comer;
  const on = newsForLatecomer(state, phase, takesPart ? votesLeft : null, look, ms);
  const going = on === undefined ? [] : [() => onText(on, takesPart)];
  const sentences = [...going, ...newSince(phase, now, look)];
  const unread = !comer.hasRead && wordsOf(phase.instructions) !== '';
  const told = { open: sentences.length > 0 || unread, sentences };
  if (sentences.length > 0) return { told, spoken: spokenOf(sentences) };
  return { told, spoken: comer.wasHere ? beginningOf(phase, state, takesPart) : null };
}

/** Somebody comes back to the page in a phase that went on; null where nothing is new. */
export function toldOnReturn(phase: Phase, now: Now, look: LastLook | null): Telling | null {
  const sentences = newSince(phase, now, look);
  return sentences.length === 0 ? null : { told: { open: true, sentences }, spoken: spokenOf(sentences) };
}

function beginningOf(phase: Phase, state: SessionState, takesPart: boolean): string {
  const title = phaseTitle(phase);
  return takesPart ? t('told.began', { title, instructions: firstWords(phase, state) }) : title;
}

/** What is new since the last look. */
function newSince(phase: Phase, { state, notes, ms }: Now, look: LastLook | null): Told['sentences'] {
  const since = newSinceLastLook(phase, look, { notes, comments: state.comments.length, ms });
  return since === undefined ? [] : newTexts(since);
}

function onText(on: LatecomerNews, doesTakePart: boolean): string {
  if (on.kind === 'harvest') return t('told.late_harvest');
  if (on.kind !== 'vote') {
    const now = t(`told.late_${on.kind}`);
    return doesTakePart ? `${now} ${t(`told.lateDo_${on.kind}`)}` : now;
  }
  if (!on.open) return t('told.late_voteOver');
  return on.left === null ? t('told.late_voteWatching') : t('told.late_vote', { count: on.left });
}

function newTexts({ notes, comments }: NewSinceLastLook): Told['sentences'] {
  return [
    ...(notes > 0 ? [() => t('told.newNotes', { count: notes })] : []),
    ...(comments > 0 ? [() => t('told.newComments', { count: comments })] : []),
  ];
}

function spokenOf(sentences: Told['sentences']): string {
  return sentences.map((sentence) => sentence()).join(' ');
}

/** The first paragraph of a phase's instructions, for the ear. */
function firstWords(phase: Phase, { journey }: Pick<SessionState, 'journey'>): string {
  const [first] = readMarkdown(instructionsOf(phase, journey));
  return first === undefined || first.is === 'list' ? '' : spoken(first.parts);
}

function spoken(parts: readonly Inline[]): string {
  return parts.map((part) => (part.is === 'text' ? part.text : spoken(part.parts))).join('');
}
